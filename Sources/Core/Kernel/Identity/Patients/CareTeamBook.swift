/// Care teams of a structure: what makes several professionals one team, attested by the structure (rule 39).
public struct CareTeamBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    /// The structure attests a team today.
    package func attest(
        _ name: String, basis: TeamBasis, reference: String?, in structure: String, by account: String
    ) async throws -> CareTeam {
        let now = clock.now
        let team = CareTeam(
            id: RowID.fresh(at: now), name: name, basis: basis, reference: reference, attestedBy: account,
            attestedOn: now.parisDay)
        try await store.write { tx in try CareTeamBases.insert(team, structure: structure, at: now, tx) }
        return team
    }

    /// Somebody of the staff joins a team of their own structure.
    package func join(_ team: CareTeam, membership: String, role: String, in structure: String) async throws {
        let now = clock.now
        let key = try await keychain.key(for: structure)
        let place = CareTeamPlace(
            id: RowID.fresh(at: now), team: team.id, membership: membership, role: role, startsOn: now.parisDay)
        try await store.write { tx in
            try CareTeamMembers.insert(place, structure: structure, key: key, at: now, tx)
        }
    }

    /// Today is the last day of a team.
    package func end(_ team: CareTeam, in structure: String) async throws {
        let today = clock.today
        try await store.write { tx in try CareTeamBases.end(team.id, structure: structure, on: today, tx) }
    }

    /// Teams of a structure, ended ones too.
    public func teams(in structure: String) async throws -> [CareTeam] {
        try await store.read { tx in try CareTeamBases.rows(structure, tx).map { try CareTeamBases.read($0) } }
    }

    /// The members of one team, those who left too.
    public func members(of team: CareTeam, in structure: String) async throws -> [CareTeamPlace] {
        let key = try await keychain.key(for: structure)
        return try await store.read { tx in
            try CareTeamMembers.rows(structure, team: team.id, tx).map { try CareTeamMembers.read($0, key: key) }
        }
    }

    /// The ground on which a membership belongs to a team today; `.none` where it belongs to none.
    public func basis(of membership: String, in structure: String) async throws -> TeamBasis {
        let today = clock.today
        let words = try await store.read { tx in
            try CareTeamMembers.bases(of: membership, in: structure, on: today, tx)
        }
        return words.compactMap { TeamBasis(rawValue: $0) }.first { $0 != .none } ?? .none
    }
}
