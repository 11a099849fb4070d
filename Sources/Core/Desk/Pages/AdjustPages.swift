import Kernel
import Web

/// `/register/overrides`.
struct OverridesPage: Page {
    static let template: StaticString = "register/overrides"
    static let example = OverridesPage(
        title: "Modifications", links: RegisterLinks(role: .controller, ref: ""), canAct: true, none: true,
        overrides: [.init(treatment: "T03", sentence: "phrase")],
        choices: [.init(value: "T03/legalBasis", label: "T03", selected: true)], value: "10 ans", reason: "motif",
        error: "erreur")
    let title: String
    let links: RegisterLinks
    let canAct: Bool
    let none: Bool
    let overrides: [Made]
    let choices: [Choice]
    /// What was typed, kept when it is refused.
    let value: String
    let reason: String
    let error: String?

    struct Made: Sendable {
        let treatment: String
        let sentence: String
    }
    struct Choice: Sendable {
        let value: String
        let label: String
        let selected: Bool
    }
}
