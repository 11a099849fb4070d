extension TeamBasis {
    public var label: Bilingual {
        switch self {
        case .none: Bilingual(fr: "hors équipe de soins", en: "outside a care team")
        case .sameStructure: Bilingual(fr: "même établissement ou service (1°)", en: "same establishment (1°)")
        case .namedByPatient: Bilingual(fr: "choisi par le patient (2°)", en: "named by the patient (2°)")
        case .formalised: Bilingual(fr: "équipe organisée (3°)", en: "formalised team (3°)")
        }
    }
}

/// Somebody of the staff takes part in a patient's care.
public struct CareRelation: Sendable, Hashable {
    public let id: String
    /// The membership (account and role in the structure) of the professional.
    public let membership: String
    /// « médecin traitant », « infirmière référente ».
    public let role: String
    public let basis: TeamBasis
    /// When the patient was told about this sharing.
    public let informedOn: Day?
    public let startsOn: Day
    /// The last day.
    public let endsOn: Day?
    public let context: String?

    public init(
        id: String, membership: String, role: String, basis: TeamBasis, informedOn: Day? = nil, startsOn: Day,
        endsOn: Day? = nil, context: String? = nil
    ) {
        self.id = id
        self.membership = membership
        self.role = role
        self.basis = basis
        self.informedOn = informedOn
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.context = context
    }

    public func isInForce(on day: Day) -> Bool { startsOn <= day && endsOn.map { day <= $0 } ?? true }
}

/// A care team of the structure.
public struct CareTeam: Sendable, Hashable {
    public let id: String
    public let name: String
    public let basis: TeamBasis
    /// The deed that founds it.
    public let reference: String?
    public let attestedBy: String
    public let attestedOn: Day
    public let endsOn: Day?

    public init(
        id: String, name: String, basis: TeamBasis, reference: String? = nil, attestedBy: String,
        attestedOn: Day, endsOn: Day? = nil
    ) {
        self.id = id
        self.name = name
        self.basis = basis
        self.reference = reference
        self.attestedBy = attestedBy
        self.attestedOn = attestedOn
        self.endsOn = endsOn
    }
}

/// Somebody of the staff in a care team; the role is sealed under the structure's key.
public struct CareTeamPlace: Sendable, Hashable {
    public let id: String
    public let team: String
    public let membership: String
    public let role: String
    public let startsOn: Day
    public let endsOn: Day?

    public init(id: String, team: String, membership: String, role: String, startsOn: Day, endsOn: Day? = nil) {
        self.id = id
        self.team = team
        self.membership = membership
        self.role = role
        self.startsOn = startsOn
        self.endsOn = endsOn
    }
}
