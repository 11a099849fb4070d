import Synchronization

/// Wrapped search secrets, in the key store. Losing one makes people unfindable by name, not unreadable.
enum SearchSecretsTable: ReferenceTable {
    static let name: StaticString = "search_secrets"
    static let title: StaticString = "Secrets des index de recherche, chiffrés"
    static let columns = [ReferenceColumn("wrapped", .bytes), ReferenceColumn("created_at", .instant)]
}

extension BlindIndex: SQLBindable {
    package var sqlValue: SQLValue { .bytes(bytes) }
}

/// The search secrets that were opened; like structure keys they stay in memory.
final class OpenedSearchSecrets: Sendable {
    private let secrets = Mutex<[SearchSecret.Scope: SearchSecret]>([:])

    subscript(scope: SearchSecret.Scope) -> SearchSecret? {
        get { secrets.withLock { $0[scope] } }
        set { secrets.withLock { $0[scope] = newValue } }
    }
}

extension Keychain {
    /// The secret of a scope, made at its first use. Durable before it is returned, so that an index made with it
    /// can always be found again.
    package func searchSecret(
        _ scope: SearchSecret.Scope, at now: Instant = TimeSource.system.now
    ) async throws
        -> SearchSecret
    {
        if let secret = searching[scope] { return secret }
        let fresh = SearchSecret.fresh()
        let secret =
            switch scope {
            case .accounts, .links:
                try await underRoot { [store] root in
                    try await kept(scope, in: store, at: now, root, fresh)
                }
            case .patients(let structure):
                try await with(keyOf: structure) { [store] parent in
                    try await kept(scope, in: store, at: now, parent, fresh)
                }
            }
        searching[scope] = secret
        return secret
    }

    /// The secret that is in use: the one in the store, or the fresh one where there is none.
    private func kept(
        _ scope: SearchSecret.Scope, in store: any Store, at now: Instant, _ key: some SecretWrapping,
        _ fresh: SearchSecret
    ) async throws -> SearchSecret {
        let name = scope.name
        let found = try await store.read { tx in
            try tx.first("SELECT wrapped FROM search_secrets WHERE id = \(name)")?.bytes("wrapped")
        }
        if let found { return try key.unwrap(found, named: name) }
        let candidate = try key.wrap(fresh, named: name)
        // Read again under the writer's lock: another node may have been first, and its secret is the one in use.
        let stored = try await store.write { tx in
            let found = try tx.first("SELECT wrapped FROM search_secrets WHERE id = \(name)")?.bytes("wrapped")
            if let found { return found }
            try key.refuseIfReplaced(tx)
            try tx.run(
                "INSERT INTO search_secrets (id, wrapped, created_at) VALUES (\(name), \(candidate), \(now))")
            return candidate
        }
        return try key.unwrap(stored, named: name)
    }
}

/// What a search secret may be wrapped under.
protocol SecretWrapping: Sendable {
    func wrap(_ secret: SearchSecret, named name: String) throws -> [UInt8]
    func unwrap(_ cell: [UInt8], named name: String) throws -> SearchSecret
    func refuseIfReplaced(_ tx: borrowing Writing) throws
}

extension RootKey: SecretWrapping {
    func wrap(_ secret: SearchSecret, named name: String) throws -> [UInt8] {
        try secret.wrapped(under: self, name: name)
    }
    func unwrap(_ cell: [UInt8], named name: String) throws -> SearchSecret {
        try SearchSecret.unwrap(cell, name: name, under: self)
    }
    func refuseIfReplaced(_ tx: borrowing Writing) throws { try Keychain.fence(self, tx) }
}

extension StructureKey: SecretWrapping {
    func wrap(_ secret: SearchSecret, named name: String) throws -> [UInt8] {
        try secret.wrapped(under: self, name: name)
    }
    func unwrap(_ cell: [UInt8], named name: String) throws -> SearchSecret {
        try SearchSecret.unwrap(cell, name: name, under: self)
    }
    func refuseIfReplaced(_ tx: borrowing Writing) throws { try fence(tx) }
}
