/// The key of each structure's cells, wrapped, in the key store.
enum StructureKeysTable: ReferenceTable {
    static let name: StaticString = "structure_keys"
    static let title: StaticString = "Clés des structures, chiffrées"
    static let columns = [ReferenceColumn("wrapped", .bytes), ReferenceColumn("created_at", .instant)]
}

/// The key that wraps everything of one structure, under the root key. Its id is the structure's.
enum WrappingKeysTable: ReferenceTable {
    static let name: StaticString = "wrapping_keys"
    static let title: StaticString = "Clés de chiffrement des clés, par structure"
    static let columns = [
        ReferenceColumn("generation", .integer), ReferenceColumn("wrapped", .bytes),
        ReferenceColumn("created_at", .instant),
    ]
}

/// Wrapping keys that are being replaced: each goes when nothing is wrapped under it any more.
enum FormerWrappingKeysTable: ReferenceTable {
    static let name: StaticString = "former_wrapping_keys"
    static let title: StaticString = "Clés de chiffrement des clés en cours de remplacement"
    static let columns = [
        ReferenceColumn("structure"), ReferenceColumn("generation", .integer), ReferenceColumn("wrapped", .bytes),
        ReferenceColumn("created_at", .instant),
    ]
}

/// The fingerprint of the root key under which the store stands.
enum VaultTable: ReferenceTable {
    static let name: StaticString = "vault"
    static let title: StaticString = "Empreinte de la clé racine"
    static let columns = [ReferenceColumn("fingerprint")]

    static func fingerprint(_ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT fingerprint FROM vault WHERE id = 'root'")?.text("fingerprint")
    }
}

/// Rotations of structures' keys: one without an end goes on at the next run.
enum KeyRotationsTable: ReferenceTable {
    static let name: StaticString = "key_rotations"
    static let title: StaticString = "Remplacements de clés"
    static let columns = [
        ReferenceColumn("started_at", .instant), ReferenceColumn("ended_at", .instant, required: false),
    ]

    /// The start of the rotation under way; a new one begins where there is none.
    static func current(orNew id: String, at now: Instant, _ tx: borrowing Writing) throws -> Instant {
        if let row = try tx.first("SELECT started_at FROM key_rotations WHERE ended_at IS NULL") {
            return try row.instant("started_at")
        }
        try tx.run("INSERT INTO key_rotations (id, started_at) VALUES (\(id), \(now))")
        return now
    }

    static func end(at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE key_rotations SET ended_at = \(now) WHERE ended_at IS NULL")
    }
}

/// The rows of structures' keys.
enum StructureKeyRows {
    static func find(_ structure: String, _ tx: borrowing Reading) throws -> WrappedStructureKey? {
        guard let row = try tx.first("SELECT wrapped FROM structure_keys WHERE id = \(structure)") else { return nil }
        func generation(_ row: Row) throws -> WrappedStructureKey.Generation {
            .init(number: try row.integer("generation"), cell: try row.bytes("wrapped"))
        }
        return WrappedStructureKey(
            structure: structure, sealing: try row.bytes("wrapped"),
            current: try tx.first("SELECT generation, wrapped FROM wrapping_keys WHERE id = \(structure)").map(
                generation),
            former: try tx.rows(
                """
                SELECT generation, wrapped FROM former_wrapping_keys WHERE structure = \(structure)
                ORDER BY generation DESC
                """
            ).map(generation))
    }

    static func insert(_ key: WrappedStructureKey, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            "INSERT INTO structure_keys (id, wrapped, created_at) VALUES (\(key.structure), \(key.sealing), \(now))")
        try insertCurrent(key, at: now, tx)
    }

    private static func insertCurrent(_ key: WrappedStructureKey, at now: Instant, _ tx: borrowing Writing) throws {
        guard let current = key.current else { return }
        try tx.run(
            """
            INSERT INTO wrapping_keys (id, generation, wrapped, created_at)
            VALUES (\(key.structure), \(current.number), \(current.cell), \(now))
            """)
    }

    /// A new generation in front; those behind it stand among the former ones.
    static func replace(with key: WrappedStructureKey, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE structure_keys SET wrapped = \(key.sealing) WHERE id = \(key.structure)")
        try tx.run("DELETE FROM wrapping_keys WHERE id = \(key.structure)")
        try tx.run("DELETE FROM former_wrapping_keys WHERE structure = \(key.structure)")
        try insertCurrent(key, at: now, tx)
        for former in key.former {
            try tx.run(
                """
                INSERT INTO former_wrapping_keys (id, structure, generation, wrapped, created_at)
                VALUES (\("\(key.structure)|\(former.number)"), \(key.structure), \(former.number), \(former.cell), \(now))
                """)
        }
    }

    /// The generation that wraps; 0 where there is none yet.
    static func generation(_ structure: String, _ tx: borrowing Writing) throws -> Int64 {
        try tx.first("SELECT generation FROM wrapping_keys WHERE id = \(structure)")?.integer("generation") ?? 0
    }

    /// Ends the former keys of a structure. `secure_delete` overwrites the row on SQLite; PostgreSQL leaves that to its
    /// vacuum and to the end of its log.
    static func forgetFormer(_ structure: String, _ tx: borrowing Writing) throws {
        try tx.run("DELETE FROM former_wrapping_keys WHERE structure = \(structure)")
    }

    /// Every structure that has a key, with the moment and number of its latest generation.
    static func all(_ tx: borrowing Reading) throws -> [StructureKeyState] {
        try tx.rows(
            """
            SELECT s.id, s.created_at AS made_at, w.generation, w.created_at,
                (SELECT count(*) FROM former_wrapping_keys f WHERE f.structure = s.id) AS former
            FROM structure_keys s LEFT JOIN wrapping_keys w ON w.id = s.id ORDER BY s.id
            """
        ).map { row in
            StructureKeyState(
                structure: try row.text("id"), generation: try row.optional("generation", row.integer) ?? 0,
                since: try row.optional("created_at", row.instant) ?? row.instant("made_at"),
                isRotating: try row.integer("former") > 0)
        }
    }

    static func state(of structure: String, _ tx: borrowing Reading) throws -> StructureKeyState? {
        try all(tx).first { $0.structure == structure }
    }

    /// Everything under the root key, wrapped again under another, with the store's fingerprint: one transaction.
    /// - Returns: how many keys and secrets.
    static func rewrap(from old: RootKey, to new: RootKey, _ tx: borrowing Writing) throws -> Int {
        guard try VaultTable.fingerprint(Reading(tx.connection)) == old.fingerprint else {
            throw VaultError.keyReplaced
        }
        var count = 0
        func again(_ cell: [UInt8], _ bound: [UInt8]) throws -> [UInt8] {
            guard let bytes = old.key.open(cell, boundTo: bound) else { throw VaultError.foreignKeyStore }
            count += 1
            return try new.key.seal(bytes, boundTo: bound)
        }
        for row in try tx.rows("SELECT id, generation, wrapped FROM wrapping_keys") {
            let id = try row.text("id")
            let cell = try again(
                try row.bytes("wrapped"), WrappedStructureKey.bound(id, try row.integer("generation")))
            try tx.run("UPDATE wrapping_keys SET wrapped = \(cell) WHERE id = \(id)")
        }
        for row in try tx.rows("SELECT id, structure, generation, wrapped FROM former_wrapping_keys") {
            let bound = WrappedStructureKey.bound(try row.text("structure"), try row.integer("generation"))
            let cell = try again(try row.bytes("wrapped"), bound)
            try tx.run("UPDATE former_wrapping_keys SET wrapped = \(cell) WHERE id = \(try row.text("id"))")
        }
        let alone = try tx.rows(
            "SELECT id, wrapped FROM structure_keys WHERE id NOT IN (SELECT id FROM wrapping_keys)")
        for row in alone {
            let id = try row.text("id")
            let cell = try again(try row.bytes("wrapped"), WrappedStructureKey.underRoot(id))
            try tx.run("UPDATE structure_keys SET wrapped = \(cell) WHERE id = \(id)")
        }
        for scope in SearchSecret.Scope.ofInstallation {
            let name = scope.name
            guard let row = try tx.first("SELECT wrapped FROM search_secrets WHERE id = \(name)") else { continue }
            let cell = try again(try row.bytes("wrapped"), SearchSecret.bound(name))
            try tx.run("UPDATE search_secrets SET wrapped = \(cell) WHERE id = \(name)")
        }
        try tx.run("UPDATE vault SET fingerprint = \(new.fingerprint) WHERE id = 'root'")
        return count
    }
}

/// How a structure's wrapping key stands.
package struct StructureKeyState: Sendable, Hashable {
    /// Id of the structure.
    package let structure: String
    /// How often it was replaced since there are rotations; 1 for one that never was.
    package let generation: Int64
    package let since: Instant
    /// Something may still be wrapped under the key before it.
    package let isRotating: Bool
}
