/// The two engines.
public enum Engine: String, Sendable, CaseIterable {
    case sqlite
    case postgresql
}

/// What storage may answer instead of an answer. Messages name no value that a row holds.
public enum StorageError: Error, Sendable, Equatable {
    /// The store cannot be reached or refuses work for now: try again (HTTP 503, exit code 4).
    case unavailable(String)
    /// A rule of the schema was broken, named alike on both engines: `unique lines (book, place)`,
    /// `required lines (note)`, `lines_append_only`.
    case constraint(String)
    /// Serialisation failure or busy: the same transaction may succeed if run again.
    case conflict(String)
    /// A mistake of ours.
    case unexpected(String)
}

/// One open connection inside a transaction. Each engine has its own.
protocol Connection {
    /// Runs a statement and returns its rows (none for a statement that answers nothing).
    func rows(_ sql: SQL) throws -> [Row]
    /// Runs a statement and returns how many rows it changed.
    func run(_ sql: SQL) throws -> Int
    /// Runs a script of several statements without values (migrations).
    func script(_ text: String) throws
}

/// A transaction that may read. Lent to a closure: it can be neither copied nor kept.
public struct Reading: ~Copyable {
    let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    public borrowing func rows(_ sql: SQL) throws -> [Row] { try connection.rows(sql) }
    public borrowing func first(_ sql: SQL) throws -> Row? { try connection.rows(sql).first }
}

/// A transaction that may write; all of it is stored or none. Lent to a closure: neither copied nor kept.
public struct Writing: ~Copyable {
    let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    public borrowing func rows(_ sql: SQL) throws -> [Row] { try connection.rows(sql) }
    public borrowing func first(_ sql: SQL) throws -> Row? { try connection.rows(sql).first }
    @discardableResult
    public borrowing func run(_ sql: SQL) throws -> Int { try connection.run(sql) }
}

/// A database. Two implementations share this contract and its tests, not their code.
/// Closures are synchronous and run inside one transaction: they await nothing, call no provider, and may be run
/// again after a `conflict`.
protocol Store: Sendable {
    var engine: Engine { get }
    /// A consistent snapshot, read-only.
    func read<Value: Sendable>(_ body: @escaping @Sendable (borrowing Reading) throws -> Value) async throws -> Value
    /// Serialised against other writers; durable when this returns.
    func write<Value: Sendable>(_ body: @escaping @Sendable (borrowing Writing) throws -> Value) async throws -> Value
    /// The same for rows about patients of one structure alone: where the engine has a wall (PostgreSQL's row-level
    /// security), rows of every other are as if they were not there.
    func read<Value: Sendable>(
        in structure: String, _ body: @escaping @Sendable (borrowing Reading) throws -> Value
    ) async throws -> Value
    /// The same: a row that is written for another structure is refused.
    func write<Value: Sendable>(
        in structure: String, _ body: @escaping @Sendable (borrowing Writing) throws -> Value
    ) async throws -> Value
    /// Runs schema statements as the owner, in one transaction.
    func migrate<Value: Sendable>(_ body: @escaping @Sendable (borrowing Writing) throws -> Value) async throws -> Value
    /// Ends every connection; later calls answer `unavailable`.
    func close() async
}

extension Store {
    func read<Value: Sendable>(
        in structure: String, _ body: @escaping @Sendable (borrowing Reading) throws -> Value
    ) async throws -> Value { try await read(body) }

    func write<Value: Sendable>(
        in structure: String, _ body: @escaping @Sendable (borrowing Writing) throws -> Value
    ) async throws -> Value { try await write(body) }
}
