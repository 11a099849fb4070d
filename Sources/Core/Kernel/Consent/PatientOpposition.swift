/// A line of the history of oppositions (L1110-4 IV), blocks and their lifting. Lines are only added.
public struct PatientOpposition: Hashable, Sendable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case opposition
        /// Keeps one person out, also in an emergency.
        case block
        case lifting
    }

    public let id: String
    public let kind: Kind
    /// What an opposition covers. An opposition to everything is `SharingScope()`.
    public let scope: SharingScope
    /// Account or membership that a block keeps out.
    public let blocked: String?
    /// « y compris en cas d'urgence ».
    public let coversEmergency: Bool
    public let origin: DecisionOrigin
    /// The opposition or block that a lifting ends.
    public let lifts: String?
    public let givenAt: Instant

    /// An opposition to all or part of the sharing.
    public static func opposed(
        id: String, scope: SharingScope, coversEmergency: Bool, origin: DecisionOrigin, at moment: Instant
    ) throws(ConsentRefusal) -> PatientOpposition {
        guard !scope.structures.isEmpty, !scope.professions.isEmpty else { throw .recipientsMissing }
        guard !scope.classes.isEmpty, !scope.documents.isEmpty else { throw .categoriesMissing }
        try origin.check()
        return PatientOpposition(
            id: id, kind: .opposition, scope: scope, blocked: nil, coversEmergency: coversEmergency,
            origin: origin, lifts: nil, givenAt: moment)
    }

    /// Keeps one account or membership out.
    public static func block(
        id: String, blocked: String, origin: DecisionOrigin, at moment: Instant
    ) throws(ConsentRefusal) -> PatientOpposition {
        guard !blocked.isEmpty else { throw .recipientsMissing }
        try origin.check()
        return PatientOpposition(
            id: id, kind: .block, scope: .nothing, blocked: blocked, coversEmergency: true, origin: origin,
            lifts: nil, givenAt: moment)
    }

    /// Ends one opposition or block.
    public static func lifted(
        id: String, lifts: String, origin: DecisionOrigin, at moment: Instant
    ) throws(ConsentRefusal) -> PatientOpposition {
        try origin.check()
        return PatientOpposition(
            id: id, kind: .lifting, scope: .nothing, blocked: nil, coversEmergency: false, origin: origin,
            lifts: lifts, givenAt: moment)
    }
}

/// That somebody was informed, of what, how, with what in hand.
public struct InformationDelivered: Hashable, Sendable {
    public let id: String
    public let text: InformationReference
    public let means: DecisionMeans
    /// Nil where nothing was handed over.
    public let support: SupportHanded?
    /// Membership of who informed; nil online.
    public let givenBy: String?
    /// Mandate of the representative who was informed in the patient's stead.
    public let representative: String?
    public let givenOn: Day

    public init(
        id: String, text: InformationReference, means: DecisionMeans, support: SupportHanded?, givenBy: String?,
        representative: String? = nil, givenOn: Day
    ) throws(ConsentRefusal) {
        guard text.subject != nil else { throw .textOfAnotherKind }
        try DecisionOrigin(means: means, collectedBy: givenBy).check()
        self.id = id
        self.text = text
        self.means = means
        self.support = support
        self.givenBy = givenBy
        self.representative = representative
        self.givenOn = givenOn
    }
}
