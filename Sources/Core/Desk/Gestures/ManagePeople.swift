import Kernel
import Web

/// Who works for the structure, what each may do, and the changes that an administrator makes to it. The DPO reads.
struct ManagePeople: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/people", for: .staff(.administrator, .dpo), list)
        routes.get("/people/new", for: .staff(.administrator)) { request, session in
            newPage(request, session, refusal: nil)
        }
        routes.post("/people/new", for: .staff(.administrator), invite)
        routes.get("/people/{account}", for: .staff(.administrator, .dpo)) { request, session in
            try await page(request, session, refusal: nil)
        }
        routes.post("/people/{account}/roles", for: .staff(.administrator), grant)
        routes.post("/people/{account}/end", for: .staff(.administrator), end)
        routes.post("/people/{account}/suspend", for: .staff(.administrator), suspend)
        routes.post("/people/{account}/restore", for: .staff(.administrator), restore)
        routes.post("/people/{account}/link", for: .staff(.administrator), link)
    }

    // MARK: reading

    private func list(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let today = kernel.clock.today
        let people = try await kernel.people.list(session)
        return .page(
            PeoplePage(
                title: request.texts("people.title"), tabs: PeopleTabs(session, on: .list),
                canAct: session.has(.administrator),
                people: people.map { PersonRow($0, today, request.texts) }))
    }

    private func page(
        _ request: Request, _ session: StaffSession, refusal: PeopleRefusal?
    ) async throws -> Answer {
        guard let member = try await kernel.people.find(request.parameter("account"), session) else { return .notFound }
        let choices = try await kernel.accessChoices.choices(of: session.account.structure)
        let words = GrantWords(choices: choices, today: kernel.clock.today, texts: request.texts)
        let acts = session.has(.administrator)
        let (texts, language) = (request.texts, request.language)
        let page = PersonPage(
            title: member.name, tabs: PeopleTabs(session, on: .person), error: refusal?.sentence.in(language),
            path: "/people/\(member.id)", person: PersonRow(member, kernel.clock.today, texts),
            nationalID: member.nationalID, isOwn: member.isOwn,
            invitedUntil: member.invitedUntil?.written(in: language),
            grants: member.active.map { words.card(member, $0, acts: acts) }, noGrant: member.active.isEmpty,
            past: member.grants.filter { !$0.isActive }.map { words.ended($0) },
            canGive: acts && member.state == .active,
            roles: ManagePeople.roles(request.form["role"], language),
            professions: ManagePeople.professions(request.form["profession"], language),
            position: request.form["position"],
            canSuspend: acts && member.isOwn && member.state == .active && member.id != session.account.id,
            canRestore: acts && member.isOwn && member.state == .suspended,
            canLink: acts && member.isOwn && member.state == .active && member.means.isEmpty)
        return .page(page, status: refusal == nil ? 200 : 422)
    }

    static func roles(_ chosen: String, _ language: Language) -> [Choice] {
        PeopleBook.givenRoles.map {
            Choice(value: $0.rawValue, label: $0.label.in(language), selected: $0.rawValue == chosen)
        }
    }

    static func professions(_ chosen: String, _ language: Language) -> [Choice] {
        Profession.allCases.map {
            Choice(value: $0.rawValue, label: $0.label.in(language), selected: $0.rawValue == chosen)
        }
    }

    // MARK: changing

    private func newPage(_ request: Request, _ session: StaffSession, refusal: PeopleRefusal?) -> Answer {
        let form = request.form
        let page = NewPersonPage(
            title: request.texts("people.new"), tabs: PeopleTabs(session, on: .new),
            error: refusal?.sentence.in(request.language), familyName: form["familyName"],
            givenName: form["givenName"], mail: form["mail"], position: form["position"],
            nationalID: form["nationalID"], roles: ManagePeople.roles(form["role"], request.language),
            professions: ManagePeople.professions(form["profession"], request.language))
        return .page(page, status: refusal == nil ? 200 : 422)
    }

    private func invite(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let form = request.form
        do {
            guard let role = StaffRole(rawValue: form["role"]) else { throw PeopleRefusal.roleNotGiven }
            let written = ["familyName", "givenName", "position", "nationalID"].map { form[$0] }
            guard written.allSatisfy({ $0.count <= 200 && !$0.holdsControlCharacter }) else {
                throw PeopleRefusal.nameMissing
            }
            let number = form["nationalID"].filter { !$0.isWhitespace }
            let invited = try await kernel.people.invite(
                StaffInvitation(
                    familyName: form["familyName"], givenName: form["givenName"], mail: form["mail"], role: role,
                    position: form["position"], profession: Profession(rawValue: form["profession"]),
                    nationalID: number.isEmpty ? nil : number), by: session, from: request.doorstep)
            guard let token = invited.token else { return .seeOther("/people/\(invited.account)") }
            return linkPage(request, token, account: invited.account)
        } catch let refusal as PeopleRefusal {
            return newPage(request, session, refusal: refusal)
        } catch SignInRefusal.proofNeeded { return StepUp.first("/people/new") }
    }

    /// Shown once: the store keeps its digest alone.
    private func linkPage(_ request: Request, _ token: String, account: String) -> Answer {
        .page(
            InvitationLinkPage(
                title: request.texts("people.linkTitle"), link: request.absolute("/enrol/" + token),
                back: "/people/\(account)"))
    }

    private func link(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let account = request.parameter("account")
        do {
            let token = try await kernel.people.renewLink(for: account, by: session, from: request.doorstep)
            return linkPage(request, token, account: account)
        } catch let refusal as PeopleRefusal {
            return try await page(request, session, refusal: refusal)
        } catch SignInRefusal.proofNeeded { return StepUp.first("/people/\(account)") }
    }

    private func grant(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await change(request, session) { account in
            guard let role = StaffRole(rawValue: request.form["role"]) else { throw PeopleRefusal.roleNotGiven }
            let position = request.form["position"]
            guard position.count <= 200, !position.holdsControlCharacter else { throw PeopleRefusal.nameMissing }
            try await kernel.people.grant(
                role, position: position, profession: Profession(rawValue: request.form["profession"]), to: account,
                by: session, from: request.doorstep)
        }
    }

    private func end(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await change(request, session) { _ in
            try await kernel.people.end(request.form["grant"], by: session, from: request.doorstep)
        }
    }

    private func suspend(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await change(request, session) { account in
            try await kernel.people.suspend(account, by: session, from: request.doorstep)
        }
    }

    private func restore(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await change(request, session) { account in
            try await kernel.people.restore(account, by: session, from: request.doorstep)
        }
    }

    private func change(
        _ request: Request, _ session: StaffSession, _ body: (String) async throws -> Void
    ) async throws -> Answer {
        let account = request.parameter("account")
        do { try await body(account) } catch let refusal as PeopleRefusal {
            return try await page(request, session, refusal: refusal)
        } catch SignInRefusal.proofNeeded { return StepUp.first("/people/\(account)") }
        return .seeOther("/people/\(account)")
    }
}

/// A sensitive act without a recent proof: to the page that asks for one, which then leads back.
enum StepUp {
    static func first(_ back: String) -> Answer { .seeOther("/account/confirm?to=\(back)") }

    /// A path of ours that the page of the proof may lead back to; nil for anything else.
    static func back(_ path: String?) -> String? {
        guard let path, path.utf8.count <= 120,
            ["/people", "/accesses", "/register", "/patients"].contains(where: path.hasPrefix),
            path.utf8.allSatisfy({ byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 47
            }), !path.contains("//")
        else { return nil }
        return path
    }
}
