import Kernel
import Web

/// `/`.
struct HomePage: Page {
    static let template: StaticString = "home"
    static let example = HomePage(
        title: "Citana", signedIn: true, structure: "Structure", modules: [.example], canRead: true, isDemo: true)
    let title: String
    let signedIn: Bool
    let structure: String
    let modules: [ModuleCard]
    let canRead: Bool
    let isDemo: Bool
}

/// A module in one line.
struct ModuleCard: Sendable {
    let title: String
    let promise: String
    let state: String
    let on: Bool
    let path: String
    static let example = ModuleCard(
        title: "Module", promise: "Promesse", state: "activé", on: true, path: "/questionnaires")
}

/// `/sign-in`.
struct SignInPage: Page {
    static let template: StaticString = "sign-in"
    static let example = SignInPage(
        title: "Connexion", isDemo: true, closed: true,
        structures: [
            .init(name: "Structure", people: [.init(id: "1", name: "Nom", function: "fonction", roles: "rôle")])
        ])
    let title: String
    let isDemo: Bool
    let closed: Bool
    let structures: [Group]

    struct Group: Sendable {
        let name: String
        let people: [Person]
    }
    struct Person: Sendable {
        let id: String
        let name: String
        let function: String
        let roles: String
    }
}

/// `/account`.
struct AccountPage: Page {
    static let template: StaticString = "account"
    static let example = AccountPage(
        title: "Mon compte", name: "Nom", function: "fonction", roles: "rôle", structure: "Structure",
        email: "a@b.example")
    let title: String
    let name: String
    let function: String
    let roles: String
    let structure: String
    let email: String
}
