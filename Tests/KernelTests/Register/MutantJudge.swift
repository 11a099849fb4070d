@testable import Kernel

/// Tells whether the hand-written expectations see a lie, at the price of what the lie changed rather than of the
/// whole register. Exact, provided that the true declarations are as expected: a test asks that first.
struct MutantJudge: Sendable {
    private let truth: Declarations
    /// How many declared elements bear each fact.
    private let borne: [String: Int]
    private let expected = ExpectedFacts.register

    init(_ truth: Declarations) {
        self.truth = truth
        var borne: [String: Int] = [:]
        for module in truth.all {
            for treatment in module.treatments {
                for fact in ExpectedFacts.facts(of: treatment, in: module.name) { borne[fact, default: 0] += 1 }
            }
            for table in module.tables {
                for fact in ExpectedFacts.facts(of: table, references: expected.references) {
                    borne[fact, default: 0] += 1
                }
            }
        }
        self.borne = borne
    }

    func sees(_ lie: Declarations) -> Bool {
        var change: [String: Int] = [:]
        for (old, new) in zip(truth.all, lie.all) {
            let (goneTreatments, newTreatments) = Self.changed(old.treatments, new.treatments)
            let (goneTables, newTables) = Self.changed(old.tables, new.tables)
            for gone in goneTreatments {
                for fact in ExpectedFacts.facts(of: gone, in: old.name) { change[fact, default: 0] -= 1 }
            }
            for came in newTreatments {
                for fact in ExpectedFacts.facts(of: came, in: new.name) { change[fact, default: 0] += 1 }
            }
            for gone in goneTables {
                for fact in ExpectedFacts.facts(of: gone, references: expected.references) {
                    change[fact, default: 0] -= 1
                }
            }
            for came in newTables {
                for fact in ExpectedFacts.facts(of: came, references: expected.references) {
                    change[fact, default: 0] += 1
                }
            }
        }
        return change.contains { fact, count in
            let bearers = (borne[fact] ?? 0) + count
            return expected.facts.contains(fact) ? bearers == 0 : bearers > 0
        }
    }

    /// What lies between the common beginning and the common end.
    private static func changed<Element: Equatable>(_ old: [Element], _ new: [Element]) -> ([Element], [Element]) {
        if old == new { return ([], []) }
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
        return (Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)]))
    }
}
