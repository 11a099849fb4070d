/// Where the program runs, as far as national identities are concerned (rule 22).
public enum INSEnvironment: String, Sendable, CaseIterable {
    case demo, preprod, prod
}

/// Who assigned a matricule: decided by the OID alone, never by the digits (rule 17).
public enum INSAuthority: String, Sendable, CaseIterable {
    case nir, nia, nirTest, nirDemo

    /// Object identifier, as the ANS publishes it.
    public var oid: String {
        switch self {
        case .nir: "1.2.250.1.213.1.4.8"
        case .nia: "1.2.250.1.213.1.4.9"
        case .nirTest: "1.2.250.1.213.1.4.10"
        case .nirDemo: "1.2.250.1.213.1.4.11"
        }
    }

    /// Nil for any other authority: the computed INS-C (…4.2) and the pharmacy file's number are no INS.
    /// A leading `urn:oid:` is read.
    public init?(oid: String) {
        let bare = oid.hasPrefix("urn:oid:") ? String(oid.dropFirst(8)) : oid
        guard let found = INSAuthority.allCases.first(where: { $0.oid == bare }) else { return nil }
        self = found
    }

    /// Code of `identifier.type` (FR Core). The pair (type, OID) is the key: the billing number `NH` shares the OID
    /// of the NIR and is no INS.
    public var type: String {
        switch self {
        case .nir: "INS-NIR"
        case .nia: "INS-NIA"
        case .nirTest: "INS-NIR-TEST"
        case .nirDemo: "INS-NIR-DEMO"
        }
    }

    /// Rule 22: production uses real authorities, every other environment only those made for trying.
    public func mayBeUsed(in environment: INSEnvironment) -> Bool {
        let real = self == .nir || self == .nia
        return environment == .prod ? real : !real
    }
}

/// Why something received is no INS.
public enum INSProblem: Error, Sendable, Equatable {
    case matricule(MatriculeProblem)
    /// An OID of another identifier, or none of ours.
    case unknownAuthority
    /// The type received belongs to another identifier than the OID says (`NH` with the OID of the NIR).
    case anotherType(String)

    public var sentence: Bilingual {
        switch self {
        case .matricule(let problem): problem.sentence
        case .unknownAuthority:
            Bilingual(
                fr: "L'identifiant de l'autorité (OID) n'est pas celui d'une INS ; vérifiez l'origine du matricule.",
                en: "The authority's identifier (OID) is not that of an INS; check where the number comes from.")
        case .anotherType:
            Bilingual(
                fr:
                    "Ce numéro n'est pas une INS : son type est celui d'un autre identifiant (facturation, par exemple).",
                en: "This number is not an INS: its type is that of another identifier, such as the billing number.")
        }
    }
}

/// A national health identity number with its authority. Traits and status stand beside it, in `PatientIdentity`.
public struct INS: Sendable, Hashable {
    public let matricule: Matricule
    public let authority: INSAuthority

    public init(_ matricule: Matricule, _ authority: INSAuthority) {
        self.matricule = matricule
        self.authority = authority
    }

    /// Reads what a partner or a scan gave.
    /// - Parameters:
    ///   - type: `identifier.type` where the format has one; it must agree with the OID.
    public init(matricule: String, oid: String, type: String? = nil) throws(INSProblem) {
        guard let authority = INSAuthority(oid: oid) else { throw .unknownAuthority }
        if let type, type != authority.type { throw .anotherType(type) }
        do { self.matricule = try Matricule(matricule) } catch { throw .matricule(error) }
        self.authority = authority
    }

    public var oid: String { authority.oid }
    public var type: String { authority.type }

    /// Nil where the number itself may be used as an INS here; the record that carries it is kept in any case.
    public func refusal(in environment: INSEnvironment) -> INSRefusal? {
        if !matricule.keyHolds { return .wrongKey }
        return authority.mayBeUsed(in: environment) ? nil : .otherEnvironment
    }
}

/// Why a matricule does not leave. The first that applies, from the person's identity to the number.
public enum INSRefusal: String, Error, Sendable, CaseIterable {
    case noNumber, doubtful, fictitious, notQualified, wrongKey, otherEnvironment, traitsNotWritable

    public var sentence: Bilingual {
        switch self {
        case .noNumber:
            Bilingual(fr: "Aucun matricule INS n'est enregistré.", en: "No INS matricule is recorded.")
        case .doubtful:
            Bilingual(
                fr: "L'identité est signalée comme douteuse : l'INS ne peut pas être utilisée.",
                en: "The identity is marked as doubtful: the INS cannot be used.")
        case .fictitious:
            Bilingual(
                fr: "L'identité est signalée comme fictive : l'INS ne peut pas être utilisée.",
                en: "The identity is marked as fictitious: the INS cannot be used.")
        case .notQualified:
            Bilingual(
                fr: "L'identité n'est pas qualifiée : l'INS n'est transmise qu'une fois l'identité qualifiée.",
                en: "The identity is not qualified: the INS is sent only once it is.")
        case .wrongKey:
            Bilingual(
                fr: "La clé du matricule est fausse : il est conservé tel que reçu et n'est jamais transmis.",
                en: "The key of the matricule is wrong: it is kept as received and never sent.")
        case .otherEnvironment:
            Bilingual(
                fr: "Ce matricule n'est pas destiné à cet environnement (production, préproduction ou démonstration).",
                en: "This matricule is not meant for this environment (production, pre-production or demonstration).")
        case .traitsNotWritable:
            Bilingual(
                fr: "Un trait de l'identité contient un caractère sans équivalent dans l'alphabet de l'INSi.",
                en: "A trait of the identity holds a character that the INSi alphabet has no equivalent for.")
        }
    }
}
