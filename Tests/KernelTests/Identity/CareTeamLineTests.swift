import TestSupport
import Testing

@testable import Kernel

/// Care teams through their book: attested by the structure, each change with its line (rules 39, 49).
struct CareTeamLineTests {
    private static func administrator(_ world: GateWorld, _ kind: CallerKind = .administrator) -> Caller {
        Caller(
            Facts.Caller(kind: kind, id: "admin", structure: world.home.id, level: .twoFactors), means: "passkey",
            address: "192.0.2.9")
    }

    private static func membership(_ world: GateWorld) async throws -> String {
        let account = try await world.kernel.accounts.add(
            familyName: "Collègue", givenName: "Alix", function: "médecin", email: "alix@essai.example",
            roles: [.professional], to: world.home)
        return try #require(try await world.kernel.accounts.situation(of: account))
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 39: the administrator attests, somebody joins and leaves, the team ends; every step has its line`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (teams, admin) = (world.kernel.careTeams, Self.administrator(world))
            let member = try await Self.membership(world)
            let team = try await teams.attest("Équipe", basis: .sameStructure, deed: nil, as: admin)
            try await teams.join(team.id, membership: member, role: "médecin", as: admin)
            #expect(try await teams.bases(of: member, in: world.home.id) == [.sameStructure])
            await #expect(throws: CareTeamRefusal.alreadyMember) {
                try await teams.join(team.id, membership: member, role: "médecin", as: admin)
            }
            let place = try #require(try await teams.members(of: team, in: world.home.id).first)
            try await teams.leave(place.id, as: admin)
            #expect(try await teams.bases(of: member, in: world.home.id).isEmpty)
            await #expect(throws: CareTeamRefusal.unknownTeam) { try await teams.leave(place.id, as: admin) }
            try await teams.end(team.id, as: admin)
            await #expect(throws: CareTeamRefusal.teamEnded) {
                try await teams.join(team.id, membership: member, role: "médecin", as: admin)
            }
            let lines = try await world.lines().filter { $0.reason.hasPrefix("team-") }
            #expect(lines.map(\.reason) == ["team-attested", "team-joined", "team-left", "team-ended"])
            #expect(lines.allSatisfy { $0.actor.id == "admin" && $0.treatment == "T00" && $0.address == "192.0.2.9" })
        }
    }

    @Test func `a team without ground, or a formalised one without deed, is not attested; nor by anybody in care`()
        async throws
    {
        try await GateWorld.use { world in
            let (teams, admin) = (world.kernel.careTeams, Self.administrator(world))
            let before = try await teams.teams(in: world.home.id).count
            for (name, basis, deed, refusal) in [
                ("Équipe", TeamBasis.none, "x", CareTeamRefusal.groundMissing),
                ("Équipe", .formalised, " ", .deedMissing),
                (" ", .sameStructure, nil, .nameMissing),
                (String(repeating: "a", count: 201), .sameStructure, nil, .nameMissing),
            ] as [(String, TeamBasis, String?, CareTeamRefusal)] {
                await #expect(throws: refusal) {
                    try await teams.attest(name, basis: basis, deed: deed, as: admin)
                }
            }
            for caller in [world.nurse, Self.administrator(world, .dpo), Self.administrator(world, .patient)] {
                await #expect(throws: CareTeamRefusal.notYours) {
                    try await teams.attest("Équipe", basis: .sameStructure, deed: nil, as: caller)
                }
            }
            #expect(try await teams.teams(in: world.home.id).count == before)
            #expect(try await world.lines().count { $0.resource == "care-team" && $0.verdict == "deny" } == 3)
        }
    }

    @Test func `rule 67: another structure's administrator changes nothing of this one's teams`() async throws {
        try await GateWorld.use { world in
            let teams = world.kernel.careTeams
            let team = try await teams.attest("Équipe", basis: .sameStructure, deed: nil, as: Self.administrator(world))
            let other = Caller(
                Facts.Caller(kind: .administrator, id: "x", structure: world.ward.id, level: .twoFactors),
                means: "passkey")
            await #expect(throws: CareTeamRefusal.unknownTeam) { try await teams.end(team.id, as: other) }
            await #expect(throws: CareTeamRefusal.unknownTeam) {
                try await teams.join(team.id, membership: "nurse-membership", role: "r", as: other)
            }
            let standing = try await teams.teams(in: world.home.id).first { $0.id == team.id }
            #expect(standing?.endsOn == nil)
        }
    }
}
