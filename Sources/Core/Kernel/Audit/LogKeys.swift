import Crypto
import Synchronization

/// A key of the log: seals the lines of one structure for one month.
struct LogKey: Sendable {
    let id: String
    let structure: String
    /// `2026-11`, in UTC.
    let month: String
    private let key: SymmetricKey

    init(id: String, structure: String, month: String, bytes: [UInt8]) {
        self.id = id
        self.structure = structure
        self.month = month
        key = SymmetricKey(data: bytes)
    }

    /// AES-256-GCM, bound to its place: the entry of one line does not open as another's.
    func seal(_ bytes: [UInt8], entry: String) throws -> [UInt8] {
        try key.seal(bytes, boundTo: place(entry))
    }

    /// Nil where the cell was altered or moved.
    func open(_ cell: [UInt8], entry: String) -> [UInt8]? {
        key.open(cell, boundTo: place(entry))
    }

    private func place(_ entry: String) -> [UInt8] {
        Place(table: "audit_entries", column: "entry", row: entry).bytes(structure)
    }

    /// `2026-11` for a moment of that month, in UTC: a month must not depend on legal time.
    static func month(of at: Instant) -> String { String(at.rfc3339.prefix(7)) }
}

/// Makes and hands out the monthly keys of the log. They stand in the key store, wrapped under the structure's key;
/// those of the current month stay in memory, so that a line can be sealed without waiting.
package final class LogKeys: Sendable {
    private let store: any Store
    private let keychain: Keychain
    private let clock: TimeSource
    private let opened = Mutex<[String: LogKey]>([:])

    static let tables = [LogKeysTable.declaration]
    static let migrations = [Migration("keys-002-log", tables.map(Migration.Step.create))]

    /// What a rotation of a structure's key wraps again.
    static let wrappedRows = WrappedRows(
        table: "log_keys", column: "structure", argument: { $0 },
        bound: { row, structure in LogKeysTable.bound(try row.text("id"), try row.text("month"), structure) })

    init(store: any Store, keychain: Keychain, clock: TimeSource) {
        self.store = store
        self.keychain = keychain
        self.clock = clock
    }

    /// The key that seals lines of this structure at this moment, if it is in memory.
    func ready(_ structure: String, at: Instant) -> LogKey? {
        let month = LogKey.month(of: at)
        return opened.withLock { $0[structure + month] }
    }

    /// The same, read from the key store, or made there: durable before it is returned.
    func prepare(_ structure: String, at: Instant) async throws -> LogKey {
        if let key = ready(structure, at: at) { return key }
        let month = LogKey.month(of: at)
        let key = try await keychain.with(keyOf: structure) { parent in
            try LogKeys.open(try await monthly(structure, month, under: parent), under: parent)
        }
        keep(key)
        return key
    }

    private func monthly(
        _ structure: String, _ month: String, under parent: StructureKey
    ) async throws -> LogKeysTable.Wrapped {
        if let found = try await find(structure, month) { return found }
        let now = clock.now
        let id = RowID.fresh(at: now)
        let cell = try parent.wrap(
            Array(Hex.encode(RandomBytes.fresh(32)).utf8), boundTo: LogKeysTable.bound(id, month, structure))
        let made = LogKeysTable.Wrapped(id: id, structure: structure, month: month, bytes: cell)
        do {
            try await store.write { tx in
                try parent.fence(tx)
                try LogKeysTable.insert(made, at: now, tx)
            }
            return made
        } catch StorageError.constraint {
            // Another node was first: its key is the month's.
            guard let found = try await find(structure, month) else { throw StorageError.conflict("log_keys") }
            return found
        }
    }

    /// Keys by their identifier, for reading; what is missing in the key store is missing in the answer.
    func keys(_ ids: Set<String>) async throws -> [String: LogKey] {
        var keys: [String: LogKey] = [:]
        for key in opened.withLock({ Array($0.values) }) where ids.contains(key.id) { keys[key.id] = key }
        for id in ids.subtracting(keys.keys) {
            guard let wrapped = try await find(id) else { continue }
            keys[id] = try await read(wrapped)
        }
        return keys
    }

    /// The months of a structure that have a key, the oldest first.
    func list(_ structure: String) async throws -> [(id: String, month: String)] {
        try await store.read { tx in try LogKeysTable.list(structure, tx).map { ($0.id, $0.month) } }
    }

    /// Ends the reading of a month, here and in the key store; its backups end with their own, short life.
    func destroy(_ id: String) async throws {
        opened.withLock { opened in opened = opened.filter { $0.value.id != id } }
        try await store.write { tx in try LogKeysTable.delete(id, tx) }
    }

    /// Every key there is, for a verification, and the identifiers of those that do not open.
    func all() async throws -> (keys: [String: LogKey], broken: [String]) {
        var keys: [String: LogKey] = [:]
        var broken: [String] = []
        for wrapped in try await store.read({ tx in try LogKeysTable.all(tx) }) {
            do {
                keys[wrapped.id] = try await read(wrapped)
            } catch let error as VaultError {
                guard case .sealBroken = error else { throw error }
                broken.append(wrapped.id)
            }
        }
        return (keys, broken)
    }

    private func find(_ structure: String, _ month: String) async throws -> LogKeysTable.Wrapped? {
        try await store.read { tx in try LogKeysTable.find(structure, month: month, tx) }
    }

    private func find(_ id: String) async throws -> LogKeysTable.Wrapped? {
        try await store.read { tx in try LogKeysTable.find(id, tx) }
    }

    /// Read once more where a rotation replaced the structure's key meanwhile.
    private func read(_ wrapped: LogKeysTable.Wrapped) async throws -> LogKey {
        try await keychain.with(keyOf: wrapped.structure) { parent in
            if let key = try? LogKeys.open(wrapped, under: parent) { return key }
            return try LogKeys.open(try await find(wrapped.id) ?? wrapped, under: parent)
        }
    }

    /// Keys of months that are over are let go of.
    private func keep(_ key: LogKey) {
        let now = LogKey.month(of: clock.now)
        opened.withLock { opened in
            opened = opened.filter { $0.value.month >= now }
            opened[key.structure + key.month] = key
        }
    }

    private static func open(_ wrapped: LogKeysTable.Wrapped, under parent: StructureKey) throws -> LogKey {
        let bound = LogKeysTable.bound(wrapped.id, wrapped.month, wrapped.structure)
        guard let hex = parent.unwrap(wrapped.bytes, boundTo: bound),
            let bytes = Hex.decode(String(decoding: hex, as: UTF8.self)), bytes.count == 32
        else {
            throw VaultError.sealBroken(place: "log_keys.wrapped")
        }
        return LogKey(id: wrapped.id, structure: wrapped.structure, month: wrapped.month, bytes: bytes)
    }
}
