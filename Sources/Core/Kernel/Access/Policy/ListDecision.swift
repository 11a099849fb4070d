import Foundation

/// What a page of a list rested on: the decision of each patient shown, in the order in which the line names them. What
/// all share is written once (who asks, what for, the structure's choices); a patient adds what is their own. Every one
/// of them can be played again like a single decision (rule 35).
public struct ListDecision: Hashable, Sendable, Codable {
    public let policyVersion: Int
    public let matrixVersion: Int
    /// The first patient's facts, from which the others differ by little.
    let shared: Facts
    /// Each verdict once.
    let verdicts: [Verdict]
    let patients: [Own]

    /// What of one patient is not as in the shared facts. Nil: the same. An optional fact is a list of none or one.
    struct Own: Hashable, Sendable, Codable {
        var blocked: [String]?
        var consents: [Facts.Consent]?
        var exchanges: [Facts.TargetedExchange]?
        var majorityOn: [Day]?
        var mandate: [Facts.Mandate]?
        var moduleOn: Bool?
        var narrowing: [MatrixOverride.Cell]?
        var oppositions: [Facts.Opposition]?
        var relation: [Facts.Relation]?
        var statute: [Facts.StatutoryException]?
        var support: [Facts.SupportTicket]?
        var switches: Facts.Switches?
        var teams: [Facts.Team]?
        /// Place in `verdicts`.
        var verdict: Int
    }

    /// Nil for no patient. All must be decided at one moment, for one caller, about one thing.
    init?(_ decisions: [StoredDecision]) {
        guard let first = decisions.first else { return nil }
        (policyVersion, matrixVersion, shared) = (first.policyVersion, first.matrixVersion, first.facts)
        var verdicts: [Verdict] = []
        patients = decisions.map { decision in
            let place: Int
            if let known = verdicts.firstIndex(of: decision.verdict) {
                place = known
            } else {
                place = verdicts.count
                verdicts.append(decision.verdict)
            }
            return Own(decision.facts, beside: first.facts, verdict: place)
        }
        self.verdicts = verdicts
    }

    /// How many patients the line names.
    public var count: Int { patients.count }

    /// The decision of the patient at this place of the line; nil where there is none.
    public func decision(at place: Int) -> StoredDecision? {
        guard patients.indices.contains(place), verdicts.indices.contains(patients[place].verdict) else { return nil }
        return StoredDecision(
            policyVersion: policyVersion, matrixVersion: matrixVersion,
            facts: patients[place].completing(shared), verdict: verdicts[patients[place].verdict])
    }

    /// Canonical JSON, as `StoredDecision` writes it.
    public func canonicalJSON() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }

    /// Throws where the bytes are no list of decisions.
    public static func decode(_ bytes: some Sequence<UInt8>) throws -> ListDecision {
        try JSONDecoder().decode(ListDecision.self, from: Data(bytes))
    }

    /// The same as text, for the line of the log.
    var text: String { String(decoding: DecisionText(self).bytes, as: UTF8.self) }
}

extension ListDecision.Own {
    init(_ facts: Facts, beside shared: Facts, verdict: Int) {
        func own<Value: Equatable>(_ path: KeyPath<Facts, Value>) -> Value? {
            facts[keyPath: path] == shared[keyPath: path] ? nil : facts[keyPath: path]
        }
        func few<Value: Equatable>(_ path: KeyPath<Facts, Value?>) -> [Value]? {
            facts[keyPath: path] == shared[keyPath: path] ? nil : facts[keyPath: path].map { [$0] } ?? []
        }
        self.init(
            blocked: own(\.blocked), consents: own(\.consents), exchanges: own(\.exchanges),
            majorityOn: few(\.resource.majorityOn), mandate: few(\.mandate), moduleOn: own(\.resource.moduleOn),
            narrowing: own(\.narrowing), oppositions: own(\.oppositions),
            relation: few(\.relation), statute: few(\.statute), support: few(\.support), switches: own(\.switches),
            teams: own(\.teams), verdict: verdict)
    }

    func completing(_ shared: Facts) -> Facts {
        var facts = shared
        if let blocked { facts.blocked = blocked }
        if let consents { facts.consents = consents }
        if let exchanges { facts.exchanges = exchanges }
        if let majorityOn { facts.resource.majorityOn = majorityOn.first }
        if let mandate { facts.mandate = mandate.first }
        if let moduleOn { facts.resource.moduleOn = moduleOn }
        if let narrowing { facts.narrowing = narrowing }
        if let oppositions { facts.oppositions = oppositions }
        if let relation { facts.relation = relation.first }
        if let statute { facts.statute = statute.first }
        if let support { facts.support = support.first }
        if let switches { facts.switches = switches }
        if let teams { facts.teams = teams }
        return facts
    }
}
