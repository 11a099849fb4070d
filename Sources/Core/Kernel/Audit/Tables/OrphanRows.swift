extension LogWatch {
    static func seen(_ structure: String, _ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT seen FROM log_watch WHERE id = \(structure)")?.text("seen")
    }

    static func mark(_ structure: String, _ seen: String, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO log_watch (id, seen) VALUES (\(structure), \(seen))
            ON CONFLICT (id) DO UPDATE SET seen = excluded.seen
            """)
    }
}

extension AuditEntries {
    /// Lines about patients, of a stretch of time, that no later line cites. Read along the identifiers, which are
    /// times: an outcome comes after what it tells of, and what is looked at is the traffic since the last pass.
    static func withoutOutcome(
        _ structure: String, from start: String, until end: String, _ tx: borrowing Reading
    ) throws -> [SealedLine] {
        var cited: Set<String> = []
        var open: [String] = []
        var after = start
        while true {
            let rows = try tx.rows(
                """
                SELECT id, cites, subject FROM audit_entries
                WHERE structure || '' = \(structure) AND id > \(after) ORDER BY id LIMIT \(step)
                """)
            for row in rows {
                let id = try row.text("id")
                if let line = try row.optional("cites", row.text) {
                    cited.insert(line)
                } else if id < end, try row.value("subject") != .null {
                    open.append(id)
                }
                after = id
            }
            guard rows.count == step else { break }
        }
        return try open.filter { !cited.contains($0) }.compactMap { try find($0, tx) }
    }

    private static let step = 5000
}
