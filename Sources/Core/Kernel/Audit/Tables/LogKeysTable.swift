/// In the key store: one key per structure and month, wrapped under the structure's key. Destroying a row ends the
/// reading of that month's lines and leaves every proof intact.
enum LogKeysTable: ReferenceTable {
    static let name: StaticString = "log_keys"
    static let title: StaticString = "Clés mensuelles du journal des accès, chiffrées"
    static let columns = [
        ReferenceColumn("structure"), ReferenceColumn("month"), ReferenceColumn("wrapped", .bytes),
        ReferenceColumn("created_at", .instant),
    ]
    static let unique = [["structure", "month"]]

    struct Wrapped: Sendable {
        let id: String
        let structure: String
        let month: String
        let bytes: [UInt8]

        init(id: String, structure: String, month: String, bytes: [UInt8]) {
            self.id = id
            self.structure = structure
            self.month = month
            self.bytes = bytes
        }

        init(_ row: Row) throws {
            id = try row.text("id")
            structure = try row.text("structure")
            month = try row.text("month")
            bytes = try row.bytes("wrapped")
        }
    }

    /// What a wrapped key is bound to.
    static func bound(_ id: String, _ month: String, _ structure: String) -> [UInt8] {
        Place(table: "log_keys", column: "wrapped/\(month)", row: id).bytes(structure)
    }

    static func insert(_ key: Wrapped, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO log_keys (id, structure, month, wrapped, created_at)
            VALUES (\(key.id), \(key.structure), \(key.month), \(key.bytes), \(now))
            """)
    }

    static func find(_ structure: String, month: String, _ tx: borrowing Reading) throws -> Wrapped? {
        try tx.first("SELECT * FROM log_keys WHERE structure = \(structure) AND month = \(month)").map(Wrapped.init)
    }

    static func all(_ tx: borrowing Reading) throws -> [Wrapped] {
        try tx.rows("SELECT * FROM log_keys ORDER BY id").map(Wrapped.init)
    }

    static func find(_ id: String, _ tx: borrowing Reading) throws -> Wrapped? {
        try tx.first("SELECT * FROM log_keys WHERE id = \(id)").map(Wrapped.init)
    }

    static func list(_ structure: String, _ tx: borrowing Reading) throws -> [Wrapped] {
        try tx.rows("SELECT * FROM log_keys WHERE structure = \(structure) ORDER BY month").map(Wrapped.init)
    }

    static func delete(_ id: String, _ tx: borrowing Writing) throws {
        try tx.run("DELETE FROM log_keys WHERE id = \(id)")
    }
}
