/// Many rows in one statement. The texts are made of names that this folder writes and of counts, in sizes that are
/// powers of two, so that there are few of them to prepare.
struct ManyRows {
    let table: StaticString
    let columns: [StaticString]
    var rows: [[SQLValue]] = []

    init(_ table: StaticString, _ columns: StaticString...) {
        self.table = table
        self.columns = columns
    }

    mutating func add(_ values: any SQLBindable...) { rows.append(values.map(\.sqlValue)) }

    func insert(_ tx: borrowing Writing) throws {
        var start = 0
        while start < rows.count {
            let left = rows.count - start
            let count = min(128, 1 << (left.bitWidth - left.leadingZeroBitCount - 1))
            try tx.run(SQL(trusted: text(count), rows[start..<start + count].flatMap { $0 }))
            start += count
        }
    }

    private func text(_ count: Int) -> String {
        let width = columns.count
        let tuples = (0..<count).map { row in
            "(" + (1...width).map { "$\(row * width + $0)" }.joined(separator: ", ") + ")"
        }
        return "INSERT INTO \(table) (\(columns.map(\.description).joined(separator: ", "))) VALUES "
            + tuples.joined(separator: ", ")
    }
}

extension LogLeaves {
    /// A leaf is found by its entry (`id`) and by its place.
    struct Stored: Sendable, Hashable {
        let entry: String
        let position: UInt64
        let leaf: [UInt8]
        let integratedAt: Instant
    }

    static func insert(_ leaves: [Stored], _ tx: borrowing Writing) throws {
        var rows = ManyRows("log_leaves", "id", "position", "entry", "leaf", "integrated_at")
        for leaf in leaves {
            rows.add(leaf.entry, Int64(leaf.position), leaf.entry, leaf.leaf, leaf.integratedAt)
        }
        try rows.insert(tx)
    }

    static func read(_ row: Row) throws -> Stored {
        Stored(
            entry: try row.text("id"), position: UInt64(clamping: try row.integer("position")),
            leaf: try row.bytes("leaf"), integratedAt: try row.instant("integrated_at"))
    }

    static func range(_ from: UInt64, _ to: UInt64, _ tx: borrowing Reading) throws -> [Stored] {
        try tx.rows(range(from, to)).map(read)
    }

    static func range(_ from: UInt64, _ to: UInt64, _ tx: borrowing Writing) throws -> [Stored] {
        try tx.rows(range(from, to)).map(read)
    }

    private static func range(_ from: UInt64, _ to: UInt64) -> SQL {
        """
        SELECT id, position, leaf, integrated_at FROM log_leaves
        WHERE position >= \(Int64(from)) AND position < \(Int64(to)) ORDER BY position
        """
    }

    static func last(_ tx: borrowing Writing) throws -> Stored? {
        try tx.first("SELECT id, position, leaf, integrated_at FROM log_leaves ORDER BY position DESC LIMIT 1")
            .map(read)
    }

    static func find(_ entry: String, _ tx: borrowing Reading) throws -> Stored? {
        try tx.first("SELECT id, position, leaf, integrated_at FROM log_leaves WHERE id = \(entry)").map(read)
    }
}

extension LogTiles {
    static func id(_ tile: Tile) -> String { "\(tile.level)/\(LogOrder.padded(tile.index))" }

    static func insert(_ tiles: [(tile: Tile, hashes: [LogHash])], _ tx: borrowing Writing) throws {
        var rows = ManyRows("log_tiles", "id", "level", "position", "width", "hashes")
        for (tile, hashes) in tiles {
            rows.add(id(tile), tile.level, Int64(tile.index), tile.width, hashes.flatMap { $0 })
        }
        try rows.insert(tx)
    }

    private static func select(_ level: Int, _ from: UInt64, _ to: UInt64) -> SQL {
        """
        SELECT position, hashes FROM log_tiles WHERE level = \(level) AND position >= \(Int64(from))
            AND position < \(Int64(to)) AND width = \(Tile.fullWidth) ORDER BY position
        """
    }

    /// Full tiles in a row of places.
    static func range(_ level: Int, _ from: UInt64, _ to: UInt64, _ tx: borrowing Reading) throws -> [[UInt8]] {
        try tx.rows(select(level, from, to)).map { try $0.bytes("hashes") }
    }

    static func range(_ level: Int, _ from: UInt64, _ to: UInt64, _ tx: borrowing Writing) throws -> [[UInt8]] {
        try tx.rows(select(level, from, to)).map { try $0.bytes("hashes") }
    }
}

extension LogCheckpoints {
    struct Stored: Sendable, Hashable {
        let id: String
        let size: Int64
        let note: String
        let signedAt: Instant
    }

    static func insert(size: UInt64, note: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO log_checkpoints (id, size, note, signed_at)
            VALUES (\(LogOrder.padded(size)), \(Int64(size)), \(note), \(now))
            """)
    }

    static func read(_ row: Row) throws -> Stored {
        Stored(
            id: try row.text("id"), size: try row.integer("size"), note: try row.text("note"),
            signedAt: try row.instant("signed_at"))
    }

    static func latest(_ tx: borrowing Reading) throws -> Stored? {
        try tx.first("SELECT * FROM log_checkpoints ORDER BY id DESC LIMIT 1").map(read)
    }

    static func after(_ id: String, limit: Int, _ tx: borrowing Reading) throws -> [Stored] {
        try tx.rows("SELECT * FROM log_checkpoints WHERE id > \(id) ORDER BY id LIMIT \(limit)").map(read)
    }
}

extension AuditSubjects {
    struct Stored: Sendable, Hashable {
        let structure: String
        let subject: String
        let number: Int64
        let entry: String
        let integratedAt: Instant
        /// Place of the leaf, and of the patient in its line.
        let position: UInt64
        let place: Int

        /// Sorts as the log does.
        var id: String { "\(LogOrder.padded(position)).\(place)" }
    }

    static func insert(_ subjects: [Stored], _ tx: borrowing Writing) throws {
        var rows = ManyRows("audit_subjects", "id", "structure", "created_at", "subject", "number", "entry")
        for one in subjects {
            rows.add(one.id, one.structure, one.integratedAt, one.subject, one.number, one.entry)
        }
        try rows.insert(tx)
    }

    static func lastNumber(_ structure: String, _ subject: String, _ tx: borrowing Writing) throws -> Int64 {
        try tx.first(
            """
            SELECT number FROM audit_subjects WHERE structure = \(structure) AND subject = \(subject)
            ORDER BY number DESC LIMIT 1
            """
        )?.integer("number") ?? 0
    }
}

extension LogLease {
    struct Held: Sendable, Hashable {
        let holder: String
        let epoch: Int64
        let until: Instant
    }

    static func find(_ tx: borrowing Writing) throws -> Held? {
        try tx.first("SELECT holder, epoch, until FROM log_lease WHERE id = 'sequencer'").map { row in
            Held(
                holder: try row.text("holder"), epoch: try row.integer("epoch"), until: try row.instant("until"))
        }
    }

    static func set(_ held: Held, isNew: Bool, _ tx: borrowing Writing) throws {
        if isNew {
            try tx.run(
                """
                INSERT INTO log_lease (id, holder, epoch, until)
                VALUES ('sequencer', \(held.holder), \(held.epoch), \(held.until))
                """)
        } else {
            try tx.run(
                """
                UPDATE log_lease SET holder = \(held.holder), epoch = \(held.epoch), until = \(held.until)
                WHERE id = 'sequencer'
                """)
        }
    }
}

/// Numbers as text that sorts as they do.
enum LogOrder {
    static func padded(_ number: UInt64) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 16 - text.utf8.count)) + text
    }
}
