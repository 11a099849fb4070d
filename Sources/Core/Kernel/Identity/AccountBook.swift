/// Accounts of staff.
public struct AccountBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    /// Adds somebody to a structure's staff.
    package func add(
        familyName: String, givenName: String, function: String, email: String, roles: [StaffRole],
        to structure: Structure
    ) async throws -> Account {
        let now = clock.now
        let account = Account(
            id: RowID.fresh(at: now), structure: structure.id, familyName: familyName, givenName: givenName,
            function: function, email: email, roles: roles)
        let key = try await keychain.key(for: structure.id)
        try await store.write { tx in try Accounts.insert(account, key: key, at: now, tx) }
        return account
    }

    /// The staff of a structure, in the order in which they came.
    public func staff(of structure: StructureHeader) async throws -> [Account] {
        let (rows, memberships) = try await store.read { tx in
            (try Accounts.rows(ofStructure: structure.id, tx), try Memberships.rows(ofStructure: structure.id, tx))
        }
        guard !rows.isEmpty else { return [] }
        let key = try await keychain.key(for: structure.id)
        return try rows.map { try Accounts.read($0, memberships: memberships, key: key) }
    }

    /// Nil where there is no such account, or it is closed.
    public func find(_ id: String) async throws -> Account? {
        let (row, memberships) = try await store.read { tx in
            (try Accounts.row(id, tx), try Memberships.rows(ofAccount: id, tx))
        }
        guard let row else { return nil }
        let key = try await keychain.key(for: try row.text("structure"))
        return try Accounts.read(row, memberships: memberships, key: key)
    }
}
