/// Somebody of a structure's staff in one situation d'exercice, as colleagues are named to each other.
public struct Colleague: Sendable, Hashable {
    /// Id of the situation d'exercice.
    public let membership: String
    /// Id of the account.
    public let account: String
    public let name: String
    public let function: String
    public let role: StaffRole
}

extension AccountBook {
    /// Everybody with a situation in the structure whose account is its own, by name.
    ///
    /// - Parameter structure: its id.
    public func colleagues(in structure: String) async throws -> [Colleague] {
        let (rows, memberships) = try await store.read { tx in
            (try Accounts.rows(ofStructure: structure, tx), try Memberships.rows(ofStructure: structure, tx))
        }
        guard !rows.isEmpty else { return [] }
        let key = try await keychain.key(for: structure)
        var names: [String: String] = [:]
        for row in rows {
            let account = try Accounts.read(row, memberships: [], key: key)
            names[account.id] = account.name
        }
        return try memberships.compactMap { row -> Colleague? in
            let account = try row.text("account")
            guard let name = names[account] else { return nil }
            let place = try Memberships.read(row, key: key)
            return Colleague(
                membership: try row.text("id"), account: account, name: name, function: place.position,
                role: place.role)
        }.sorted { ($0.name, $0.membership) < ($1.name, $1.membership) }
    }
}
