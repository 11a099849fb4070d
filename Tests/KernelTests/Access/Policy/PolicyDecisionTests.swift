import Foundation
import Testing

@testable import Kernel

struct PolicyDecisionTests {
    private static var sample: [Point] {
        PolicySpace.allCases.flatMap { space in
            stride(from: 0, to: space.count, by: 1_009).map { space.point($0) }
        }
    }

    @Test func `a stored decision reads back equal, byte for byte, and plays again the same`() throws {
        for point in Self.sample {
            let decision = StoredDecision(deciding: point.facts)
            let bytes = try decision.canonicalJSON()
            let read = try StoredDecision.decode(bytes)
            #expect(read == decision)
            #expect(try read.canonicalJSON() == bytes)
            #expect(Policy.replay(read) == .same)
            #expect(decision.verdict == Policy.decide(point.facts))
        }
    }

    @Test func `the text of the log is the canonical JSON, byte for byte, hostile ids and whole views included`() throws
    {
        var all = Self.sample.map(\.facts)
        for point in Self.sample.prefix(400) {
            var facts = point.facts
            facts.resource.classes = DocumentClass.allCases
            facts.resource.document = nil
            facts.caller.id = "é\"\\/\n\t\r\u{08}\u{0C}\u{1F}\u{7F}\u{2028}\u{1F600}"
            facts.narrowing = [.init(.profession(.nurse), .report, actions: [.read, .list])]
            facts.caller.convention?.endsOn = Ward.tomorrow
            all.append(facts)
        }
        for facts in all {
            let decision = StoredDecision(deciding: facts)
            let text = Array(decision.text.utf8)
            #expect(text == (try decision.canonicalJSON()))
            #expect(try StoredDecision.decode(text) == decision)
        }
    }

    @Test func `a verdict that was changed after the fact does not play again`() throws {
        var point = Point()
        point.consent = .byStructure
        let decision = StoredDecision(deciding: point.facts)
        let text = String(decoding: try decision.canonicalJSON(), as: UTF8.self)
        let start = try #require(text.firstRange(of: "\"verdict\":{"))
        let refused = text[..<start.lowerBound] + "\"verdict\":{\"refused\":\"opposition\"}}"
        #expect(Policy.replay(try StoredDecision.decode(Array(refused.utf8))) == .differs(decision.verdict))
        let older = text.replacing(
            "\"policyVersion\":\(Policy.version)", with: "\"policyVersion\":\(Policy.version - 1)")
        #expect(Policy.replay(try StoredDecision.decode(Array(older.utf8))) == .otherVersion(decision.verdict))
    }

    @Test func `the bytes of a decision are sorted by key and hold no space`() throws {
        var point = Point()
        point.consent = .byStructure
        let text = String(decoding: try StoredDecision(deciding: point.facts).canonicalJSON(), as: UTF8.self)
        #expect(
            text.hasPrefix("{\"facts\":{\"action\":\"read\",\"at\":{\"milliseconds\":1795518000000},\"blocked\":[],"))
        #expect(!text.contains(" "))
        #expect(
            text.contains("\"matrixVersion\":2,\"policyVersion\":1,\"verdict\":{\"allowed\":{\"basis\":\"consent\""))
    }

    @Test func `what the patient decided about others is not kept, and changes nothing`() {
        var point = Point()
        point.consent = .otherStructure
        point.opposition = .otherStructure
        let decision = StoredDecision(deciding: point.facts)
        #expect(decision.facts.consents.isEmpty && decision.facts.oppositions.isEmpty)
        #expect(decision.facts.blocked.isEmpty)
        #expect(!point.facts.blocked.isEmpty)
    }

    @Test func `raw values that the log stores are what they were`() {
        #expect(
            ReasonCode.allCases.map(\.rawValue) == [
                "not-authenticated", "level-too-low", "no-exercise", "other-structure", "convention-ended",
                "module-off", "mandate-missing", "mandate-unverified", "mandate-ended", "title-without-access",
                "not-in-mandate", "not-invited", "not-care", "support-not-approved", "support-ended", "blocked",
                "masked", "mission", "no-care-relation", "opposition", "emergency-for-health-professionals",
                "fresh-proof-missing", "reason-missing", "regulation-right-missing", "emergency-ended",
                "consent-required",
            ])
        #expect(
            AccessBasis.allCases.map(\.rawValue) == [
                "own-record", "mandate", "invitation", "team", "exchange", "consent", "emergency", "authorship",
                "administration", "oversight", "support", "statute", "upkeep",
            ])
        #expect(AccessMode.allCases.map(\.rawValue) == ["normal", "bris_de_glace", "centre_15"])
    }

    @Test func `every verdict of the space has its sentence in both languages, and names no code`() {
        var seen: Set<String> = []
        let ids = ["team-1", "consent-1", "exchange-1", "mandate-1", "ticket-1", "statute-1", "caller-1", "structure-"]
        for point in Self.sample {
            let decision = StoredDecision(deciding: point.facts)
            for words in [decision.why, decision.whyThey] {
                #expect(words.fr.hasSuffix(".") && words.en.hasSuffix("."))
                #expect(words.fr != words.en)
                #expect(!words.fr.contains("_") && !ids.contains { words.fr.contains($0) || words.en.contains($0) })
            }
            seen.insert(decision.why.fr)
        }
        #expect(seen.count > 30)
        let sentences = ReasonCode.allCases.map(\.sentence)
        #expect(Set(sentences).count == ReasonCode.allCases.count)
        #expect(Set(ReasonCode.allCases.map(\.label)).count == ReasonCode.allCases.count)
    }

    @Test func `a nurse reads why in plain words`() {
        var point = Point()
        point.who = .nurse
        point.relation = .active
        point.team = .sameStructure
        #expect(
            StoredDecision(deciding: point.facts).why.fr
                == "Vous prenez en charge cette personne au sein de son équipe de soins : vous travaillez dans la "
                + "même structure (CSP L1110-12, 1°). Elle en a été informée le 23/11/2026.")
        point.mode = .breakGlass
        point.relation = .none
        #expect(
            StoredDecision(deciding: point.facts).whyThey.fr
                == "Accès permis : urgence, bris de glace. Fin le 24/11/2026 à 15:59.")
    }
}
