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
