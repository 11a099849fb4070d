import Foundation
@testable import Kernel
import Testing

/// The register is computed from the declarations, so a false declaration prints a false sheet. Each value that could
/// lie is made to lie, once per possible lie; a check that is no golden file must say so.
@Suite struct DeclarationMutants {
    struct Tally: Sendable {
        var total = 0
        var byInvariants = 0
        var byExpectations = 0
        var byBoth = 0
        var survivors: [String] = []

        mutating func add(_ other: Tally) {
            total += other.total
            byInvariants += other.byInvariants
            byExpectations += other.byExpectations
            byBoth += other.byBoth
            survivors += other.survivors
        }
    }

    /// The expectations judge every mutant, the invariants those that remain. With CITANA_MUTANTS=both (`make soak`)
    /// both judge all of them, which tells how much the invariants would catch alone.
    private static let both = ProcessInfo.processInfo.environment["CITANA_MUTANTS"] == "both"

    @Test func `every mutant of a declared value is killed by an invariant or by the hand-written expectations`() async
    {
        let declarations = House.declarations
        #expect(ExpectedFacts.register.differences(declarations) == [])
        let judge = MutantJudge(declarations)
        let mutants = TreatmentMutants.all(declarations) + TableMutants.all(declarations)
        let parts = 4
        let tallies = await withTaskGroup(of: [String: Tally].self) { group in
            for part in 0..<parts {
                group.addTask {
                    var tally: [String: Tally] = [:]
                    for index in stride(from: part, to: mutants.count, by: parts) {
                        tally[mutants[index].kind, default: Tally()].add(
                            Self.tally(mutants[index], declarations, judge))
                    }
                    return tally
                }
            }
            return await group.reduce(into: [String: Tally]()) { all, part in
                for (kind, tally) in part { all[kind, default: Tally()].add(tally) }
            }
        }
        print(Self.report(tallies))
        for (_, tally) in tallies { #expect(tally.survivors == []) }
        let kinds = ["class", "treatment", "recipient", "processor", "retention", "foreign table"]
        for kind in kinds { #expect((tallies[kind]?.total ?? 0) >= 20, "\(kind): too few mutants to mean anything") }
    }

    @Test func `a mutant that changes nothing would be seen to survive`() {
        let harmless = Mutant(kind: "none", what: "nothing changes") { $0 }
        let judge = MutantJudge(House.declarations)
        #expect(Self.tally(harmless, House.declarations, judge).survivors == ["none: nothing changes"])
    }

    @Test func `judging only what changed agrees with judging the whole register`() throws {
        let declarations = House.declarations
        try #require(ExpectedFacts.register.differences(declarations) == [])
        let judge = MutantJudge(declarations)
        let mutants = TreatmentMutants.all(declarations) + TableMutants.all(declarations)
        for index in stride(from: 0, to: mutants.count, by: 61) {
            let lie = mutants[index].make(declarations)
            let whole = !ExpectedFacts.register.differences(lie).isEmpty
            #expect(judge.sees(lie) == whole, "\(mutants[index].what)")
        }
    }

    private static func tally(_ mutant: Mutant, _ declarations: Declarations, _ judge: MutantJudge) -> Tally {
        let lie = mutant.make(declarations)
        let expectation = judge.sees(lie)
        let invariant = (both || !expectation) && !DeclarationCheck.problems(in: lie).isEmpty
        var tally = Tally(total: 1)
        switch (invariant, expectation) {
        case (true, true): tally.byBoth = 1
        case (true, false): tally.byInvariants = 1
        case (false, true): tally.byExpectations = 1
        case (false, false): tally.survivors = ["\(mutant.kind): \(mutant.what)"]
        }
        return tally
    }

    /// Kind, mutants, and who killed them.
    private static func report(_ tallies: [String: Tally]) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        func line(_ cells: [String]) -> String {
            padded(cells[0], 20) + cells.dropFirst().map { padded($0, 14) }.joined()
        }
        var all = Tally()
        for tally in tallies.values { all.add(tally) }
        let header = line(["declaration mutants", "made", "invariant", "expectation", "both", "survived"])
        let rows = tallies.sorted { $0.key < $1.key } + [("all", all)]
        return
            ([header]
            + rows.map { kind, tally in
                line(
                    [kind]
                        + [tally.total, tally.byInvariants, tally.byExpectations, tally.byBoth, tally.survivors.count]
                        .map(
                            String.init))
            }).joined(separator: "\n")
    }
}
