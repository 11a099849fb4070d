import Kernel
import Web

/// Care teams of the structure: their legal ground, attested by its administrator, and who is in them (rule 39).
struct AttestTeams: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/teams", for: .staff(.administrator, .professional, .staff)) { request, session in
            try await page(request, session, error: nil)
        }
        routes.post("/teams", for: .staff(.administrator), attest)
        routes.post("/teams/join", for: .staff(.administrator), join)
        routes.post("/teams/leave", for: .staff(.administrator), leave)
        routes.post("/teams/end", for: .staff(.administrator), end)
    }

    private func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let (structure, today) = (session.account.structure, kernel.clock.today)
        let colleagues = try await kernel.accounts.colleagues(in: structure)
        let names = Dictionary(colleagues.map { ($0.membership, $0.name) }, uniquingKeysWith: { first, _ in first })
        let manages = session.has(.administrator)
        var teams: [TeamsPage.Team] = []
        for team in try await kernel.careTeams.teams(in: structure) {
            let members = try await kernel.careTeams.members(of: team, in: structure)
            let over = team.endsOn.map { $0 < today } ?? false
            let places = members.map { place in
                let left = place.endsOn.map { $0 < today } ?? false
                return TeamsPage.Place(
                    place: place.id, member: names[place.membership] ?? request.texts("consents.formerColleague"),
                    role: place.role, from: day(place.startsOn, request),
                    to: place.endsOn.map { day($0, request) }, removable: manages && !left && !over)
            }
            let inside = Set(members.filter { $0.endsOn.map { today <= $0 } ?? true }.map(\.membership))
            teams.append(
                .init(
                    team: team.id, name: team.name, ground: request.texts("team.ground.\(team.basis.rawValue)"),
                    asks: request.texts("team.asks.\(team.basis.rawValue)"), deed: team.reference,
                    attested: day(team.attestedOn, request), over: over, ended: team.endsOn.map { day($0, request) },
                    places: places, nobody: places.isEmpty, changeable: manages && !over,
                    candidates: colleagues.filter { $0.role == .professional && !inside.contains($0.membership) }.map {
                        Choice(value: $0.membership, label: "\($0.name), \($0.function)", selected: false)
                    }))
        }
        return .page(
            TeamsPage(
                title: request.texts("team.teams"), error: error, teams: teams, none: teams.isEmpty, manages: manages,
                grounds: TeamBasis.allCases.filter { $0 != .none }.map {
                    Choice(value: $0.rawValue, label: request.texts("team.ground.\($0.rawValue)"), selected: false)
                }), status: error == nil ? 200 : 422)
    }

    private func attest(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, caller in
            try await kernel.careTeams.attest(
                form["name"], basis: TeamBasis(rawValue: form["ground"]) ?? .none, deed: form["deed"], as: caller)
        }
    }

    private func join(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, caller in
            try await kernel.careTeams.join(
                form["team"], membership: form["member"], role: form["role"], as: caller)
        }
    }

    private func leave(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, caller in try await kernel.careTeams.leave(form["place"], as: caller) }
    }

    private func end(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, caller in try await kernel.careTeams.end(form["team"], as: caller) }
    }

    private func act(
        _ request: Request, _ session: StaffSession, _ body: (Form, Caller) async throws -> Void
    ) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do { try await body(request.form, caller) } catch let refusal as CareTeamRefusal {
            return try await page(request, session, error: refusal.sentence.in(request.language))
        }
        return .seeOther("/teams")
    }

    private func day(_ day: Day, _ request: Request) -> String {
        request.language == .fr ? day.french : day.description
    }
}
