/// Rows as retention sees them: when their term counts from, until when they are kept, and nothing else.
enum RetentionRows {
    struct Dated: Sendable {
        let id: String
        let anchor: Instant
        let retainUntil: Day?
    }

    /// What has ended: the row, and whose it is in a table about patients.
    struct Ended: Sendable {
        let id: String
        let patient: String?
    }

    /// Rows of one structure in the order of their ids. `anchor` is a declared column of the table, an instant; without
    /// one the row's own beginning stands there.
    static func page(
        _ table: TableDeclaration, anchor: String?, structure: String, after: String, limit: Int,
        _ tx: borrowing Reading
    ) throws -> [Dated] {
        let sql = SQL(
            trusted: """
                SELECT id, \(anchor ?? "created_at") AS anchor, retain_until FROM \(table.name)
                WHERE structure = $1 AND id > $2 ORDER BY id LIMIT \(limit)
                """, [.text(structure), .text(after)])
        return try tx.rows(sql).map { row in
            Dated(
                id: try row.text("id"), anchor: try row.instant("anchor"),
                retainUntil: try row.optional("retain_until", row.day))
        }
    }

    static func set(_ term: Day, of id: String, in table: TableDeclaration, _ tx: borrowing Writing) throws {
        try tx.run(
            SQL(
                trusted: "UPDATE \(table.name) SET retain_until = $1 WHERE id = $2",
                [.text(term.description), .text(id)]))
    }

    /// Rows whose last day of keeping is before `day`, oldest ids first.
    static func ended(
        _ table: TableDeclaration, structure: String, before day: Day, limit: Int, _ tx: borrowing Reading
    ) throws -> [Ended] {
        let patient = table.kind == .care ? "patient" : "NULL AS patient"
        let sql = SQL(
            trusted: """
                SELECT id, \(patient) FROM \(table.name) WHERE structure = $1 AND retain_until < $2
                ORDER BY id LIMIT \(limit)
                """, [.text(structure), .text(day.description)])
        return try tx.rows(sql).map { row in
            Ended(id: try row.text("id"), patient: try row.optional("patient", row.text))
        }
    }

    static func remove(_ id: String, from table: TableDeclaration, _ tx: borrowing Writing) throws {
        try tx.run(SQL(trusted: "DELETE FROM \(table.name) WHERE id = $1", [.text(id)]))
    }

    /// What was removed under which rule; the digest is SHA-256 over the removed ids, one a line.
    static func prove(
        rule: String, table: String, removed: Int, digest: [UInt8], at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO purge_proofs (id, rule, table_name, removed, digest, purged_at)
            VALUES (\(RowID.fresh(at: now)), \(rule), \(table), \(removed), \(digest), \(now))
            """)
    }
}
