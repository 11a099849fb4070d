import Synchronization

/// Hands out structure keys: reads them from the key store, unwraps them under the root key, keeps them in memory. Keys
/// may be replaced while it lives: what does not open any more is tried with keys read again.
package final class Keychain: Sendable {
    let store: any Store
    private let rootNow: Mutex<RootKey>
    /// Root keys that lie where this one came from: its successor, once it has been put there.
    private let candidates: @Sendable () -> [RootKey]
    private let opened = Mutex<[String: StructureKey]>([:])
    let searching = OpenedSearchSecrets()

    static let tables = [
        StructureKeysTable.declaration, VaultTable.declaration, PatientKeysTable.declaration,
        SearchSecretsTable.declaration, WrappingKeysTable.declaration, FormerWrappingKeysTable.declaration,
        KeyRotationsTable.declaration,
    ]
    static let migrations = [
        Migration("keys-001", [.create(StructureKeysTable.declaration), .create(VaultTable.declaration)]),
        Migration("keys-002-patients", [.create(PatientKeysTable.declaration)]),
        Migration("keys-003-search", [.create(SearchSecretsTable.declaration)]),
        // An older program would not find a key that was rotated.
        Migration(
            "keys-004-rotation", compatible: false,
            [
                .create(WrappingKeysTable.declaration), .create(FormerWrappingKeysTable.declaration),
                .create(KeyRotationsTable.declaration),
            ]),
    ]

    init(store: any Store, root: RootKey, candidates: @escaping @Sendable () -> [RootKey] = { [] }) {
        self.store = store
        rootNow = Mutex(root)
        self.candidates = candidates
    }

    var root: RootKey { rootNow.withLock { $0 } }

    /// Marks an empty key store as made under this root key.
    func claim() async throws {
        let fingerprint = root.fingerprint
        try await store.write { tx in
            guard try VaultTable.fingerprint(Reading(tx.connection)) == nil else { return }
            try tx.run("INSERT INTO vault (id, fingerprint) VALUES ('root', \(fingerprint))")
        }
    }

    /// Refuses a key store of another installation; takes up a root key that has replaced the one in memory.
    func verify() async throws {
        let found = try await store.read { tx in try VaultTable.fingerprint(tx) }
        guard found != root.fingerprint else { return }
        guard let next = candidates().first(where: { $0.fingerprint == found }) else {
            throw VaultError.foreignKeyStore
        }
        rootNow.withLock { $0 = next }
    }

    /// The root key that stands in for what is about to be written: a transaction that finds another was overtaken.
    static func fence(_ root: RootKey, _ tx: borrowing Writing) throws {
        guard try VaultTable.fingerprint(Reading(tx.connection)) == root.fingerprint else {
            throw VaultError.keyReplaced
        }
    }

    /// The key of a structure, made if there is none yet. Durable before it is returned.
    func makeKey(for structure: String, at now: Instant) async throws -> StructureKey {
        if let key = try await find(structure) { return key }
        let key = StructureKey.fresh(for: structure)
        try await underRoot { [store] root in
            let wrapped = try key.wrapped(under: root)
            try await store.write { tx in
                try Keychain.fence(root, tx)
                try StructureKeyRows.insert(wrapped, at: now, tx)
            }
        }
        opened.withLock { $0[structure] = key }
        return key
    }

    func key(for structure: String) async throws -> StructureKey {
        guard let key = try await find(structure) else { throw VaultError.structureKeyMissing(structure: structure) }
        return key
    }

    /// Works with a structure's key; once more, with the key read again, where a rotation came in between. `body` reads
    /// what it unwraps itself, and writes what it wraps behind `fence`.
    func with<Value>(
        keyOf structure: String, _ body: (StructureKey) async throws -> Value
    ) async throws -> Value {
        var key = try await key(for: structure)
        while true {
            do { return try await body(key) } catch let error as VaultError {
                opened.withLock { $0[structure] = nil }
                let fresh = try await self.key(for: structure)
                guard !fresh.isAsKnown(key) else { throw error }
                key = fresh
            }
        }
    }

    /// Works with the root key; once more, with its successor, where it was replaced in between.
    func underRoot<Value>(_ body: (RootKey) async throws -> Value) async throws -> Value {
        let known = root
        do { return try await body(known) } catch let error as VaultError {
            try await verify()
            guard root.fingerprint != known.fingerprint else { throw error }
            return try await body(root)
        }
    }

    private func find(_ structure: String) async throws -> StructureKey? {
        if let key = opened.withLock({ $0[structure] }) { return key }
        let key = try await underRoot { [store] root in
            try await store.read { tx in try StructureKeyRows.find(structure, tx) }?.unwrap(under: root)
        }
        if let key { opened.withLock { $0[structure] = key } }
        return key
    }

    /// For whoever has just replaced it.
    func keep(_ key: StructureKey) { opened.withLock { $0[key.structure] = key } }

    /// For whoever has just replaced it.
    func keep(_ root: RootKey) { rootNow.withLock { $0 = root } }
}

extension StructureKey {
    /// Refuses to store what was wrapped under a key that has been replaced since: no later pass would find it.
    func fence(_ tx: borrowing Writing) throws {
        guard try StructureKeyRows.generation(structure, tx) == generation else { throw VaultError.keyReplaced }
    }
}
