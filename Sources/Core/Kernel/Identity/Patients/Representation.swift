extension MandateTitle {
    /// What its holder is called.
    public var holder: Bilingual {
        switch self {
        case .parentalAuthority: Bilingual(fr: "titulaire de l'autorité parentale", en: "holder of parental authority")
        case .guardianship: Bilingual(fr: "tuteur", en: "guardian")
        case .familyAuthorisation:
            Bilingual(fr: "personne habilitée (habilitation familiale)", en: "family member authorised by a judge")
        case .assistance:
            Bilingual(fr: "curateur ou mandataire de sauvegarde", en: "curator, or agent under judicial safeguard")
        case .trustedPerson: Bilingual(fr: "personne de confiance", en: "trusted person")
        case .caregiver: Bilingual(fr: "aidant", en: "caregiver")
        case .heir: Bilingual(fr: "ayant droit", en: "heir")
        }
    }

    /// A judgment fixes the term: without an end date the title opens nothing.
    var needsEnd: Bool { self == .guardianship || self == .familyAuthorisation }
}

/// What a title is worth on one day: the sentence that the circle's page shows.
public enum RepresentationReason: String, Sendable, CaseIterable {
    case inForce, consultedOnly, assistsOnly, noOnlineAccess
    case notStarted, ended, revoked, unverified, endMissing, majority, memberLeft, holderIsMinor

    public var sentence: Bilingual {
        switch self {
        case .inForce: Bilingual(fr: "Titre vérifié, en cours", en: "Title checked, in force")
        case .consultedOnly:
            Bilingual(
                fr: "La personne de confiance est consultée ; elle n'accède pas au dossier à ce titre.",
                en: "The trusted person is consulted; this title gives no access to the record.")
        case .assistsOnly:
            Bilingual(
                fr: "Cette personne assiste le patient ; elle n'a pas d'accès propre.",
                en: "This person assists the patient; they have no access of their own.")
        case .noOnlineAccess:
            Bilingual(
                fr: "Un ayant droit adresse sa demande à la structure ; il n'a pas d'accès en ligne.",
                en: "An heir addresses a request to the structure; there is no online access.")
        case .notStarted: Bilingual(fr: "Le titre n'a pas encore pris effet.", en: "The title has not begun yet.")
        case .ended: Bilingual(fr: "Le titre est arrivé à son terme.", en: "The title has reached its term.")
        case .revoked: Bilingual(fr: "Le titre a été révoqué.", en: "The title was revoked.")
        case .unverified:
            Bilingual(
                fr: "Le titre n'a pas été vérifié : aucune pièce contrôlée.",
                en: "The title was not verified: no evidence was checked.")
        case .endMissing:
            Bilingual(
                fr: "Ce titre exige la date de fin fixée par le jugement.",
                en: "This title requires the end date that the judgment sets.")
        case .majority:
            Bilingual(
                fr: "Le patient est majeur : l'autorité parentale a pris fin.",
                en: "The patient is of age: parental authority has ended.")
        case .memberLeft:
            Bilingual(fr: "Cette personne ne fait pas partie du cercle.", en: "This person is not in the circle.")
        case .holderIsMinor:
            Bilingual(fr: "La personne de confiance doit être majeure.", en: "The trusted person must be of age.")
        }
    }
}

/// What somebody may do for a patient on one day, and why. The gate decides on an access (`Policy`); this says it
/// beforehand, and a test holds the two together.
public struct Representation: Sendable, Hashable {
    public let reach: MandateReach
    /// Is asked when the patient cannot say.
    public let isConsulted: Bool
    public let reason: RepresentationReason

    private init(_ reason: RepresentationReason, _ reach: MandateReach = MandateReach(), consulted: Bool = false) {
        self.reach = reach
        isConsulted = consulted
        self.reason = reason
    }

    /// Who may act or read for whom (§5.8). Pure: a title, the people, a day.
    public init(of mandate: HeldMandate, heldBy member: CircleMember, patientBorn: BirthDate, on day: Day) {
        if let reason = Self.refusal(of: mandate, member, patientBorn, day) {
            self.init(reason)
            return
        }
        switch mandate.title {
        case .parentalAuthority, .guardianship, .familyAuthorisation: self.init(.inForce, mandate.reach)
        // The patient lists what a caregiver reads; nobody may give them the right to decide.
        case .caregiver:
            self.init(
                .inForce, MandateReach(classes: mandate.reach.classes, mayAnswer: mandate.reach.mayAnswer))
        case .assistance: self.init(.assistsOnly)
        case .trustedPerson: self.init(.consultedOnly, consulted: true)
        case .heir: self.init(.noOnlineAccess)
        }
    }

    private static func refusal(
        of mandate: HeldMandate, _ member: CircleMember, _ patientBorn: BirthDate, _ day: Day
    ) -> RepresentationReason? {
        if let revoked = mandate.revokedOn, revoked <= day { return .revoked }
        if day < mandate.startsOn { return .notStarted }
        if let end = mandate.endsOn, end < day { return .ended }
        guard mandate.member == member.id, member.isPresent(on: day) else { return .memberLeft }
        guard let checked = mandate.checkedOn, checked <= day else { return .unverified }
        switch mandate.title {
        case .parentalAuthority where !patientBorn.isMinor(on: day): return .majority
        case .trustedPerson where member.birthDate.map { BirthDate($0).isMinor(on: day) } ?? false:
            return .holderIsMinor
        case _ where mandate.title.needsEnd && mandate.endsOn == nil: return .endMissing
        default: return nil
        }
    }
}

extension HeldMandate {
    /// What the gate decides on; the title ends when its holder leaves the circle.
    package func facts(heldBy holder: CircleMember) -> Facts.Mandate {
        let ends = [endsOn, holder.endsOn].compactMap { $0 }.min()
        return Facts.Mandate(
            id: id, title: title, checkedOn: holder.id == member ? checkedOn : nil,
            startsOn: max(startsOn, holder.startsOn), endsOn: title.needsEnd && endsOn == nil ? nil : ends,
            revokedOn: revokedOn, classes: reach.classes, mayDecide: title == .caregiver ? false : reach.mayDecide)
    }
}
