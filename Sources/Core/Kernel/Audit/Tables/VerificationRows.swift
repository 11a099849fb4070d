/// What a verification reads. Columns are taken by place: this goes over every row there is.
enum VerificationRows {
    struct Leaf: Sendable {
        let id: String
        let position: UInt64
        let entryColumn: String
        let leaf: [UInt8]
        let integratedAt: Instant
        let line: SealedLine?
    }

    static func leaves(_ from: UInt64, _ to: UInt64, _ tx: borrowing Reading) throws -> [Leaf] {
        try tx.rows(
            """
            SELECT l.id, l.position, l.entry, l.leaf, l.integrated_at, e.structure, e.created_at, e.subject, e.cites,
                e.log_key, e.commitment, e.entry
            FROM log_leaves l LEFT JOIN audit_entries e ON e.id = l.id
            WHERE l.position >= \(Int64(from)) AND l.position < \(Int64(to)) ORDER BY l.position
            """
        ).map { row in
            let values = row.values
            guard case .text(let id) = values[0], case .integer(let position) = values[1],
                case .text(let entry) = values[2], case .bytes(let leaf) = values[3], case .integer(let at) = values[4]
            else { throw StorageError.unexpected("a leaf of another shape") }
            return Leaf(
                id: id, position: UInt64(clamping: position), entryColumn: entry, leaf: leaf,
                integratedAt: Instant(milliseconds: at), line: line(id, values[5...]))
        }
    }

    private static func line(_ id: String, _ values: ArraySlice<SQLValue>) -> SealedLine? {
        let first = values.startIndex
        guard case .text(let structure) = values[first], case .integer(let at) = values[first + 1],
            case .text(let key) = values[first + 4], case .bytes(let commitment) = values[first + 5],
            case .bytes(let entry) = values[first + 6]
        else { return nil }
        return SealedLine(
            id: id, structure: structure, at: Instant(milliseconds: at), subject: text(values[first + 2]),
            cites: text(values[first + 3]), key: key, commitment: commitment, entry: entry)
    }

    private static func text(_ value: SQLValue) -> String? {
        if case .text(let text) = value { text } else { nil }
    }

    struct Subject: Sendable {
        let id: String
        let structure: String
        let subject: String
        let number: Int64
        let entry: String
        let createdAt: Instant
    }

    /// Numbering of the leaves from one place up to another, by place.
    static func subjects(_ from: UInt64, _ to: UInt64, _ tx: borrowing Reading) throws -> [UInt64: [Subject]] {
        let rows = try tx.rows(
            """
            SELECT id, structure, subject, number, entry, created_at FROM audit_subjects
            WHERE id >= \(LogOrder.padded(from)) AND id < \(LogOrder.padded(to)) ORDER BY id
            """)
        var all: [UInt64: [Subject]] = [:]
        for row in rows {
            let values = row.values
            guard case .text(let id) = values[0], case .text(let structure) = values[1],
                case .text(let subject) = values[2], case .integer(let number) = values[3],
                case .text(let entry) = values[4], case .integer(let at) = values[5]
            else { throw StorageError.unexpected("a numbering row of another shape") }
            let position = UInt64(id.prefix { $0 != "." }) ?? .max
            all[position, default: []].append(
                Subject(
                    id: id, structure: structure, subject: subject, number: number, entry: entry,
                    createdAt: Instant(milliseconds: at)))
        }
        // As text, the eleventh patient of a line (`.10`) would come before the third (`.2`).
        return all.mapValues { $0.sorted { place($0.id) < place($1.id) } }
    }

    private static func place(_ id: String) -> Int {
        id.split(separator: ".").last.flatMap { Int($0) } ?? .max
    }

    struct StoredTile: Sendable {
        let id: String
        let width: Int64
        let hashes: [UInt8]
    }

    static func tile(_ tile: Tile, _ tx: borrowing Reading) throws -> StoredTile? {
        try tx.first(
            """
            SELECT id, width, hashes FROM log_tiles WHERE level = \(tile.level) AND position = \(Int64(tile.index))
            """
        ).map {
            StoredTile(id: try $0.text("id"), width: try $0.integer("width"), hashes: try $0.bytes("hashes"))
        }
    }

    /// Tiles that a log of this size cannot have.
    static func tiles(beyond size: UInt64, _ tx: borrowing Reading) throws -> [String] {
        var found: [String] = []
        for level in 0..<8 {
            let full = Tile.hashes(atLevel: level + 1, size: size)
            found += try tx.rows(
                """
                SELECT id FROM log_tiles WHERE level = \(level)
                    AND (position >= \(Int64(full)) OR position < 0 OR width <> \(Tile.fullWidth))
                ORDER BY id LIMIT 1000
                """
            ).map { try $0.text("id") }
        }
        found += try tx.rows("SELECT id FROM log_tiles WHERE level < 0 OR level > 7 LIMIT 1000").map {
            try $0.text("id")
        }
        return found
    }

    static func leaves(beyond size: UInt64, _ tx: borrowing Reading) throws -> [(position: Int64, entry: String)] {
        try tx.rows(
            """
            SELECT position, id FROM log_leaves WHERE position >= \(Int64(size)) OR position < 0
            ORDER BY position LIMIT 1000
            """
        ).map { (try $0.integer("position"), try $0.text("id")) }
    }

    static func subjects(beyond size: UInt64, _ tx: borrowing Reading) throws -> [String] {
        try tx.rows(
            "SELECT id FROM audit_subjects WHERE id >= \(LogOrder.padded(size)) ORDER BY id LIMIT 1000"
        ).map { try $0.text("id") }
    }

    /// Entries with neither a leaf nor a place in the queue.
    static func entriesOutside(_ tx: borrowing Reading) throws -> [String] {
        try tx.rows(
            """
            SELECT e.id FROM audit_entries e WHERE NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.id = e.id)
                AND NOT EXISTS (SELECT 1 FROM log_pending p WHERE p.id = e.id) ORDER BY e.id LIMIT 1000
            """
        ).map { try $0.text("id") }
    }

    /// Waiting lines whose entry is gone, or that have a place already.
    static func pendingAltered(_ tx: borrowing Reading) throws -> [String] {
        try tx.rows(
            """
            SELECT p.id FROM log_pending p WHERE NOT EXISTS (SELECT 1 FROM audit_entries e WHERE e.id = p.id)
                OR EXISTS (SELECT 1 FROM log_leaves l WHERE l.id = p.id) ORDER BY p.id LIMIT 1000
            """
        ).map { try $0.text("id") }
    }

    static func pending(_ tx: borrowing Reading) throws -> Int64 {
        try tx.first("SELECT count(*) AS many FROM log_pending")?.integer("many") ?? 0
    }
}
