extension AuditEntries {
    static func insert(_ line: SealedLine, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO audit_entries (id, structure, created_at, subject, cites, log_key, commitment, entry)
            VALUES (\(line.id), \(line.structure), \(line.at), \(line.subject), \(line.cites), \(line.key),
                \(line.commitment), \(line.entry))
            """)
    }

    static func read(_ row: Row) throws -> SealedLine {
        SealedLine(
            id: try row.text("id"), structure: try row.text("structure"), at: try row.instant("created_at"),
            subject: try row.optional("subject", row.text), cites: try row.optional("cites", row.text),
            key: try row.text("log_key"), commitment: try row.bytes("commitment"), entry: try row.bytes("entry"))
    }
}

/// Lines that have no place in the log yet. Lines are committed by several nodes in another order than their
/// identifiers say, so "everything after the last one" would forget some.
enum LogPending: ReferenceTable {
    static let name: StaticString = "log_pending"
    static let title: StaticString = "Lignes en attente d'une place dans le journal transparent"
    static let columns: [ReferenceColumn] = []

    static func insert(_ entry: String, _ tx: borrowing Writing) throws {
        try tx.run("INSERT INTO log_pending (id) VALUES (\(entry))")
    }

    /// The oldest ones, with their entries. What has a place already, or no entry any more, is passed over and stays:
    /// somebody has been at the store, and `audit verify` tells.
    static func oldest(_ limit: Int, _ tx: borrowing Writing) throws -> [SealedLine] {
        try tx.rows(
            """
            SELECT e.* FROM log_pending p JOIN audit_entries e ON e.id = p.id
            WHERE NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.id = p.id) ORDER BY p.id LIMIT \(limit)
            """
        ).map(AuditEntries.read)
    }

    /// Those that have just been given their place: nothing else can have come between, because the transaction sees
    /// what it saw when it took them.
    static func remove(upTo last: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            DELETE FROM log_pending WHERE id <= \(last) AND EXISTS
                (SELECT 1 FROM log_leaves l WHERE l.id = log_pending.id AND l.integrated_at = \(now))
            """)
    }

    static func isEmpty(_ tx: borrowing Reading) throws -> Bool {
        try tx.first("SELECT id FROM log_pending LIMIT 1") == nil
    }
}

/// Every patient's lines, numbered from 1 by the sequencer in the order of the log; the number is part of what the leaf
/// commits to, so that hiding one line leaves a gap.
enum AuditSubjects: StaffTable {
    typealias Use = AccessLog
    static let name: StaticString = "audit_subjects"
    static let title: StaticString = "Numérotation du journal des accès par dossier"
    static let columns = declare(
        Column<Technical, Use>("subject", ""), Column<Technical, Use>("number", "", .integer),
        Column<Technical, Use>("entry", ""))
    static let retention = RetentionRule.accessLog("Journal des accès")
    static let appendOnly = true
    static let unique = [["subject", "number"]]
}

/// Who gives places in the log: one node at a time. `epoch` grows with each change of hands.
enum LogLease: ReferenceTable {
    static let name: StaticString = "log_lease"
    static let title: StaticString = "Tour de rôle du journal transparent"
    static let columns = [
        ReferenceColumn("holder"), ReferenceColumn("epoch", .integer), ReferenceColumn("until", .instant),
    ]
}
