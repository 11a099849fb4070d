import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct LogReadingTests {
    private static func reading(_ world: LogWorld) -> AccessLine {
        AccessLine(
            at: world.clock.source.now, structure: "s1",
            actor: .init(id: "dpo-1", role: "dpo", structure: "s1", means: "passkey"), action: "read",
            resource: "access-log", treatment: AccessLog.code, purpose: "audit", verdict: "allow", reason: "dpo")
    }

    private static let day = LogPeriod(
        from: LogWorld.start.adding(seconds: -3600), to: LogWorld.start.adding(seconds: 3600))

    @Test(arguments: EnginesForTests.all)
    func `rule 54: reading the log writes a line first, and the reader sees it`(_ engine: Engine) async throws {
        try await LogWorld.use(engine) { world in
            try await world.log.record(world.line())
            world.clock.move(milliseconds: 5)
            let reading = Self.reading(world)
            let page = try await world.log.lines(of: "s1", Self.day, reading: reading)
            #expect(page.lines.map(\.line.action) == ["read", "read"])
            #expect(page.lines.first?.line == reading && page.next == nil && page.sealed == 0)
            #expect(page.lines.allSatisfy { $0.position == nil })
            try await Sequencer(world.log, signer: world.signer).integrateAll()
            let after = try await world.log.lines(of: "s1", Self.day, reading: Self.reading(world))
            #expect(after.lines.last?.position == 0)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `pages follow each other without a gap or a double, newest first, inside one structure and period`(
        _ engine: Engine
    ) async throws {
        try await LogWorld.use(engine) { world in
            _ = try await world.fill(260)
            let first = world.clock.source.now.adding(seconds: 1)
            var seen: [String] = []
            var after: String?
            repeat {
                let page = try await world.log.lines(
                    of: "s1", LogPeriod(from: LogWorld.start, to: first), after: after, limit: 17,
                    reading: world.line("s2"))
                seen += page.lines.map(\.line.id)
                #expect(page.lines.allSatisfy { $0.line.structure == "s1" })
                after = page.next
            } while after != nil
            let all = try await world.store.read { tx in
                try tx.rows("SELECT id FROM audit_entries WHERE structure = 's1' ORDER BY id DESC").map {
                    try $0.text("id")
                }
            }
            #expect(seen == all && seen.count > 150)
            let none = try await world.log.lines(
                of: "s1", LogPeriod(from: first.adding(seconds: 60), to: first.adding(seconds: 120)),
                reading: world.line("s2"))
            #expect(none.lines.isEmpty)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `lines about a patient: their numbers', those that wait, no other patient's, no other structure's`(
        _ engine: Engine
    ) async throws {
        try await LogWorld.use(engine) { world in
            for patients in [["p1"], ["p2"], ["p1", "p2"], [], ["p12"]] {
                world.clock.move(milliseconds: 2)
                try await world.log.record(world.line(patients: patients))
            }
            try await world.log.record(world.line("s2", patients: ["p1"]))
            try await Sequencer(world.log, signer: world.signer).integrateAll()
            world.clock.move(milliseconds: 2)
            try await world.log.record(world.line(patients: ["p1"], action: "print"))
            let page = try await world.log.lines(about: "p1", in: "s1", Self.day, reading: Self.reading(world))
            #expect(page.lines.map(\.line.patients) == [["p1"], ["p1", "p2"], ["p1"]])
            #expect(page.lines.map(\.position) == [nil, 2, 0])
            let printed = try await world.log.lines(
                about: "p1", in: "s1", Self.day, LogFilter(action: "print"), reading: Self.reading(world))
            #expect(printed.lines.count == 1)
            let refused = try await world.log.lines(
                of: "s1", Self.day, LogFilter(verdict: "deny"), reading: Self.reading(world))
            #expect(refused.lines.isEmpty)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a line's proof stands alone: text, salt, number and path lead to the signed root`(
        _ engine: Engine
    )
        async throws
    {
        try await LogWorld.use(engine) { world in
            _ = try await world.fill(300)
            let leaves = try await world.store.read { tx in try LogLeaves.range(0, 300, tx) }
            for leaf in [leaves[0], leaves[7], leaves[255], leaves[299]] {
                let proof = try #require(try await world.log.proof(of: leaf.entry))
                let read = try InclusionProof.read(proof.text, by: world.signer.verifier)
                try read.proof.verify(leafHash: Merkle.leaf(proof.leaf), root: read.checkpoint.root)
                #expect(proof.leaf == leaf.leaf && read.checkpoint.size == 300)
                let text = try #require(proof.entryText)
                let commitment = LeafCommitment.entry(Array(text.utf8), salt: try #require(proof.salt))
                #expect(proof.leafText.contains("commitment \(Hex.encode(commitment))\n"))
                #expect(String(decoding: read.extra, as: UTF8.self).hasPrefix(proof.leafText))
                let foreign = SigningKey.fresh(name: world.signer.verifier.name, algorithm: .note).verifier
                #expect(throws: ProofRefusal.self) { try InclusionProof.read(proof.text, by: foreign) }
            }
            #expect(try await world.log.proof(of: "nothing") == nil)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 52: after a purge the month cannot be read, a line says so, and the log still verifies`(
        _ engine: Engine
    ) async throws {
        try await LogWorld.use(engine) { world in
            _ = try await world.fill(40, passes: 2)
            world.clock.move(milliseconds: 40 * 86_400_000)
            try await world.log.record(world.line())
            let before = try await world.latest()
            let rule = AuditEntries.retention
            let actor = AccessLine.Actor(id: "retention", role: "job", means: "job")
            let today = world.clock.source.today
            let early = try await world.log.purge("s1", by: actor, rule: rule) { $0.adding(days: 40) < today }
            #expect(early == [])
            let due = try await world.log.purge("s1", by: actor, rule: rule) { $0 < today }
            #expect(due == ["2026-11"])
            try await Sequencer(world.log, signer: world.signer).integrateAll()
            let report = try await world.verify(known: [before])
            #expect(report.findings == [] && report.leaves == 42 && report.opened < 20)
            let page = try await world.log.lines(of: "s1", Self.day, limit: 500, reading: Self.reading(world))
            #expect(page.lines.isEmpty && page.sealed > 20)
            let proofs = try await world.store.read { tx in try tx.rows("SELECT removed FROM purge_proofs") }
            #expect(try proofs.map { try $0.integer("removed") } == [Int64(page.sealed)])
            // The other structure's key goes without a line: that is not a purge.
            try await world.keyStore.write { tx in
                _ = try tx.run("DELETE FROM log_keys WHERE structure = 's2'")
            }
            #expect(try await world.verify().findings.map(\.kind) == [.keyMissing])
        }
    }
}
