import Foundation
import TestSupport
import Testing

@testable import Kernel

/// The decisions of a list stand on its line.
@Suite struct ListDecisionTests {
    @Test(arguments: EnginesForTests.all)
    func `rule 35: the line of a list holds what each patient shown rested on, and each plays again the same`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            var patients: [PatientID] = []
            for name in ["UN-TEST", "DEUX-TEST", "TROIS-TEST"] { patients.append(try await world.enrol(name)) }
            let scope = SharingScope(structures: .only([world.ward.id]))
            let consent = try await world.decide("consent", of: patients[1], scope: scope)
            try await list(patients, as: world.nurse, world)
            try await list(patients, as: world.physician, world)
            let lines = try await world.lines().filter { $0.action == "list" && $0.cites == nil }
            #expect(lines.map(\.patients.count) == [3, 1])
            for line in lines {
                let decisions = try line.decisions()
                #expect(decisions.map(\.patient) == line.patients)
                for one in decisions {
                    #expect(Policy.replay(one.decision) == .same && one.decision.verdict.permit != nil)
                    #expect(one.decision.facts.action == .list)
                }
            }
            let relations = try lines[0].decisions().map(\.decision.facts.relation?.id)
            #expect(Set(relations).count == 3 && !relations.contains(nil))
            let shown = try #require(try lines[1].decisions().first?.decision)
            #expect(shown.facts.consents.map(\.id) == [consent] && shown.verdict.permit?.basis == .consent)
            #expect(shown.whyThey.en.hasPrefix("Access allowed"))
            let none = try await world.lines().last { $0.cites != nil }
            #expect(try none?.decisions().isEmpty == true)
        }
    }

    private func list(_ patients: [PatientID], as caller: Caller, _ world: GateWorld) async throws {
        try await world.kernel.gate.overview(
            IdentityAndCareCircle.self, of: patients, about: GateWorld.identity, as: caller
        ) { (_: borrowing Cohort<IdentityAndCareCircle>) in }
    }

    /// Points of the policy space whose facts vary in everything that a patient may have of their own.
    private static var decisions: [StoredDecision] {
        PolicySpace.allCases.flatMap { space in
            stride(from: 0, to: space.count, by: 20_011).map { StoredDecision(deciding: space.point($0).facts) }
        }
    }

    @Test func `every patient of a list reads back as a decision of their own, byte for byte`() throws {
        let all = Self.decisions
        #expect(all.count > 50)
        for first in all.indices.dropLast(3) {
            // As of one page: the caller, the moment and the question are one.
            let page = all[first..<(first + 3)].map { decision in
                var facts = decision.facts
                facts.at = all[first].facts.at
                facts.caller = all[first].facts.caller
                (facts.action, facts.mode) = (all[first].facts.action, all[first].facts.mode)
                facts.emergency = all[first].facts.emergency
                let majority = facts.resource.majorityOn
                facts.resource = all[first].facts.resource
                facts.resource.majorityOn = majority
                return StoredDecision(deciding: facts)
            }
            let list = try #require(ListDecision(page))
            let bytes = Array(list.text.utf8)
            #expect(bytes == (try list.canonicalJSON()))
            let read = try ListDecision.decode(bytes)
            #expect(read.count == 3 && read.decision(at: 3) == nil)
            for place in 0..<3 {
                let one = try #require(read.decision(at: place))
                #expect(one == page[place] && Policy.replay(one) == .same)
            }
        }
        #expect(ListDecision([]) == nil)
    }

    @Test func `a page whose decisions are longer than a line may be becomes several lines, none of them cut`()
        async throws
    {
        try await GateWorld.use { world in
            var patients: [PatientID] = []
            for number in 0..<6 { patients.append(try await world.enrol("PAGE-\(number)")) }
            let long = (0..<120).map { "document-\($0)-\(String(repeating: "x", count: 40))" }
            for patient in patients {
                for _ in 0..<4 {
                    _ = try await world.decide(
                        "consent", of: patient,
                        scope: SharingScope(structures: .only([world.home.id]), documents: .only(long)))
                }
            }
            try await list(patients, as: world.nurse, world)
            let lines = try await world.lines().filter { $0.action == "list" && $0.cites == nil }
            #expect(lines.count > 1 && lines.flatMap(\.patients) == patients.map(\.value))
            for line in lines { #expect(try line.decisions().count == line.patients.count) }
        }
    }

    /// A figure, not a limit: printed where it is asked for, so that nobody quotes one that was not measured.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["CITANA_MEASURE"] != nil))
    func `what a page of 25 and of 100 costs in bytes and microseconds`() async throws {
        try await GateWorld.use { world in
            var patients: [PatientID] = []
            for number in 0..<100 { patients.append(try await world.enrol("PAGE-\(number)")) }
            for size in [1, 25, 100] {
                let page = Array(patients.prefix(size))
                let judged = try await world.kernel.gate.judge.facts(
                    ofPage: page, about: GateWorld.identity, as: world.nurse, action: .list)
                let start = ContinuousClock.now
                var bytes = 0
                for _ in 0..<200 {
                    let decisions = judged.map { StoredDecision($0.facts, Policy.decide($0.facts)) }
                    bytes = ListDecision(decisions)?.text.utf8.count ?? 0
                }
                let took = (ContinuousClock.now - start) / 200
                let whole = ContinuousClock.now
                for _ in 0..<50 { try await list(page, as: world.nurse, world) }
                print(
                    "list of \(size): \(bytes) bytes, text in \(took), overview in \((ContinuousClock.now - whole) / 50)"
                )
            }
        }
    }
}
