import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct AuditLogTests {
    @Test(arguments: EnginesForTests.all)
    func `a recorded line is in the store, sealed, and waits for its place`(_ engine: Engine) async throws {
        try await LogWorld.use(engine) { world in
            let line = world.line(patients: ["p1", "p2"], cites: "other")
            try await world.log.record(line)
            let rows = try await world.store.read { tx in try tx.rows("SELECT * FROM audit_entries") }
            let row = try #require(rows.first)
            #expect(rows.count == 1)
            #expect(try row.text("subject") == "p1,p2")
            #expect(try row.text("cites") == "other")
            let sealed = try row.bytes("entry")
            #expect(!String(decoding: sealed, as: UTF8.self).contains("account-7"))
            let key = try #require(try await world.keys.keys([try row.text("log_key")]).values.first)
            let bytes = try #require(key.open(sealed, entry: line.id))
            #expect(EntryText.read(bytes.dropFirst(32)) == line)
            #expect(
                LeafCommitment.entry(Array(bytes.dropFirst(32)), salt: Array(bytes.prefix(32)))
                    == (try row.bytes("commitment")))
            #expect(key.open(sealed, entry: "another line") == nil)
            let waits = try await world.store.read { tx in try tx.rows("SELECT id FROM log_pending") }
            #expect(try waits.map { try $0.text("id") } == [line.id])
        }
    }

    @Test func `no line is sealed before its key is durable; the key is made once for a structure and a month`()
        async throws
    {
        try await LogWorld.use { world in
            #expect(try world.log.seal(world.line()) == nil)
            let first = try await world.log.prepare(world.line())
            let second = try #require(try world.log.seal(world.line()))
            #expect(first.key == second.key)
            #expect(try await world.log.prepare(world.line("s2")).key != first.key)
            let kept = try await world.keyStore.read { tx in try tx.rows("SELECT * FROM log_keys") }
            #expect(kept.count == 2)
            world.clock.move(milliseconds: 31 * 86_400_000)
            #expect(try world.log.seal(world.line()) == nil, "another month, another key")
            #expect(try await world.log.prepare(world.line()).key != first.key)
            #expect(world.keys.ready("s2", at: LogWorld.start) == nil, "a month that is over is let go of")
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `two nodes that make the month's key at once agree on one`(_ engine: Engine) async throws {
        try await LogWorld.use(engine) { world in
            let line = world.line()
            let used = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let other = LogKeys(
                            store: world.keyStore, keychain: world.keychain, clock: world.clock.source)
                        return try await other.prepare(line.structure, at: line.at).id
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(used.count == 1)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 49: a line and what it is about are one commit`(_ engine: Engine) async throws {
        struct Change: Error {}
        try await LogWorld.use(engine) { world in
            let sealed = try await world.log.prepare(world.line())
            let log = world.log
            await #expect(throws: Change.self) {
                try await world.store.write { tx in
                    try log.insert(sealed, tx)
                    throw Change()
                }
            }
            let left = try await world.store.read { tx in
                try tx.rows("SELECT id FROM audit_entries").count + tx.rows("SELECT id FROM log_pending").count
            }
            #expect(left == 0)
        }
    }

    @Test func `a value can neither end its field nor start another`() throws {
        let line = AccessLine(
            at: LogWorld.start, structure: "s1", actor: .init(id: "a", role: "r", means: "m"), action: "read",
            resource: "x\nverdict allow\u{0}\r\u{7F}", treatment: "T03", verdict: "deny", reason: "auth",
            address: String(repeating: "é", count: 2000))
        let read = try #require(EntryText.read(EntryText(line).bytes))
        #expect(read.verdict == "deny")
        #expect(read.resource == "x verdict allow   ")
        #expect(read.address.utf8.count <= 515)
        #expect(EntryText.read(Array("citana access line v2\nid 1\n".utf8)) == nil)
    }
}
