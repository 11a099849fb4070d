import CLibPQ

/// One libpq connection, used by one thread. Statements are prepared once and found again by their text.
@safe final class PostgreSQLConnection: Connection {
    private let handle: OpaquePointer
    private let place: String
    private let prepares: Bool
    private var prepared: [String: String] = [:]
    private var writing = false
    /// The first error of the running transaction: PostgreSQL refuses everything after it, whoever caught it.
    private(set) var broken: StorageError?
    private var ended = false

    /// No text of ours is made at run time, so the cache is bounded by the program; this only keeps it honest.
    private static let mostPrepared = 1000
    private static let statementSeconds = 30

    /// Connects, within the address's own time limit. Throws `unavailable` in one sentence that names no password.
    init(_ address: PostgreSQLAddress, prepares: Bool) throws {
        place = address.place
        self.prepares = prepares
        guard let handle = unsafe address.withLists({ unsafe PQconnectdbParams($0, $1, 0) }) else {
            throw PostgreSQLFailure.silent(place)
        }
        unsafe self.handle = unsafe handle
        unsafe PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            // The server's own words may be in any language; whether it answers at all is what matters here.
            let answers = unsafe address.withLists({ unsafe PQpingParams($0, $1, 0) }) == PQPING_OK
            guard answers else { throw PostgreSQLFailure.silent(place) }
            throw StorageError.unavailable(
                "PostgreSQL at \(place) refuses the connection to \(address.database); check role, password and database."
            )
        }
        if prepares { try script("SET statement_timeout = '\(Self.statementSeconds)s'") }
    }

    deinit { unsafe PQfinish(handle) }

    var lost: Bool { unsafe ended || PQstatus(handle) == CONNECTION_BAD }

    // MARK: Transactions

    func begin(_ kind: PostgreSQLTransaction, behind wall: RowWall) throws {
        broken = nil
        writing = kind != .reading
        // Behind a pooler a session's settings belong to someone else a moment later.
        let limit = prepares ? "" : "; SET LOCAL statement_timeout = '\(Self.statementSeconds)s'"
        try script("\(kind.opening); \(wall.announcement)\(limit)")
    }

    /// A COMMIT of a broken transaction succeeds as ROLLBACK: that is told from the answer's tag.
    func commit() throws {
        let result = unsafe PQexec(handle, "COMMIT")
        defer { unsafe PQclear(result) }
        try unsafe check(result)
        guard unsafe String(cString: PQcmdStatus(result)) == "COMMIT" else {
            throw broken ?? StorageError.unexpected("the transaction was rolled back")
        }
    }

    func rollback() {
        let result = unsafe PQexec(handle, "ROLLBACK")
        if unsafe PQresultStatus(result) != PGRES_COMMAND_OK { ended = true }
        unsafe PQclear(result)
    }

    // MARK: Statements

    func rows(_ sql: SQL) throws -> [Row] {
        let result = try unsafe execute(sql)
        defer { unsafe PQclear(result) }
        return try unsafe PostgreSQLAnswer.rows(result)
    }

    func run(_ sql: SQL) throws -> Int {
        let result = try unsafe execute(sql)
        defer { unsafe PQclear(result) }
        return unsafe PQcmdTuples(result).flatMap { unsafe Int(String(cString: $0)) } ?? 0
    }

    func script(_ text: String) throws {
        let result = unsafe PQexec(handle, text)
        defer { unsafe PQclear(result) }
        try unsafe check(result)
    }

    /// The caller clears the result.
    private func execute(_ sql: SQL) throws -> OpaquePointer? {
        let parameters = try PostgreSQLParameters(sql.values)
        let name = try prepares ? prepare(sql.text, parameters) : nil
        let result: OpaquePointer? = unsafe parameters.withLists { values, lengths, formats in
            if let name {
                return unsafe PQexecPrepared(handle, name, parameters.count, values, lengths, formats, 0)
            }
            return unsafe parameters.withTypes { types in
                unsafe PQexecParams(handle, sql.text, parameters.count, types, values, lengths, formats, 0)
            }
        }
        do { try unsafe check(result) } catch {
            unsafe PQclear(result)
            throw error
        }
        return unsafe result
    }

    /// Nil once the cache is full.
    private func prepare(_ text: String, _ parameters: PostgreSQLParameters) throws -> String? {
        if let name = prepared[text] { return name }
        guard prepared.count < Self.mostPrepared else { return nil }
        let name = "s\(prepared.count)"
        let result = unsafe parameters.withTypes { unsafe PQprepare(handle, name, text, parameters.count, $0) }
        defer { unsafe PQclear(result) }
        try unsafe check(result)
        prepared[text] = name
        return name
    }

    private func check(_ result: OpaquePointer?) throws {
        let status = unsafe PQresultStatus(result)
        guard status != PGRES_COMMAND_OK, status != PGRES_TUPLES_OK else { return }
        let failure = unsafe PostgreSQLFailure(result)
        if failure.endsConnection { ended = true }
        if failure.staleStatement { ended = true }
        let error =
            lost && !failure.staleStatement
            ? PostgreSQLFailure.silent(place) : failure.error(at: place, writing: writing)
        // A standby stays one: the next use looks for the primary again.
        if failure.state == "25006", writing { ended = true }
        // 25P02: an earlier statement had failed already.
        let first = failure.state == "25P02" ? broken ?? error : error
        if broken == nil { broken = first }
        throw first
    }
}

/// The three kinds of work, each with its isolation.
enum PostgreSQLTransaction: Sendable {
    case reading, writing, migrating

    var opening: String {
        switch self {
        case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .writing: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        // Two nodes that start together migrate one after the other.
        case .migrating: "BEGIN; SELECT pg_advisory_xact_lock(4802317)"
        }
    }
}
