/// When one looks at a history.
public enum ConsentMoment: Hashable, Sendable {
    /// Now. What takes rights away counts whatever the clock says: a clock that was set back must not bring back a
    /// consent that was withdrawn.
    case now(Instant)
    /// As it was at that moment, for somebody who reviews.
    case past(Instant)

    var instant: Instant {
        switch self {
        case .now(let instant), .past(let instant): instant
        }
    }

    /// Whether something that gives rights has begun.
    func reaches(_ given: Instant) -> Bool { given <= instant }

    /// Whether something that takes rights away counts.
    func isStruck(by given: Instant) -> Bool {
        switch self {
        case .now: true
        case .past(let instant): given <= instant
        }
    }
}

/// What is in force, computed from the whole history. A pure function: order of the lines does not matter.
public struct ConsentState: Hashable, Sendable {
    /// Given, begun, neither withdrawn nor ended; by id.
    public let consents: [CareConsent]
    /// Made and not lifted; by id.
    public let oppositions: [PatientOpposition]
    /// Ids that a block in force keeps out.
    public let blocked: [String]
    public let information: [InformationDelivered]

    public init(
        consents: [CareConsent], oppositions: [PatientOpposition], information: [InformationDelivered] = [],
        on moment: ConsentMoment
    ) {
        let today = moment.instant.parisDay
        let ended = Set(
            consents.filter { $0.kind != .consent && moment.isStruck(by: $0.givenAt) }.compactMap(\.withdraws))
        self.consents = consents.filter { line in
            guard line.kind == .consent, moment.reaches(line.givenAt) else { return false }
            if let last = line.careEndsOn, last < today { return false }
            return !ended.contains(line.id)
        }.sorted { $0.id < $1.id }
        // A lifting gives rights, so it counts from its time on; an opposition takes them away.
        let lifted = Set(
            oppositions.filter { $0.kind == .lifting && moment.reaches($0.givenAt) }.compactMap(\.lifts))
        let standing = oppositions.filter {
            $0.kind != .lifting && moment.isStruck(by: $0.givenAt) && !lifted.contains($0.id)
        }
        self.oppositions = standing.filter { $0.kind == .opposition }.sorted { $0.id < $1.id }
        blocked = Set(standing.filter { $0.kind == .block }.compactMap(\.blocked)).sorted()
        self.information = information.filter { $0.givenOn <= today }.sorted { $0.id < $1.id }
    }

    /// The first day on which the patient was informed of one of these.
    public func informed(of subjects: Set<InformationSubject>) -> Day? {
        information.filter { line in line.text.subject.map(subjects.contains) ?? false }.map(\.givenOn).min()
    }
}

extension ConsentState {
    /// Ids of all consents that no line takes back yet, whatever the clock says: what "I take back everything" means.
    public static func standing(_ history: [CareConsent]) -> [String] {
        let ended = Set(history.filter { $0.kind != .consent }.compactMap(\.withdraws))
        return history.filter { $0.kind == .consent && !ended.contains($0.id) }.map(\.id).sorted()
    }
}
