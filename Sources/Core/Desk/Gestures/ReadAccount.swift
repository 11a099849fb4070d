import Kernel
import Web

/// One's own account: what one is, how one comes in, where one is signed in.
struct ReadAccount: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/account", for: .signedIn) { request, session in try await page(request, session) }
        routes.post("/account/session", for: .signedIn, endSession)
        routes.post("/account/sessions", for: .signedIn, endOthers)
        routes.post("/account/device", for: .signedIn, forgetDevice)
        routes.get("/account/situation", for: .signedIn, situations)
        routes.post("/account/situation", for: .signedIn, takeSituation)
        routes.get("/account/confirm", for: .signedIn) { request, session in try await confirmPage(request, session) }
        routes.post("/account/confirm", for: .signedIn, confirm)
        routes.post("/account/confirm/passkey", for: .signedIn, confirmPasskey)
    }

    private func page(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let own = kernel.ownAccount
        let (texts, language) = (request.texts, request.language)
        let factors = try await own.factors(of: session)
        let fresh = session.isFresh(at: kernel.clock.now)
        let shown = factors.filter { $0.kind != .recovery }.map { factor in
            AccountPage.Factor(
                id: factor.id, kind: texts("factor.\(factor.kind.rawValue)"),
                label: factor.label.isEmpty ? nil : factor.label,
                added: factor.addedAt.written(in: language), used: factor.lastUsedAt?.written(in: language),
                removable: fresh)
        }
        let sessions = try await own.sessions(of: session).map { found in
            AccountPage.Session(
                id: found.id, device: Browser.name(found.device, request.texts), address: found.address,
                opened: found.openedAt.written(in: language), seen: found.seenAt.written(in: language),
                isThis: found.isThis)
        }
        let devices = try await own.devices(of: session).map { device in
            AccountPage.Device(
                id: device.id, device: Browser.name(device.device, request.texts),
                first: device.firstSeenAt.written(in: language), last: device.lastSeenAt.written(in: language))
        }
        let situations = try await own.situations(of: session)
        return .page(
            AccountPage(
                title: texts("account.title"), name: session.account.name, function: session.account.function,
                roles: Welcome.roles(session.account, request.language), structure: session.structureName,
                email: session.account.email, severalSituations: situations.count > 1,
                administrator: session.has(.administrator), factors: shown,
                noFactor: factors.isEmpty, codesLeft: factors.count { $0.kind == .recovery }, fresh: fresh,
                passkey: PasskeyForm(
                    path: "/account/passkey", ceremony: "create",
                    options: try await own.passkeyOptions(session, from: request.doorstep),
                    button: texts("account.addPasskey"), named: true),
                sessions: sessions, devices: devices))
    }

    private func endSession(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            try await kernel.ownAccount.revoke(request.form["session"], session, from: request.doorstep)
        } catch SignInRefusal.expired {
            // It has ended already: what was asked for is so.
        }
        return .seeOther("/account")
    }

    private func endOthers(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await kernel.ownAccount.revokeOthers(session, from: request.doorstep)
        return .seeOther("/account")
    }

    private func forgetDevice(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            try await kernel.ownAccount.forget(device: request.form["device"], session, from: request.doorstep)
        } catch SignInRefusal.expired {
            // It is forgotten already.
        }
        return .seeOther("/account")
    }

    private func situations(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let all = try await kernel.ownAccount.situations(of: session).map { situation in
            SituationPage.Choice(
                id: situation.id, structure: situation.structureName, position: situation.position,
                role: request.language == .fr ? situation.role.label.fr : situation.role.label.en,
                current: situation.id == session.membership)
        }
        return .page(SituationPage(title: request.texts("situation.title"), situations: all))
    }

    private func takeSituation(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            try await kernel.ownAccount.take(request.form["situation"], session, from: request.doorstep)
            return .seeOther("/")
        } catch SignInRefusal.notAllowed {
            return .notFound
        }
    }

    private func confirmPage(
        _ request: Request, _ session: StaffSession, refusal: SignInRefusal? = nil
    ) async throws -> Answer {
        let back = StepUp.back(request.query("to"))
        let suffix = back.map { "?to=\($0)" } ?? ""
        let page = ConfirmPage(
            title: request.texts("confirm.title"), error: refusal?.sentence(in: request.language),
            path: "/account/confirm\(suffix)", back: back ?? "/account", isDemo: request.isDemo,
            passkey: PasskeyForm(
                path: "/account/confirm/passkey\(suffix)", ceremony: "get",
                options: try await kernel.ownAccount.confirmationOptions(session, from: request.doorstep),
                button: request.texts("confirm.passkey"), named: false))
        return ComeIn.answer(page, refusal)
    }

    private func confirm(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            try await kernel.ownAccount.confirm(
                session, password: request.form["password"], code: request.form["code"], from: request.doorstep)
            return .seeOther(StepUp.back(request.query("to")) ?? "/account")
        } catch let refusal as SignInRefusal {
            return try await confirmPage(request, session, refusal: refusal)
        }
    }

    private func confirmPasskey(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            try await kernel.ownAccount.confirm(session, passkey: request.form["answer"], from: request.doorstep)
            return .seeOther(StepUp.back(request.query("to")) ?? "/account")
        } catch let refusal as SignInRefusal {
            return try await confirmPage(request, session, refusal: refusal)
        }
    }
}

/// A browser's name from how it names itself: its family and system, enough to recognise one's own.
enum Browser {
    static func name(_ agent: String, _ texts: Texts) -> String {
        let families = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome")]
        let systems = [
            ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS X", "macOS"), ("Linux", "Linux"),
        ]
        let family =
            families.first { agent.contains($0.0) }?.1 ?? (agent.contains("Safari/") ? "Safari" : nil)
        let system = systems.first { agent.contains($0.0) }?.1
        let known = [family, system].compactMap { $0 }
        return known.isEmpty ? texts("account.unknownDevice") : known.joined(separator: ", ")
    }
}
