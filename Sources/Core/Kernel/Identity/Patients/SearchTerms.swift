/// By what a patient is found. Birth and used names share their kinds: whoever searches does not know which one they
/// were told.
public enum SearchKind: String, Sendable, CaseIterable {
    case ins, name, nameStart, givenName, birthDate, phone, mail, localNumber

    /// What the keyed digest is bound to: never changed once a store holds digests.
    var label: StaticString {
        switch self {
        case .ins: "patient-ins"
        case .name: "patient-name"
        case .nameStart: "patient-name-start"
        case .givenName: "patient-given-name"
        case .birthDate: "patient-birth-date"
        case .phone: "patient-phone"
        case .mail: "patient-mail"
        case .localNumber: "patient-local-number"
        }
    }
}

/// A value in the one spelling in which it is digested.
public struct SearchTerm: Sendable, Hashable {
    public let kind: SearchKind
    public let value: String

    init(_ kind: SearchKind, _ value: String) {
        self.kind = kind
        self.value = value
    }

    /// A matricule, with or without spaces; nil where it is none. The authority is not part of it: people type digits.
    public static func ins(_ text: String) -> SearchTerm? {
        (try? Matricule(text)).map { SearchTerm(.ins, $0.value) }
    }

    /// A whole name, birth or used; nil where there is nothing to search.
    public static func name(_ text: String) -> SearchTerm? { folded(.name, text, NameFolding.key) }

    /// The first three letters of a name.
    public static func nameStart(_ text: String) -> SearchTerm? { folded(.nameStart, text, NameFolding.start) }

    /// The first given name at birth, or the used one.
    public static func givenName(_ text: String) -> SearchTerm? { folded(.givenName, text, NameFolding.key) }

    public static func birthDate(_ day: Day) -> SearchTerm { SearchTerm(.birthDate, day.description) }

    /// Nil where it is no full number.
    public static func phone(_ text: String) -> SearchTerm? {
        PhoneNumber.e164(text).map { SearchTerm(.phone, $0) }
    }

    /// Nil where it is no address.
    public static func mail(_ text: String) -> SearchTerm? {
        MailAddress.normal(text).map { SearchTerm(.mail, $0) }
    }

    /// The structure's own number, as it is.
    public static func localNumber(_ text: String) -> SearchTerm? { folded(.localNumber, text) { $0 } }

    private static func folded(_ kind: SearchKind, _ text: String, _ fold: (String) -> String) -> SearchTerm? {
        let value = fold(text)
        return !value.isBlank ? SearchTerm(kind, value) : nil
    }
}

/// Everything by which one patient is found.
public enum SearchTerms {
    /// - Parameters:
    ///   - formerNumbers: numbers no longer valid: letters from elsewhere still carry them.
    ///   - contacts: those of the circle's members and the ended ones are left out.
    public static func of(
        _ identity: PatientIdentity, formerNumbers: [INS] = [], contacts: [PatientContact] = []
    ) -> Set<SearchTerm> {
        let names = [identity.traits.birthName, identity.used.name].compactMap { $0 }
        let given = [identity.traits.firstBirthGivenName, identity.used.givenName].compactMap { $0 }
        var terms: Set<SearchTerm?> = [.birthDate(identity.traits.birthDate.day)]
        terms.formUnion(names.map { .name($0) })
        terms.formUnion(names.map { .nameStart($0) })
        terms.formUnion(given.map { .givenName($0) })
        terms.formUnion(([identity.ins].compactMap { $0 } + formerNumbers).map { .ins($0.matricule.value) })
        terms.insert(identity.localNumber.flatMap { .localNumber($0) })
        for contact in contacts where contact.member == nil && contact.endedOn == nil {
            switch contact.kind {
            case .phone: terms.insert(.phone(contact.value))
            case .mail, .secureMail: terms.insert(.mail(contact.value))
            case .address: continue
            }
        }
        return Set(terms.compactMap { $0 })
    }
}

/// A term as the database knows it.
struct SearchDigest: Sendable, Hashable {
    let kind: SearchKind
    let bytes: [UInt8]
}

extension SearchSecret {
    func digest(_ term: SearchTerm) -> SearchDigest {
        SearchDigest(kind: term.kind, bytes: index(term.kind.label, of: term.value).bytes)
    }

    func digests(_ terms: Set<SearchTerm>) -> Set<SearchDigest> { Set(terms.map { digest($0) }) }
}
