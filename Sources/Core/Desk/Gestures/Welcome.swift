import Kernel
import Web

/// Home, sign-in of the demonstration's cast, sign-out, account.
struct Welcome: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/", for: .anyone, home)
        routes.get("/sign-in", for: .anyone, cast)
        routes.post("/sign-in", for: .anyone, signIn)
        routes.post("/sign-out", for: .anyone) { request, _ in try await request.signOut() }
        routes.get("/account", for: .signedIn, account)
    }

    private func home(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        guard let session = visitor.session else {
            return .page(
                HomePage(
                    title: "Citana", signedIn: false, structure: "", modules: [], canRead: false, isDemo: request.isDemo
                ))
        }
        let structure = try await kernel.structures.find(session.structureRef)
        let states = structure.kind == .publisher ? [] : try await kernel.contracts.states(of: structure)
        let cards = states.compactMap { state -> ModuleCard? in
            guard let module = kernel.register.declarations.module(state.module) else { return nil }
            let french = request.language == .fr
            return ModuleCard(
                title: french ? module.title.fr : module.title.en,
                promise: french ? module.promise.fr : module.promise.en,
                state: request.texts("module.state.\(state.status.rawValue)"), on: state.status == .enabled,
                path: "/" + Welcome.prefix(state.module))
        }
        return .page(
            HomePage(
                title: session.structureName, signedIn: true, structure: session.structureName, modules: cards,
                canRead: [.dpo, .administrator, .operator].contains(where: session.has), isDemo: request.isDemo))
    }

    /// The module's prefix on the web: one noun each.
    static func prefix(_ module: ModuleName) -> String {
        switch module.value {
        case "shared-records": "records"
        case "partner-exchange": "partners"
        default: module.value
        }
    }

    private func cast(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        var groups: [SignInPage.Group] = []
        if request.isDemo {
            for header in try await kernel.structures.list().prefix(12) {
                let people = try await kernel.accounts.staff(of: header).map { account in
                    SignInPage.Person(
                        id: account.id, name: account.name, function: account.function,
                        roles: Welcome.roles(account, request.language))
                }
                if !people.isEmpty { groups.append(.init(name: header.name, people: people)) }
            }
        }
        return .page(
            SignInPage(
                title: request.texts("signin.title"), isDemo: request.isDemo, closed: !request.isDemo,
                structures: groups))
    }

    private func signIn(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        guard request.isDemo, let account = try await kernel.accounts.find(request.form["account"]) else {
            return .notFound
        }
        return try await request.signIn(as: account)
    }

    private func account(_ request: Request, _ session: StaffSession) async throws -> Answer {
        .page(
            AccountPage(
                title: request.texts("account.title"), name: session.account.name, function: session.account.function,
                roles: Welcome.roles(session.account, request.language), structure: session.structureName,
                email: session.account.email))
    }

    static func roles(_ account: Account, _ language: Language) -> String {
        account.roles.map { language == .fr ? $0.label.fr : $0.label.en }.joined(separator: ", ")
    }
}
