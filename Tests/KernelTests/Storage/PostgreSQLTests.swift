import Foundation
import TestSupport
import Testing

@testable import Kernel

/// What only a server can do to a store: stop, refuse, hold rights.
@Suite(.enabled(if: PostgreSQLForTests.reasonNotToRun == nil, "no PostgreSQL server can be run here"))
struct PostgreSQLTests {
    private static let secrets = [PostgreSQLForTests.ownerPassword, PostgreSQLForTests.applicationPassword]

    private func isDiscreet(_ error: StorageError?) -> Bool {
        let words = error.map { "\($0)" } ?? ""
        return Self.secrets.allSatisfy { !words.contains($0) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a server that stops is named within six seconds, and served from again once it is back`() async throws {
        let server = try PostgreSQLForTests()
        defer { try? server.remove() }
        let (store, keys) = try await server.freshStores().open(creating: true)
        try await Migrations.apply(StoreWorld.migrations, to: store)
        try await store.write { tx in _ = try tx.run("INSERT INTO cells (id) VALUES ('before')") }
        try server.stop()
        let started = ContinuousClock.now
        let read = await storageError { _ = try await store.read { tx in try tx.rows("SELECT id FROM cells") } }
        let write = await storageError {
            try await store.write { tx in _ = try tx.run("INSERT INTO cells (id) VALUES ('during')") }
        }
        #expect(ContinuousClock.now - started < .seconds(6))
        for error in [read, write] {
            #expect(error?.isUnavailable == true)
            #expect(error?.sentence.contains("127.0.0.1:\(server.port)") == true)
            #expect(isDiscreet(error))
        }
        try server.start()
        try await store.write { tx in _ = try tx.run("INSERT INTO cells (id) VALUES ('after')") }
        let ids = try await store.read { tx in
            try tx.rows("SELECT id FROM cells ORDER BY id").map { try $0.text("id") }
        }
        #expect(ids == ["after", "before"])
        await store.close()
        await keys.close()
    }

    @Test func `a connection that the server ended while idle costs no error`() async throws {
        try await StoreWorld.use(.postgresql) { world in
            _ = try await world.store.read { tx in try tx.rows("SELECT id FROM cells") }
            guard case .postgresql(_, let application, _, _, _, _) = world.configuration else { return }
            let database = try PostgreSQLAddress(application).database
            try PostgreSQLForTests.shared.get().sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)'")
            for _ in 0..<8 {
                try await world.store.write { tx in _ = try tx.run("UPDATE cells SET number = 1") }
            }
        }
    }

    @Test func `an @ left in a password never shows a part of it`() {
        let error = #expect(throws: StorageError.self) {
            try PostgreSQLAddress("postgresql://app:se@cret@127.0.0.1:1/x")
        }
        #expect(error.map { !"\($0)".contains("cret") } == true)
    }

    @Test func `a wrong password is refused without being told`() async throws {
        let server = try PostgreSQLForTests.shared.get()
        let wrong = "wrong-secret-c01d"
        let address = server.address("citana_application", wrong, "postgres")
        let error = await storageError {
            _ = try await PostgreSQLStore.open(
                owner: address, application: address, poolSize: 1, preparedStatements: true, creating: true)
        }
        #expect(error?.isUnavailable == true && error?.sentence.contains("check role, password") == true)
        #expect(error.map { !"\($0)".contains(wrong) } == true)
    }

    @Test func `an address that cannot be read is not quoted`() throws {
        let error = #expect(throws: StorageError.self) { try PostgreSQLAddress("postgresql://a:hidden-77@[::1") }
        #expect(error?.isUnavailable == true && error?.sentence.contains("hidden-77") == false)
    }

    @Test func `several hosts are tried in turn and all are named`() async throws {
        let server = try PostgreSQLForTests.shared.get()
        guard case .postgresql(_, let application, _, _, _, _) = try server.freshStores() else { return }
        let two =
            application.replacingOccurrences(
                of: "127.0.0.1:\(server.port)", with: "127.0.0.1:1,127.0.0.1:\(server.port)")
            + "?target_session_attrs=read-write"
        #expect(try PostgreSQLAddress(two).place == "127.0.0.1:1,127.0.0.1:\(server.port)")
        let store = try await PostgreSQLStore.open(
            owner: two, application: two, poolSize: 1, preparedStatements: true, creating: true)
        let one = try await store.read { tx in try tx.first("SELECT 1 AS one")?.integer("one") }
        #expect(one == 1)
        await store.close()
    }

    @Test func `the application's role can neither change the schema nor take the triggers away`() async throws {
        try await StoreWorld.use(.postgresql) { world in
            let statements = [
                "DROP TRIGGER lines_append_only_delete ON lines", "ALTER TABLE lines DISABLE TRIGGER ALL",
                "TRUNCATE lines", "CREATE TABLE mine (id TEXT)", "DROP TABLE cells", "DELETE FROM schema_steps",
                "SET LOCAL session_replication_role = replica",
            ]
            for statement in statements {
                let error = await storageError {
                    try await world.store.write { tx in try tx.connection.script(statement) }
                }
                #expect(error != nil, "\(statement) was accepted")
            }
            let found = try await SchemaCheck.differences(StoreWorld.tables, in: world.store)
            #expect(found.map(\.sentence) == [])
        }
    }

    @Test func `without prepared statements, as behind a pooler, the same work gives the same rows`() async throws {
        let server = try PostgreSQLForTests.shared.get()
        let configuration = try server.freshStores(poolSize: 2, preparedStatements: false)
        let (store, keys) = try await configuration.open(creating: true)
        try await Migrations.apply(StoreWorld.migrations, to: store)
        try await store.write { tx in
            _ = try tx.run(
                "INSERT INTO cells (id, words, number, content) VALUES ('a', \("é"), \(7), \([0, 255] as [UInt8]))")
        }
        let rows = try await store.read { tx in
            let prepared = try tx.rows("SELECT count(*) AS n FROM pg_prepared_statements")
            return (try tx.rows("SELECT words, number, content FROM cells WHERE number = \(7)"), prepared)
        }
        #expect(try rows.0.first?.text("words") == "é" && rows.0.first?.integer("number") == 7)
        #expect(try rows.0.first?.bytes("content") == [0, 255])
        #expect(try rows.1.first?.integer("n") == 0)
        await store.close()
        await keys.close()
    }

    @Test func `statements prepared before the schema grew go on working`() async throws {
        try await StoreWorld.use(.postgresql) { world in
            for _ in 0..<8 { _ = try await world.store.read { tx in try tx.rows("SELECT * FROM cells") } }
            try await world.outside("ALTER TABLE cells ADD COLUMN later TEXT")
            for _ in 0..<8 { _ = try await world.store.read { tx in try tx.rows("SELECT * FROM cells") } }
        }
    }
}
