import Synchronization

/// Wrapped structure keys, in their own store. `vault` holds the fingerprint of the root key that wrapped them.
enum StructureKeysTable: ReferenceTable {
    static let name: StaticString = "structure_keys"
    static let title: StaticString = "Clés des structures, chiffrées"
    static let columns = [ReferenceColumn("wrapped", .bytes), ReferenceColumn("created_at", .instant)]
}

enum VaultTable: ReferenceTable {
    static let name: StaticString = "vault"
    static let title: StaticString = "Empreinte de la clé racine"
    static let columns = [ReferenceColumn("fingerprint")]
}

/// Hands out structure keys: reads them from the key store, unwraps them under the root key, keeps them in memory.
package final class Keychain: Sendable {
    let store: any Store
    let root: RootKey
    private let opened = Mutex<[String: StructureKey]>([:])
    let searching = OpenedSearchSecrets()

    static let tables = [
        StructureKeysTable.declaration, VaultTable.declaration, PatientKeysTable.declaration,
        SearchSecretsTable.declaration,
    ]
    static let migrations = [
        Migration("keys-001", [.create(StructureKeysTable.declaration), .create(VaultTable.declaration)]),
        Migration("keys-002-patients", [.create(PatientKeysTable.declaration)]),
        Migration("keys-003-search", [.create(SearchSecretsTable.declaration)]),
    ]

    init(store: any Store, root: RootKey) {
        self.store = store
        self.root = root
    }

    /// Marks an empty key store as made under this root key.
    func claim() async throws {
        let fingerprint = root.fingerprint
        try await store.write { tx in
            guard try tx.first("SELECT id FROM vault") == nil else { return }
            try tx.run("INSERT INTO vault (id, fingerprint) VALUES ('root', \(fingerprint))")
        }
    }

    /// Refuses a key store of another installation.
    func verify() async throws {
        let found = try await store.read { tx in try tx.first("SELECT fingerprint FROM vault")?.text("fingerprint") }
        guard found == root.fingerprint else { throw VaultError.foreignKeyStore }
    }

    /// The key of a structure, made if there is none yet. Durable before it is returned.
    func makeKey(for structure: String, at now: Instant) async throws -> StructureKey {
        if let key = try await find(structure) { return key }
        let key = StructureKey.fresh(for: structure)
        let wrapped = try key.wrapped(under: root)
        try await store.write { tx in
            _ = try tx.run(
                "INSERT INTO structure_keys (id, wrapped, created_at) VALUES (\(structure), \(wrapped), \(now))")
        }
        opened.withLock { $0[structure] = key }
        return key
    }

    func key(for structure: String) async throws -> StructureKey {
        guard let key = try await find(structure) else { throw VaultError.structureKeyMissing(structure: structure) }
        return key
    }

    private func find(_ structure: String) async throws -> StructureKey? {
        if let key = opened.withLock({ $0[structure] }) { return key }
        let wrapped = try await store.read { tx in
            try tx.first("SELECT wrapped FROM structure_keys WHERE id = \(structure)")?.bytes("wrapped")
        }
        guard let wrapped else { return nil }
        let key = try StructureKey.unwrap(wrapped, structure: structure, under: root)
        opened.withLock { $0[structure] = key }
        return key
    }
}
