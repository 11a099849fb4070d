import TestSupport
import Testing

@testable import Kernel

struct PolicyLineTests {
    @Test(arguments: EnginesForTests.all)
    func `rule 35: the line of a decision holds its inputs, says why, and plays again the same`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            _ = try await world.read(patient, as: world.nurse)
            _ = try? await world.read(patient, as: world.physician)
            let lines = try await world.lines()
            let judged = lines.filter { $0.cites == nil && $0.verdict == "allow" || $0.verdict == "deny" }
            #expect(judged.count >= 3)
            for line in judged {
                let text = try #require(line.decision)
                let decision = try StoredDecision.decode(Array(text.utf8))
                #expect(Policy.replay(decision) == .same)
                #expect((decision.verdict.permit != nil) == (line.verdict == "allow"))
                #expect(
                    line.reason == decision.verdict.permit?.basis.rawValue ?? decision.verdict.refusal?.rawValue)
            }
            let refused = try #require(judged.last { $0.verdict == "deny" }?.decision)
            #expect(
                try StoredDecision.decode(Array(refused.utf8)).whyThey.fr
                    == "Accès refusé : pas de relation de prise en charge.")
            #expect(lines.allSatisfy { $0.cites == nil || $0.decision == nil })
        }
    }

    @Test func `a line keeps a decision longer than any other value whole`() throws {
        var point = Point()
        point.consent = .byStructure
        var facts = point.facts
        facts.consents = (0..<200).map { number in
            Facts.Consent(
                id: "consent-\(number)", scope: SharingScope(structures: .only([Ward.home])), givenOn: Ward.yesterday)
        }
        let decision = StoredDecision(deciding: facts)
        let line = AccessLine(
            at: Ward.now, structure: Ward.home, actor: .init(id: "a", role: "r", means: "m"), action: "read",
            treatment: "T00", verdict: "allow", reason: "consent", decision: decision.text)
        let read = try #require(EntryText.read(EntryText(line).bytes))
        #expect(read.decision.map { Array($0.utf8) } == (try decision.canonicalJSON()))
    }
}
