import CLibPQ

/// What a failed statement says, kept apart from what it holds: values of rows never enter a message.
struct PostgreSQLFailure {
    /// SQLSTATE, five characters (PostgreSQL manual, appendix A); empty where the server gave none.
    let state: String
    let constraint: String?
    let primary: String

    init(_ result: OpaquePointer?) {
        // PG_DIAG_SQLSTATE, PG_DIAG_CONSTRAINT_NAME and PG_DIAG_MESSAGE_PRIMARY are character macros.
        func field(_ letter: Character) -> String? {
            guard let code = letter.asciiValue, let text = unsafe PQresultErrorField(result, Int32(code)) else {
                return nil
            }
            return unsafe String(cString: text)
        }
        state = field("C") ?? ""
        constraint = field("n")
        primary = field("M") ?? ""
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
        case "23": return .constraint(constraint.flatMap { $0.isEmpty ? nil : $0 } ?? primary)
        case "53", "58": return .unavailable("PostgreSQL at \(place) lacks room or connections; nothing was stored.")
        // Messages of class 42 name words of the statement; those of other classes may quote values.
        case "42": return .unexpected("\(primary) (SQLSTATE \(state))")
        default: return .unexpected("SQLSTATE \(state)")
        }
    }

    static func silent(_ place: String) -> StorageError {
        .unavailable("PostgreSQL does not answer at \(place); check that it runs and that the address is right.")
    }
}
