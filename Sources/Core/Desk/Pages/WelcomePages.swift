import Kernel
import Web

/// `/`.
struct HomePage: Page {
    static let template: StaticString = "home"
    static let example = HomePage(
        title: "Citana", signedIn: true, structure: "Structure", modules: [.example], canRead: true,
        reviews: .example, isDemo: true, overdue: "2")
    let title: String
    let signedIn: Bool
    let structure: String
    let modules: [ModuleCard]
    let canRead: Bool
    let reviews: WaitingReviews?
    let isDemo: Bool
    /// How many rights wait for their yearly review; nil where none does, or the reader is no administrator.
    let overdue: String?
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

/// Emergencies that somebody must read again.
struct WaitingReviews: Sendable {
    let waiting: Int
    let overdue: Int
    let late: Bool
    /// May open them.
    let reviewer: Bool
    static let example = WaitingReviews(waiting: 2, overdue: 1, late: true, reviewer: true)
}
