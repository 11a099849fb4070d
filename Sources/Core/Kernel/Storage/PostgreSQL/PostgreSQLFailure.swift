import CLibPQ

/// What a failed statement says, kept apart from what it holds: values of rows never enter a message.
struct PostgreSQLFailure {
    /// SQLSTATE, five characters (PostgreSQL manual, appendix A); empty where the server gave none.
    let state: String
    let constraint: String?
    let primary: String
    let table: String?
    let column: String?
    /// « Key (book, place)=(…) already exists. »: only the names in front of `)=` may be shown.
    private let detail: String?

    init(_ result: OpaquePointer?) {
        // The PG_DIAG_ names are character macros: SQLSTATE C, CONSTRAINT_NAME n, MESSAGE_PRIMARY M, TABLE_NAME t,
        // COLUMN_NAME c, MESSAGE_DETAIL D.
        func field(_ letter: Character) -> String? {
            guard let code = letter.asciiValue, let text = unsafe PQresultErrorField(result, Int32(code)) else {
                return nil
            }
            return unsafe String(cString: text)
        }
        state = field("C") ?? ""
        constraint = field("n")
        primary = field("M") ?? ""
        table = field("t")
        column = field("c")
        detail = field("D")
    }

    /// The server ended the connection or is about to.
    var endsConnection: Bool { state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(state) }

    /// A statement prepared on another server connection, or before the schema moved.
    var staleStatement: Bool { state == "26000" || (state == "0A000" && primary.contains("cached plan")) }

    /// - Parameter writing: a refusal to write then means that the server is a standby, not that we made a mistake.
    func error(at place: String, writing: Bool) -> StorageError {
        switch state {
        case "40001", "40P01", "55P03": return .conflict("other work changed the same rows")
        case "25006" where writing:
            return .unavailable("PostgreSQL at \(place) accepts no writing for now; try again in a moment.")
        case "42501": return .unavailable("The role at \(place) may not do this; run `citana migrate` as the owner.")
        case "57014": return .unavailable("PostgreSQL at \(place) took too long to answer; try again in a moment.")
        default: break
        }
        if staleStatement { return .conflict("a prepared statement has to be made again") }
        switch state.prefix(2) {
        case "23": return .constraint(broken)
        case "53", "58": return .unavailable("PostgreSQL at \(place) lacks room or connections; nothing was stored.")
        // Messages of class 42 name words of the statement; those of other classes may quote values.
        case "42": return .unexpected("\(primary) (SQLSTATE \(state))")
        default: return .unexpected("SQLSTATE \(state)")
        }
    }

    /// The broken rule by its table and columns, in the form that SQLite's failures are given.
    private var broken: String {
        if state == "23505", let table, let columns = PostgreSQLFailure.key(detail) {
            return "unique \(table) (\(columns))"
        }
        if state == "23502", let table, let column { return "required \(table) (\(column))" }
        return constraint.flatMap { $0.isEmpty ? nil : $0 } ?? primary
    }

    /// The columns between the first parenthesis and `)=`, in whatever language the server speaks.
    static func key(_ detail: String?) -> String? {
        guard let detail, let open = detail.firstIndex(of: "("), let end = detail.firstRange(of: ")=") else {
            return nil
        }
        let columns = detail[detail.index(after: open)..<end.lowerBound]
        let known = columns.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || [32, 44, 95].contains($0)
        }
        return known && !columns.isEmpty ? String(columns) : nil
    }

    static func silent(_ place: String) -> StorageError {
        .unavailable("PostgreSQL does not answer at \(place); check that it runs and that the address is right.")
    }
}
