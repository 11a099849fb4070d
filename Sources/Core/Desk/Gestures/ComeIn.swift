import Kernel
import Web

/// Sign-in by password and code or by passkey, in every environment; the clickable cast in the demonstration.
struct ComeIn: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/sign-in", for: .anyone) { request, _ in try await page(request) }
        routes.post("/sign-in", for: .anyone, first)
        routes.post("/sign-in/code", for: .anyone, second)
        routes.post("/sign-in/passkey", for: .anyone, passkey)
        routes.post("/sign-out", for: .anyone) { request, _ in try await request.signOut() }
    }

    private func page(_ request: Request, refusal: SignInRefusal? = nil) async throws -> Answer {
        let form = PasskeyForm(
            path: "/sign-in/passkey", ceremony: "get",
            options: try await kernel.signIn.passkeyOptions(from: request.doorstep),
            button: request.texts("signin.passkey"), named: false)
        let page = SignInPage(
            title: request.texts("signin.title"), error: refusal?.sentence(in: request.language),
            mail: request.form["mail"], passkey: form, isDemo: request.isDemo,
            hasProviders: !kernel.providers.buttons.isEmpty,
            providers: kernel.providers.buttons.map { .init(key: $0.key, name: $0.name) },
            structures: request.isDemo ? try await cast(request) : [])
        return ComeIn.answer(page, refusal)
    }

    private func cast(_ request: Request) async throws -> [SignInPage.Group] {
        var groups: [SignInPage.Group] = []
        for header in try await kernel.structures.list().prefix(12) {
            let people = try await kernel.accounts.staff(of: header).map { account in
                SignInPage.Person(
                    id: account.id, name: account.name, function: account.function,
                    roles: Welcome.roles(account, request.language))
            }
            if !people.isEmpty { groups.append(.init(name: header.name, people: people)) }
        }
        return groups
    }

    private func first(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        if request.isDemo, request.form.has("account") {
            guard let account = try await kernel.accounts.find(request.form["account"]) else { return .notFound }
            return try await request.signIn(as: account)
        }
        do {
            let pending = try await kernel.signIn.withPassword(
                request.form["mail"], request.form["password"], from: request.doorstep)
            return .page(code(request, pending: pending))
        } catch let refusal as SignInRefusal {
            return try await page(request, refusal: refusal)
        }
    }

    private func code(_ request: Request, pending: String, refusal: SignInRefusal? = nil) -> SignInCodePage {
        SignInCodePage(
            title: request.texts("signin.code.title"), error: refusal?.sentence(in: request.language), pending: pending)
    }

    private func second(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        let pending = request.form["pending"]
        do {
            let entry = try await kernel.signIn.withCode(
                request.form["code"], after: pending, from: request.doorstep)
            return request.enter(entry, to: ComeIn.start(entry))
        } catch SignInRefusal.expired {
            return try await page(request, refusal: .expired)
        } catch let refusal as SignInRefusal {
            return ComeIn.answer(code(request, pending: pending, refusal: refusal), refusal)
        }
    }

    private func passkey(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        do {
            let entry = try await kernel.signIn.withPasskey(request.form["answer"], from: request.doorstep)
            return request.enter(entry, to: ComeIn.start(entry))
        } catch let refusal as SignInRefusal {
            return try await page(request, refusal: refusal)
        }
    }

    /// Where somebody lands who has just come in.
    static func start(_ entry: Entry) -> String { entry.mustChoose ? "/account/situation" : "/" }

    /// A form's page, which says why not where it was refused, and from when on it may be tried again.
    static func answer(_ page: some Page, _ refusal: SignInRefusal?) -> Answer {
        switch refusal {
        case nil: .page(page)
        case .wait(let seconds): .page(page, status: 429).retry(afterSeconds: seconds)
        case .some: .page(page, status: 422)
        }
    }
}
