/// A line of the history of consents to share care data (L1110-4 III). Lines are only added; what is in force is
/// computed (`ConsentState`). Never a consent in the sense of the RGPD: that is `RGPDConsent` (rule 38).
public struct CareConsent: Hashable, Sendable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case consent
        /// By any means, at any time, effective at once.
        case withdrawal
        /// The care that it covered is over.
        case careEnded = "care-ended"
    }

    public let id: String
    public let kind: Kind
    /// Covers nothing in a withdrawal or an end.
    public let scope: SharingScope
    public let text: InformationReference
    public let support: SupportHanded?
    public let origin: DecisionOrigin
    /// Id of the document that attests it (type 59284-0).
    public let evidence: String?
    /// The consent that a withdrawal or an end is about. Taking back everything is one line for each
    /// (`ConsentState.standing`), so that no clock decides what was meant.
    public let withdraws: String?
    public let givenAt: Instant
    /// Last day of the care that it covers, where known.
    public let careEndsOn: Day?

    /// A consent. It names its recipients and its categories of information one by one: what the program will learn
    /// to hold later is not covered by what somebody accepted today.
    public static func given(
        id: String, scope: SharingScope, text: InformationReference, support: SupportHanded?, origin: DecisionOrigin,
        evidence: String? = nil, at moment: Instant, careEndsOn: Day? = nil
    ) throws(ConsentRefusal) -> CareConsent {
        guard scope.structures != .all || scope.professions != .all, !scope.structures.isEmpty,
            !scope.professions.isEmpty
        else { throw .recipientsMissing }
        guard case .only(let classes) = scope.classes, !classes.isEmpty, classes.allSatisfy(\.shareable),
            !scope.documents.isEmpty
        else { throw .categoriesMissing }
        guard let support else { throw .supportMissing }
        guard text.subject == .sharing else { throw .textOfAnotherKind }
        if let end = careEndsOn, end < moment.parisDay { throw .careEndsBefore }
        try origin.check()
        return CareConsent(
            id: id, kind: .consent, scope: scope, text: text, support: support, origin: origin,
            evidence: evidence, withdraws: nil, givenAt: moment, careEndsOn: careEndsOn)
    }

    /// Takes back one consent. Asks for nothing that could stand in the way.
    public static func withdrawn(
        id: String, withdraws: String, text: InformationReference, origin: DecisionOrigin, at moment: Instant
    ) throws(ConsentRefusal) -> CareConsent {
        try origin.check()
        return end(.withdrawal, id: id, of: withdraws, text: text, origin: origin, at: moment)
    }

    /// The care that one consent covered has ended (rule 38).
    public static func careEnded(
        id: String, ends: String, text: InformationReference, origin: DecisionOrigin, at moment: Instant
    ) throws(ConsentRefusal) -> CareConsent {
        try origin.check()
        return end(.careEnded, id: id, of: ends, text: text, origin: origin, at: moment)
    }

    static func end(
        _ kind: Kind, id: String, of consent: String, text: InformationReference, origin: DecisionOrigin,
        at moment: Instant
    ) -> CareConsent {
        CareConsent(
            id: id, kind: kind, scope: .nothing, text: text, support: nil, origin: origin, evidence: nil,
            withdraws: consent, givenAt: moment, careEndsOn: nil)
    }
}

extension SharingScope {
    /// Nobody, and nothing.
    public static let nothing = SharingScope(
        structures: .only([]), professions: .only([]), classes: .only([]), documents: .only([]))
}
