import Kernel
import Web

/// Adding, replacing and removing one's means of signing in. Each asks for a fresh proof.
struct ChangeFactors: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.post("/account/passkey", for: .signedIn, addPasskey)
        routes.post("/account/factor", for: .signedIn, remove)
        routes.post("/account/recovery-codes", for: .signedIn, renewCodes)
        routes.get("/account/password", for: .signedIn) { request, session in password(request, session) }
        routes.post("/account/password", for: .signedIn, setPassword)
        routes.get("/account/application", for: .signedIn) { request, session in
            try await application(request, session)
        }
        routes.post("/account/application", for: .signedIn, setApplication)
    }

    /// Without a fresh proof: to the page that asks for one.
    private func proven(_ body: () async throws -> Answer) async throws -> Answer {
        do { return try await body() } catch SignInRefusal.proofNeeded { return .seeOther("/account/confirm") }
    }

    private func addPasskey(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await proven {
            try await kernel.ownAccount.addPasskey(
                session, answer: request.form["answer"], label: request.form["label"], from: request.doorstep)
            return .seeOther("/account")
        }
    }

    private func remove(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await proven {
            try await kernel.ownAccount.remove(request.form["factor"], session, from: request.doorstep)
            return .seeOther("/account")
        }
    }

    private func renewCodes(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await proven {
            let codes = try await kernel.ownAccount.renewRecoveryCodes(session, from: request.doorstep)
            return .page(
                RecoveryCodesPage(title: request.texts("recovery.title"), codes: codes, next: "/account"))
        }
    }

    private func password(_ request: Request, _ session: StaffSession, refusal: SignInRefusal? = nil) -> Answer {
        guard session.isFresh(at: kernel.clock.now) else { return .seeOther("/account/confirm") }
        return ComeIn.answer(
            PasswordPage(title: request.texts("password.title"), error: refusal?.sentence(in: request.language)),
            refusal)
    }

    private func setPassword(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await proven {
            do {
                guard request.form["password"] == request.form["again"] else {
                    throw SignInRefusal.password(.notTheSame)
                }
                try await kernel.ownAccount.setPassword(
                    session, request.form["password"], from: request.doorstep)
                return .seeOther("/account")
            } catch SignInRefusal.password(let problem) {
                return password(request, session, refusal: .password(problem))
            }
        }
    }

    private func application(
        _ request: Request, _ session: StaffSession, refusal: SignInRefusal? = nil
    ) async throws -> Answer {
        guard session.isFresh(at: kernel.clock.now) else { return .seeOther("/account/confirm") }
        let given = request.form["offer"]
        let number = given.utf8.count == 32 ? given : TOTPOffer.number()
        let offer = try await kernel.ownAccount.offer(number, to: session)
        let form = TOTPForm(number: number, secret: offer.text, link: offer.link(account: session.account.email))
        return ComeIn.answer(
            ApplicationPage(
                title: request.texts("application.title"), error: refusal?.sentence(in: request.language), totp: form),
            refusal)
    }

    private func setApplication(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await proven {
            do {
                try await kernel.ownAccount.setTOTP(
                    session, offer: request.form["offer"], code: request.form["code"], from: request.doorstep)
                return .seeOther("/account")
            } catch SignInRefusal.wrong {
                return try await application(request, session, refusal: .wrong)
            }
        }
    }
}
