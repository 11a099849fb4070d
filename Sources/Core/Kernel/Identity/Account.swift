/// What a member of a structure's staff may be. Rights on records come with the gate; these open pages.
public enum StaffRole: String, Sendable, Codable, CaseIterable {
    /// The publisher's: opens structures and contracts, sees no record.
    case `operator`
    /// The structure's: people and settings.
    case administrator
    /// The structure's data protection officer.
    case dpo
    case professional
    case staff

    public var label: Bilingual {
        switch self {
        case .operator: Bilingual(fr: "Exploitation (éditeur)", en: "Operator (publisher)")
        case .administrator: Bilingual(fr: "Administration de la structure", en: "Administrator")
        case .dpo: Bilingual(fr: "Délégué à la protection des données", en: "Data protection officer")
        case .professional: Bilingual(fr: "Professionnel de santé", en: "Health professional")
        case .staff: Bilingual(fr: "Secrétariat", en: "Office staff")
        }
    }
}

/// Somebody of a structure's staff.
public struct Account: Sendable, Hashable {
    public let id: String
    /// Id of the structure.
    public let structure: String
    public let familyName: String
    public let givenName: String
    /// « infirmière », « médecin régulateur »: shown beside the name.
    public let function: String
    public let email: String
    public let roles: [StaffRole]

    /// Given name, then family name.
    public var name: String { givenName.isEmpty ? familyName : "\(givenName) \(familyName)" }

    public init(
        id: String, structure: String, familyName: String, givenName: String, function: String, email: String,
        roles: [StaffRole]
    ) {
        self.id = id
        self.structure = structure
        self.familyName = familyName
        self.givenName = givenName
        self.function = function
        self.email = email
        self.roles = roles
    }
}

/// Whoever is signed in, as a request sees them. Their account carries the structure and the one role of the
/// situation d'exercice that the session is bound to (rule 29); no role while none is chosen.
public struct StaffSession: Sendable, Hashable {
    /// Row number; not the token.
    public let id: String
    public let account: Account
    public let structureRef: String
    public let structureName: String
    /// Id of the situation d'exercice; nil while the person has not chosen among several.
    public let membership: String?
    public let level: SessionLevel
    public let openedAt: Instant
    /// When the person last proved who they are.
    public let provedAt: Instant
    /// Profession and national number in the session's structure; nil where none is recorded.
    let professional: ProfessionalIdentity?

    /// A proof is fresh for five minutes: after that a sensitive act asks for another.
    static let freshSeconds: Int64 = 300

    public func has(_ role: StaffRole) -> Bool { account.roles.contains(role) }

    /// Whether a sensitive act may follow without a new proof.
    public func isFresh(at now: Instant) -> Bool {
        provedAt <= now && provedAt.adding(seconds: StaffSession.freshSeconds) >= now
    }
}
