/// Rows of the key store that hold something wrapped under a structure's key.
struct WrappedRows: Sendable {
    let table: String
    /// The column by which a structure's rows are found, and what stands in it.
    let column: String
    let argument: @Sendable (_ structure: String) -> String
    /// What the cell of a row is bound to.
    let bound: @Sendable (_ row: Row, _ structure: String) throws -> [UInt8]
}

extension Keychain {
    static let wrappedRows = [
        WrappedRows(
            table: "patient_keys", column: "structure", argument: { $0 },
            bound: { row, structure in PatientKey.bound(try row.text("id"), structure) }),
        WrappedRows(
            table: "search_secrets", column: "id", argument: { SearchSecret.Scope.patients(structure: $0).name },
            bound: { row, structure in SearchSecret.bound(try row.text("id"), structure) }),
    ]

    /// What a rotation of one structure's key did.
    struct Rotated: Sendable {
        var rewrapped = 0
        /// Rows that no key opens, as `table/id`. The former key is kept while there are any.
        var broken: [String] = []
    }

    /// A new key in front of the structure's own, durable before anything is wrapped under it. Nil where it was
    /// replaced after `start` and nothing is left to do; a rotation that was cut off goes on with the key that it had
    /// made.
    func beginRotation(of structure: String, since start: Instant, at now: Instant) async throws -> StructureKey? {
        let store = store
        return try await underRoot { root -> StructureKey? in
            guard let wrapped = try await store.read({ tx in try StructureKeyRows.find(structure, tx) }),
                let state = try await store.read({ tx in try StructureKeyRows.state(of: structure, tx) })
            else { throw VaultError.structureKeyMissing(structure: structure) }
            let key = try wrapped.unwrap(under: root)
            if key.isRotating { return key }
            guard state.generation == 0 || state.since <= start else { return nil }
            let next = key.rotated()
            let cells = try next.wrapped(under: root)
            try await store.write { tx in
                try Keychain.fence(root, tx)
                try key.fence(tx)
                try StructureKeyRows.replace(with: cells, at: now, tx)
            }
            keep(next)
            return next
        }
    }

    /// Wraps everything of the structure again, some rows at a time, beside whoever reads and writes; then forgets the
    /// former key. Whatever it had done when it was cut off stays done.
    func finishRotation(
        to key: StructureKey, _ tables: [WrappedRows], batch: Int = 500, progress: ((Int) throws -> Void)? = nil
    ) async throws -> Rotated {
        var rotated = Rotated()
        for table in tables {
            var after = ""
            while true {
                let last = after
                let done = try await store.write { tx in
                    try key.fence(tx)
                    return try Keychain.rewrap(table, of: key, after: last, limit: batch, tx)
                }
                rotated.rewrapped += done.rotated.rewrapped
                rotated.broken += done.rotated.broken
                try progress?(rotated.rewrapped)
                guard let next = done.last else { break }
                after = next
            }
        }
        guard rotated.broken.isEmpty else { return rotated }
        let structure = key.structure
        let left = try await store.write { tx in
            try key.fence(tx)
            try StructureKeyRows.forgetFormer(structure, tx)
            return try StructureKeyRows.find(structure, Reading(tx.connection))
        }
        if let left { keep(try left.unwrap(under: root)) }
        return rotated
    }

    private static func rewrap(
        _ table: WrappedRows, of key: StructureKey, after: String, limit: Int, _ tx: borrowing Writing
    ) throws -> (rotated: Rotated, last: String?) {
        let rows = try tx.rows(
            SQL(
                trusted: """
                    SELECT * FROM \(table.table) WHERE \(table.column) = $1 AND id > $2 ORDER BY id LIMIT \(limit)
                    """, [.text(table.argument(key.structure)), .text(after)]))
        var rotated = Rotated()
        for row in rows {
            let id = try row.text("id")
            do {
                let bound = try table.bound(row, key.structure)
                guard let cell = try key.rewrapped(try row.bytes("wrapped"), boundTo: bound) else { continue }
                try tx.run(
                    SQL(trusted: "UPDATE \(table.table) SET wrapped = $1 WHERE id = $2", [.bytes(cell), .text(id)]))
                rotated.rewrapped += 1
            } catch is VaultError { rotated.broken.append("\(table.table)/\(id)") }
        }
        return (rotated, rows.count == limit ? try rows.last?.text("id") : nil)
    }

    /// Everything under the root key, wrapped again under its successor, in one transaction.
    func rotateRoot(to next: RootKey) async throws -> Int {
        let old = root
        let count = try await store.write { tx in try StructureKeyRows.rewrap(from: old, to: next, tx) }
        keep(next)
        return count
    }

    /// How each structure's key stands.
    func states() async throws -> [StructureKeyState] {
        try await store.read { tx in try StructureKeyRows.all(tx) }
    }
}
