import Foundation

/// PostgreSQL through libpq: the application's role reads and writes, the owner's alone changes the schema.
final class PostgreSQLStore: Store {
    let engine = Engine.postgresql
    private let owner: PostgreSQLAddress
    private let application: PostgreSQLAddress
    private let threads: PostgreSQLThreads

    private init(owner: PostgreSQLAddress, application: PostgreSQLAddress, poolSize: Int, prepares: Bool) {
        self.owner = owner
        self.application = application
        threads = PostgreSQLThreads(application, size: poolSize, prepares: prepares)
    }

    deinit { threads.close() }

    /// Refuses a database that holds tables when creating, and one that holds none of ours when not.
    static func open(
        owner: String, application: String, poolSize: Int, preparedStatements: Bool, creating: Bool
    ) async throws -> PostgreSQLStore {
        let store = PostgreSQLStore(
            owner: try PostgreSQLAddress(owner), application: try PostgreSQLAddress(application), poolSize: poolSize,
            prepares: preparedStatements)
        do {
            let tables = try await store.read { tx in
                try tx.rows(LiveCatalogue.tables(.postgresql)).map { try $0.text("name") }
            }
            let place = "The database \(store.application.database) at \(store.application.place)"
            if creating, !tables.isEmpty {
                throw StorageError.unavailable("\(place) is not empty; nothing was changed.")
            }
            if !creating, !tables.contains("schema_steps") {
                throw StorageError.unavailable("\(place) holds no store; create it with `citana init`.")
            }
            return store
        } catch {
            await store.close()
            throw error
        }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (borrowing Reading) throws -> Value) async throws -> Value {
        try await read(behind: .none, body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (borrowing Writing) throws -> Value) async throws -> Value {
        try await write(behind: .none, body)
    }

    func read<Value: Sendable>(
        in structure: String, _ body: @escaping @Sendable (borrowing Reading) throws -> Value
    ) async throws -> Value { try await read(behind: try RowWall(of: structure), body) }

    func write<Value: Sendable>(
        in structure: String, _ body: @escaping @Sendable (borrowing Writing) throws -> Value
    ) async throws -> Value { try await write(behind: try RowWall(of: structure), body) }

    private func read<Value: Sendable>(
        behind wall: RowWall, _ body: @escaping @Sendable (borrowing Reading) throws -> Value
    ) async throws -> Value {
        try await threads.run { session in
            try session.transaction(.reading, behind: wall) { connection in try body(Reading(connection)) }
        }
    }

    private func write<Value: Sendable>(
        behind wall: RowWall, _ body: @escaping @Sendable (borrowing Writing) throws -> Value
    ) async throws -> Value {
        try await threads.run { session in
            try session.transaction(.writing, behind: wall) { connection in try body(Writing(connection)) }
        }
    }

    /// A connection of the owner's that lives as long as this call. The application's role gets its rights in the
    /// same transaction; it owns nothing.
    func migrate<Value: Sendable>(_ body: @escaping @Sendable (borrowing Writing) throws -> Value) async throws -> Value
    {
        let role = try await read { tx in try tx.first("SELECT quote_ident(current_user) AS role")?.text("role") ?? "" }
        let alone = PostgreSQLThreads(owner, size: 1, prepares: false)
        defer { alone.close() }
        return try await alone.run { session in
            try session.transaction(.migrating, behind: .none) { connection in
                let value = try body(Writing(connection))
                try PostgreSQLStore.grant(to: role, over: connection)
                return value
            }
        }
    }

    func close() async { threads.close() }

    /// `role` comes quoted from the server.
    private static func grant(to role: String, over connection: PostgreSQLConnection) throws {
        let found = try connection.rows(
            """
            SELECT quote_ident(current_user) AS owner, quote_ident(current_schema()) AS schema,
                to_regclass('schema_steps') IS NOT NULL AS ledger
            """)
        guard let row = found.first, try row.text("owner") != role else { return }
        let schema = try row.text("schema")
        try connection.script(
            """
            GRANT USAGE ON SCHEMA \(schema) TO \(role);
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(schema) TO \(role);
            ALTER DEFAULT PRIVILEGES IN SCHEMA \(schema) GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO \(role);
            """)
        // The application reads which steps were applied; only the owner may say so.
        if try row.flag("ledger") {
            try connection.script("REVOKE INSERT, UPDATE, DELETE ON \(schema).schema_steps FROM \(role)")
        }
    }
}
