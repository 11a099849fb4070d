import Foundation
import TestSupport
import Testing

@testable import Kernel

/// Somebody has both stores and may write to them; the signing key is elsewhere.
@Suite struct SabotageTests {
    /// For a working day; `make soak` asks for thousands.
    static let count = ProcessInfo.processInfo.environment["CITANA_TEST_SABOTAGE"].flatMap(Int.init) ?? 200

    private struct Seen: Error { let report: LogReport }

    /// Does it, looks, and takes it back: all in one transaction.
    static func report(
        _ statements: [SQL], known: [Checkpoint] = [], in world: LogWorld
    ) async throws -> LogReport {
        let asked = LogVerification(log: world.signer.verifier, known: known)
        let keys = try await world.keys.all().keys
        do {
            try await world.store.migrate { tx in
                for table in [
                    "audit_entries", "audit_subjects", "log_leaves", "log_tiles", "log_checkpoints",
                ] {
                    for change in ["update", "delete"] {
                        try tx.connection.script("DROP TRIGGER \(table)_append_only_\(change)")
                    }
                }
                for statement in statements { try tx.run(statement) }
                var walk = LogWalk(asked, keys: keys)
                try walk.go(Reading(tx.connection))
                throw Seen(report: walk.report)
            }
        } catch let seen as Seen { return seen.report }
        throw Seen(report: LogReport())
    }

    static func targets(_ world: LogWorld) async throws -> Sabotage.Targets {
        try await world.store.read { tx in
            Sabotage.Targets(
                leaves: try LogLeaves.range(0, 1 << 40, tx),
                checkpoints: try LogCheckpoints.after("", limit: 10_000, tx),
                tiles: try tx.rows("SELECT id FROM log_tiles ORDER BY id").map { try $0.text("id") },
                subjects: try tx.rows("SELECT id FROM audit_subjects ORDER BY id").map { try $0.text("id") })
        }
    }

    @Test func `edits, removals and swaps: every one is found, and pointed at`() async throws {
        try await LogWorld.use { world in
            _ = try await world.fill(300)
            #expect(try await Self.report([], in: world).findings == [])
            let targets = try await Self.targets(world)
            var numbers = SeededNumbers(seed: 20_261_124)
            var missed: [String] = []
            for _ in 0..<Self.count {
                let sabotage = Sabotage.random(targets, &numbers)
                let report = try await Self.report(sabotage.statements, in: world)
                if report.findings.isEmpty {
                    missed.append("not found: \(sabotage)")
                } else if !report.findings.contains(where: sabotage.isLocated) {
                    missed.append("not located: \(sabotage): \(report.findings.map(\.sentence))")
                } else if report.findings.count > 12 {
                    missed.append("drowned in \(report.findings.count) findings: \(sabotage)")
                }
            }
            #expect(missed == [], "\(missed.joined(separator: "\n"))")
        }
    }

    @Test func `a cut end shows by itself when only leaves went, and against a kept checkpoint when all went`()
        async throws
    {
        try await LogWorld.use { world in
            _ = try await world.fill(300)
            let kept = try await world.latest()
            let targets = try await Self.targets(world)
            let cut = targets.checkpoints[targets.checkpoints.count - 2].size
            let leavesOnly: [SQL] = [
                "DELETE FROM log_leaves WHERE position >= \(cut)", "DELETE FROM log_checkpoints WHERE size > \(cut)",
            ]
            #expect(try await Self.report(leavesOnly, in: world).findings.contains { $0.kind == .entryOutsideLog })
            let all: [SQL] =
                [
                    """
                    DELETE FROM audit_entries WHERE id IN (SELECT id FROM log_leaves WHERE position >= \(cut))
                    """, "DELETE FROM audit_subjects WHERE id >= \(LogOrder.padded(UInt64(cut)))",
                    "DELETE FROM log_tiles WHERE (position + 1) * 256 > \(cut)",
                ] + leavesOnly
            #expect(try await Self.report(all, in: world).findings == [], "a whole end cut off leaves no trace inside")
            let report = try await Self.report(all, known: [kept], in: world)
            #expect(report.findings.map(\.kind) == [.logTruncated])
            #expect(report.findings.first?.position == UInt64(cut))
        }
    }

    @Test func `a history made again with the log's own key shows against a kept checkpoint`() async throws {
        try await LogWorld.use { world in
            _ = try await world.fill(300)
            let kept = try await world.latest()
            // The owner of the machine, the signing key in hand: one line less, everything else sequenced again.
            try await world.store.migrate { tx in
                for table in ["audit_entries", "audit_subjects", "log_leaves", "log_tiles", "log_checkpoints"] {
                    for change in ["update", "delete"] {
                        try tx.connection.script("DROP TRIGGER \(table)_append_only_\(change)")
                    }
                }
                try tx.run("DELETE FROM audit_entries WHERE id = (SELECT id FROM log_leaves WHERE position = 41)")
                for table in ["audit_subjects", "log_leaves", "log_tiles", "log_checkpoints"] {
                    try tx.connection.script("DELETE FROM \(table)")
                }
                try tx.run("INSERT INTO log_pending (id) SELECT id FROM audit_entries")
            }
            let forger = Sequencer(world.log, signer: world.signer)
            world.clock.move(milliseconds: 60_000)
            try await forger.integrateAll()
            #expect(try await world.verify().findings == [], "inside, a history made again looks like any other")
            try await world.log.record(world.line())
            try await forger.integrateAll()
            let report = try await world.verify(known: [kept])
            #expect(report.findings.map(\.kind) == [.historyRebuilt])
        }
    }

    @Test func `a checkpoint signed by another key is none`() async throws {
        try await LogWorld.use { world in
            _ = try await world.fill(40, passes: 2)
            let other = SigningKey.fresh(name: world.signer.verifier.name, algorithm: .note)
            let report = try await world.log.verify(LogVerification(log: other.verifier))
            #expect(report.findings.contains { $0.kind == .checkpointAltered })
            #expect(report.findings.contains { $0.kind == .leafBeyondCheckpoint })
        }
    }

    @Test func `a log key that is gone or changed is told; without opening, the rest still verifies`() async throws {
        try await LogWorld.use { world in
            _ = try await world.fill(30, passes: 2)
            let ids = try await world.keyStore.read { tx in
                try tx.rows("SELECT id FROM log_keys ORDER BY id").map { try $0.text("id") }
            }
            try await world.keyStore.write { tx in
                try tx.run("UPDATE log_keys SET wrapped = \([UInt8](repeating: 0, count: 92)) WHERE id = \(ids[0])")
                _ = try tx.run("DELETE FROM log_keys WHERE id = \(ids[1])")
            }
            let report = try await world.verify()
            #expect(report.findings.contains { $0.kind == .keyAltered && $0.place == ids[0] })
            #expect(report.findings.contains { $0.kind == .keyMissing && $0.place == ids[1] })
            #expect(try await world.verify(opens: false).findings == [])
        }
    }

    @Test func `lines put aside before they had a place, or put back into the queue, are told`() async throws {
        try await LogWorld.use { world in
            let sequencer = try await world.fill(20, passes: 2)
            try await world.log.record(world.line())
            let entry = try await Self.targets(world).leaves[3].entry
            let queue: [SQL] = ["DELETE FROM log_pending"]
            #expect(try await Self.report(queue, in: world).findings.map(\.kind) == [.entryOutsideLog])
            let gone: [SQL] = ["DELETE FROM audit_entries WHERE id IN (SELECT id FROM log_pending)"]
            #expect(try await Self.report(gone, in: world).findings.map(\.kind) == [.pendingAltered])
            try await world.store.write { tx in try LogPending.insert(entry, tx) }
            try await sequencer.integrateAll()
            let report = try await world.verify()
            #expect(report.findings.map(\.kind) == [.pendingAltered] && report.leaves == 21)
        }
    }
}
