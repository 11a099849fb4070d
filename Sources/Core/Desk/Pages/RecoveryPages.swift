import Kernel
import Web

/// `/people/recoveries`.
struct RecoveriesPage: Page {
    static let template: StaticString = "people/recoveries"
    static let example = RecoveriesPage(
        title: "Accès perdus", error: "Refusé",
        waiting: [.init(id: "1", name: "Nom", by: "Nom", at: "2026-01-01 10:00", mine: false)],
        people: [.init(id: "1", name: "Nom", function: "fonction")])
    let title: String
    let error: String?
    let waiting: [Waiting]
    let people: [Person]

    struct Waiting: Sendable {
        let id: String
        let name: String
        let by: String
        let at: String
        /// Asked by whoever looks: another must agree.
        let mine: Bool
    }
    struct Person: Sendable {
        let id: String
        let name: String
        let function: String
    }
}

/// The new link, shown once to the second administrator.
struct RecoveryLinkPage: Page {
    static let template: StaticString = "people/recovery-link"
    static let example = RecoveryLinkPage(title: "Accord donné", link: "https://citana.example/enrol/0")
    let title: String
    let link: String
}
