import Kernel
import Web

/// `/sign-in/situation`.
struct SituationsPage: Page {
    static let template: StaticString = "outside/situations"
    static let example = SituationsPage(
        title: "Situation d'exercice",
        situations: [.init(id: "1", structure: "Structure", site: "Site", profession: "Profession", sector: "SA07")])
    let title: String
    let situations: [Choice]

    struct Choice: Sendable {
        let id: String
        let structure: String
        let site: String
        let profession: String
        let sector: String
    }
}

/// A sign-in through a provider that did not come about.
struct ProviderRefusedPage: Page {
    static let template: StaticString = "outside/refused"
    static let example = ProviderRefusedPage(title: "Connexion impossible", text: "Recommencez.")
    let title: String
    let text: String
}

/// `/l/{token}` before proof.
struct LinkPage: Page {
    static let template: StaticString = "outside/link"
    static let example = LinkPage(
        title: "Un lien pour vous", path: "/l/0", birthDate: true, code: true, codeSent: true, channel: "SMS",
        problem: "Cela ne correspond pas.", hasProblem: true, resting: true, minutes: 15,
        providers: [.init(leave: "/l/0/with/fc", name: "FranceConnect")])
    let title: String
    let path: String
    var birthDate: Bool
    var code: Bool
    var codeSent: Bool
    var channel: String
    let problem: String
    let hasProblem: Bool
    var resting: Bool
    var minutes: Int
    var providers: [Provider]

    struct Provider: Sendable {
        let leave: String
        let name: String
    }
}

/// A link that is not, or not any more.
struct LinkGonePage: Page {
    static let template: StaticString = "outside/gone"
    static let example = LinkGonePage(title: "Ce lien ne fonctionne plus")
    let title: String
}

/// `/l/{token}` after proof.
struct PersonTaskPage: Page {
    static let template: StaticString = "outside/task"
    static let example = PersonTaskPage(title: "Rien ne vous attend", structure: "Structure", path: "/l/0")
    let title: String
    let structure: String
    let path: String
}
