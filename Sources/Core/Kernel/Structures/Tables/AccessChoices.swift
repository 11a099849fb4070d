// T01: what a structure chose about its own access rights: narrower cells of the matrix, and the emergency's switches.
// Append-only; of a subject the latest line counts. A line in force has no term: losing it would widen rights.

enum AccessChoices: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "access_choices"
    static let title: StaticString = "Choix de la structure sur les droits d'accès"
    static let columns = declare(
        Column<Technical, Use>("subject", ""),
        Column<Technical, Use>("value", ""),
        Column<Technical, Use>("decided_by", ""),
        Column<Identifying, Use>("reason", "motif du choix sur les droits d'accès"),
        Column<Administrative, Use>("decided_at", "date du choix sur les droits d'accès", .instant))
    static let retention = Retentions.contract
    static let appendOnly = true
    static let unique = [["subject", "decided_at"]]

    struct Line: Sendable {
        let id: String
        let subject: String
        let value: String
        let decidedBy: String
        /// Sealed under the structure's key.
        let reason: [UInt8]
        let decidedAt: Instant
    }

    static func insert(_ line: Line, of structure: String, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO access_choices (id, structure, created_at, subject, value, decided_by, reason, decided_at)
            VALUES (\(line.id), \(structure), \(line.decidedAt), \(line.subject), \(line.value), \(line.decidedBy),
                \(line.reason), \(line.decidedAt))
            """)
    }

    /// Oldest first.
    static func rows(of structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT id, subject, value, decided_by, reason, decided_at FROM access_choices
            WHERE structure = \(structure) ORDER BY subject, decided_at
            """)
    }
}
