/// Somebody near the patient: caregiver, representative, trusted person. One circle per patient; a person who left and
/// came back is another entry with other days.
public struct CircleMember: Sendable, Hashable {
    public let id: String
    public let familyName: String
    public let givenName: String
    public let birthDate: Day?
    /// « fille », « voisin », « mandataire judiciaire »: the patient's words.
    public let relationship: String
    public let startsOn: Day
    public let endsOn: Day?

    public init(
        id: String, familyName: String, givenName: String, birthDate: Day? = nil, relationship: String, startsOn: Day,
        endsOn: Day? = nil
    ) {
        self.id = id
        self.familyName = familyName
        self.givenName = givenName
        self.birthDate = birthDate
        self.relationship = relationship
        self.startsOn = startsOn
        self.endsOn = endsOn
    }

    /// The day it ends is the last one in the circle.
    public func isPresent(on day: Day) -> Bool { startsOn <= day && endsOn.map { day <= $0 } ?? true }
}

/// How far a mandate goes. What the law gives a title is the ceiling; the mandate stays under it. Sealed as JSON whose
/// `classes` and `mayDecide` the gate reads.
public struct MandateReach: Sendable, Hashable, Codable, Sealable {
    /// What it lets the holder read.
    public let classes: Extent<DocumentClass>
    /// Decides and signs in the patient's place.
    public let mayDecide: Bool
    /// Answers questionnaires to which they are invited.
    public let mayAnswer: Bool

    public init(classes: Extent<DocumentClass> = .only([]), mayDecide: Bool = false, mayAnswer: Bool = false) {
        // In one order, so that equal reaches are equal.
        self.classes = if case .only(let listed) = classes { .only(Set(listed).sorted()) } else { classes }
        self.mayDecide = mayDecide
        self.mayAnswer = mayAnswer
    }

    public static let everything = MandateReach(classes: .all, mayDecide: true, mayAnswer: true)
}

/// A title with its evidence and its days.
public struct HeldMandate: Sendable, Hashable {
    public let id: String
    /// The member of the circle who holds it.
    public let member: String
    public let title: MandateTitle
    public let reach: MandateReach
    /// « jugement du 12/03/2026 », « désignation signée »; nil where nothing was shown.
    public let evidence: String?
    /// Nil where nobody is named who saw the evidence, or there was none: such a title is not verified.
    public let checkedOn: Day?
    public let checkedBy: String?
    public let startsOn: Day
    /// Its last day.
    public let endsOn: Day?
    /// From this day on it opens nothing.
    public let revokedOn: Day?

    public init(
        id: String, member: String, title: MandateTitle, reach: MandateReach, evidence: String?, checkedOn: Day?,
        checkedBy: String?, startsOn: Day, endsOn: Day? = nil, revokedOn: Day? = nil
    ) {
        self.id = id
        self.member = member
        self.title = title
        self.reach = reach
        self.evidence = evidence.flatMap { $0.isBlank ? nil : $0 }
        let verified = self.evidence != nil && checkedOn != nil && checkedBy != nil
        self.checkedOn = verified ? checkedOn : nil
        self.checkedBy = verified ? checkedBy : nil
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.revokedOn = revokedOn
    }
}
