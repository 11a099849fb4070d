/// A consent in the sense of articles 6 and 7 RGPD, for an optional treatment, or its withdrawal. It opens no record:
/// the policy takes `CareConsent` alone, and no function makes one of the other (rule 38).
public struct RGPDConsent: Hashable, Sendable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case consent, withdrawal
    }

    public let id: String
    /// Code of the optional treatment.
    public let purpose: String
    public let kind: Kind
    public let text: InformationReference
    public let means: DecisionMeans
    /// The consent that a withdrawal takes back.
    public let withdraws: String?
    public let givenAt: Instant

    /// Throws `textOfAnotherKind` where the text shown is about the sharing of care data, `consentMissing` where a
    /// withdrawal names no consent.
    public init(
        id: String, purpose: String, kind: Kind, text: InformationReference, means: DecisionMeans,
        withdraws: String? = nil, givenAt: Instant
    ) throws(ConsentRefusal) {
        guard text.subject == .optional else { throw .textOfAnotherKind }
        if kind == .withdrawal, withdraws == nil { throw .consentMissing }
        self.id = id
        self.purpose = purpose
        self.kind = kind
        self.text = text
        self.means = means
        self.withdraws = kind == .withdrawal ? withdraws : nil
        self.givenAt = givenAt
    }

    /// Whether this purpose is consented to: as easy to take back as to give (art. 7.3), and at once.
    public static func inForce(_ purpose: String, of history: [RGPDConsent], on moment: ConsentMoment) -> Bool {
        let lines = history.filter { $0.purpose == purpose }
        return lines.contains { line in
            line.kind == .consent && moment.reaches(line.givenAt)
                && !lines.contains { other in
                    other.kind == .withdrawal && other.withdraws == line.id && moment.isStruck(by: other.givenAt)
                }
        }
    }
}
