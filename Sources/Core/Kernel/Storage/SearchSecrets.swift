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
        let name = scope.name
        let wrapping: StructureKey? =
            switch scope {
            case .accounts, .links: nil
            case .patients(let structure): try await key(for: structure)
            }
        let fresh = SearchSecret.fresh()
        let candidate = try wrap(fresh, name: name, wrapping)
        let kept = try await store.read { tx in
            try tx.first("SELECT wrapped FROM search_secrets WHERE id = \(name)")?.bytes("wrapped")
        }
        if let kept { return try opened(kept, scope, wrapping) }
        // Read again under the writer's lock: another node may have been first, and its secret is the one in use.
        let stored = try await store.write { tx in
            let found = try tx.first("SELECT wrapped FROM search_secrets WHERE id = \(name)")?.bytes("wrapped")
            if let found { return found }
            try tx.run(
                "INSERT INTO search_secrets (id, wrapped, created_at) VALUES (\(name), \(candidate), \(now))")
            return candidate
        }
        return try opened(stored, scope, wrapping)
    }

    private func wrap(_ secret: SearchSecret, name: String, _ wrapping: StructureKey?) throws -> [UInt8] {
        guard let wrapping else { return try secret.wrapped(under: root, name: name) }
        return try secret.wrapped(under: wrapping, name: name)
    }

    private func opened(_ cell: [UInt8], _ scope: SearchSecret.Scope, _ wrapping: StructureKey?) throws -> SearchSecret
    {
        let secret =
            if let wrapping { try SearchSecret.unwrap(cell, name: scope.name, under: wrapping) } else {
                try SearchSecret.unwrap(cell, name: scope.name, under: root)
            }
        searching[scope] = secret
        return secret
    }
}
