extension AuditEntries {
    struct Placed: Sendable {
        let line: SealedLine
        let position: UInt64?
    }

    /// Identifiers begin with their time (UUID version 7), so a period is a range of them.
    static func floor(_ at: Instant) -> String {
        let text = String(max(0, at.milliseconds), radix: 16)
        let digits = String(repeating: "0", count: max(0, 12 - text.utf8.count)) + text
        return "\(digits.prefix(8))-\(digits.dropFirst(8))"
    }

    private static func upper(_ period: LogPeriod, before: String?) -> String {
        let end = floor(period.to)
        return before.map { min($0, end) } ?? end
    }

    /// The newest lines of a structure in a period, older than `before`. Read along the identifiers, which are times:
    /// with the index on structures a page would cost as much as all that the structure ever did. Joining an empty
    /// text keeps both engines from taking that index.
    static func page(
        _ structure: String, _ period: LogPeriod, before: String?, _ count: Int, _ tx: borrowing Reading
    ) throws -> [Placed] {
        try tx.rows(
            """
            SELECT e.*, l.position AS place FROM audit_entries e LEFT JOIN log_leaves l ON l.id = e.id
            WHERE e.structure || '' = \(structure) AND e.id >= \(floor(period.from))
                AND e.id < \(upper(period, before: before)) ORDER BY e.id DESC LIMIT \(count)
            """
        ).map(placed)
    }

    /// The same about one patient: those with a number, and those that still wait.
    static func page(
        _ structure: String, about patient: String, _ period: LogPeriod, before: String?, _ count: Int,
        _ tx: borrowing Reading
    ) throws -> [Placed] {
        let (from, to) = (floor(period.from), upper(period, before: before))
        let numbered = try tx.rows(
            """
            SELECT e.*, l.position AS place FROM audit_subjects s JOIN audit_entries e ON e.id = s.entry
                JOIN log_leaves l ON l.id = e.id
            WHERE s.structure = \(structure) AND s.subject = \(patient)
                AND e.structure || '' = \(structure)
                AND s.entry >= \(from) AND s.entry < \(to) ORDER BY s.entry DESC LIMIT \(count)
            """
        ).map(placed)
        let waiting = try tx.rows(
            """
            SELECT e.*, NULL AS place FROM log_pending p JOIN audit_entries e ON e.id = p.id
            WHERE e.structure || '' = \(structure) AND e.subject IS NOT NULL AND e.id >= \(from) AND e.id < \(to)
                AND NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.id = p.id)
            """
        ).map(placed).filter { one in
            one.line.subject?.split(separator: ",").contains { $0 == patient } == true
        }
        return Array((waiting + numbered).sorted { $0.line.id > $1.line.id }.prefix(count))
    }

    /// A line and those that cite it.
    static func withCiting(_ id: String, of structure: String, _ tx: borrowing Reading) throws -> [Placed] {
        let own = try tx.rows(
            """
            SELECT e.*, l.position AS place FROM audit_entries e LEFT JOIN log_leaves l ON l.id = e.id
            WHERE e.id = \(id) AND e.structure || '' = \(structure)
            """
        ).map(placed)
        guard let line = own.first?.line else { return [] }
        // An outcome follows what it completes within the same gesture: a day is ample, and is a range of the key.
        let day = LogPeriod(from: line.at, to: line.at.adding(seconds: 86_400))
        let citing = try tx.rows(
            """
            SELECT e.*, l.position AS place FROM audit_entries e LEFT JOIN log_leaves l ON l.id = e.id
            WHERE e.structure || '' = \(structure) AND e.cites = \(id)
                AND e.id >= \(floor(day.from)) AND e.id < \(upper(day, before: nil)) ORDER BY e.id LIMIT 20
            """
        ).map(placed)
        return own + citing
    }

    private static func placed(_ row: Row) throws -> Placed {
        let place = try row.value("place")
        if case .integer(let number) = place {
            return Placed(line: try read(row), position: UInt64(clamping: number))
        }
        return Placed(line: try read(row), position: nil)
    }

    static func find(_ entry: String, _ tx: borrowing Reading) throws -> SealedLine? {
        try tx.first("SELECT * FROM audit_entries WHERE id = \(entry)").map(read)
    }

    /// Every entry under a log key, in order.
    static func identifiers(_ structure: String, under key: String, _ tx: borrowing Reading) throws -> [String] {
        try tx.rows(
            "SELECT id FROM audit_entries WHERE structure = \(structure) AND log_key = \(key) ORDER BY id"
        ).map { try $0.text("id") }
    }
}

extension PurgeProofs {
    static func insert(
        id: String, rule: String, table: String, removed: Int, digest: [UInt8], at now: Instant,
        _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO purge_proofs (id, rule, table_name, removed, digest, purged_at)
            VALUES (\(id), \(rule), \(table), \(removed), \(digest), \(now))
            """)
    }
}
