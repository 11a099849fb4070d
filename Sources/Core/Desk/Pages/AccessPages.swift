import Kernel
import Web

/// `/accesses`.
struct AccessesPage: Page {
    static let template: StaticString = "accesses/index"
    static let example = AccessesPage(
        title: "Journal", tabs: .example, error: "erreur", fields: .example, people: [.example], acts: [.example],
        lines: [.example], none: true, sealed: "2", more: .example)
    let title: String
    let tabs: AccessTabs
    let error: String?
    let fields: LogFields
    let people: [Choice]
    let acts: [Choice]
    let lines: [LineRow]
    let none: Bool
    /// How many lines could not be opened: their key reached its term.
    let sealed: String?
    /// What the form of the next page sends; nil on the last.
    let more: MoreLines?

    struct MoreLines: Sendable {
        let after: String
        let actor: String
        let act: String
        static let example = MoreLines(after: "0190", actor: "1", act: "read")
    }
}

/// What was typed into the search, kept as it was.
struct LogFields: Sendable {
    let from: String
    let to: String
    let record: String
    let refusedOnly: Bool
    let emergenciesOnly: Bool
    let outcomes: Bool
    static let example = LogFields(
        from: "2026-03-01", to: "2026-03-08", record: "0190", refusedOnly: true, emergenciesOnly: true, outcomes: true)
}

/// `/accesses/{line}`.
struct AccessLinePage: Page {
    static let template: StaticString = "accesses/line"
    static let example = AccessLinePage(
        title: "Ligne", tabs: .example, row: .example, replay: "Même réponse", facts: [.example], outcomes: ["phrase"],
        noOutcome: true, place: "12", proof: "c2sp.org/tlog-proof@v1", proofPath: "/accesses/1/proof", actor: "1",
        from: "2026-03-01", to: "2026-03-08")
    let title: String
    let tabs: AccessTabs
    let row: LineRow
    /// What playing the stored decision again shows; nil where the policy was not asked.
    let replay: String?
    let facts: [Fact]
    let outcomes: [String]
    let noOutcome: Bool
    /// Place in the transparency log; nil for the second in which a line waits for one.
    let place: String?
    let proof: String?
    let proofPath: String
    /// For the form that looks for other acts of the same person; nil where nobody was recognised.
    let actor: String?
    let from: String
    let to: String

    struct Fact: Sendable {
        let label: String
        let value: String
        static let example = Fact(label: "Geste", value: "read")
    }
}

/// `/accesses/simulator`.
struct SimulatorPage: Page {
    static let template: StaticString = "accesses/simulator"
    static let example = SimulatorPage(
        title: "Simulateur", tabs: .example, error: "erreur", grants: [.example], modes: [.example],
        actions: [.example], record: "0190", asked: "phrase", classes: [.example], modules: [.example])
    let title: String
    let tabs: AccessTabs
    let error: String?
    let grants: [Choice]
    let modes: [Choice]
    let actions: [Choice]
    let record: String
    /// What was asked, in a sentence; nil before anything was.
    let asked: String?
    let classes: [Part]
    let modules: [View]

    struct Part: Sendable {
        let documents: String
        let allowed: Bool
        let sentence: String
        let code: String
        static let example = Part(documents: "identité", allowed: true, sentence: "Accès permis", code: "team")
    }
    struct View: Sendable {
        let treatment: String
        let allowed: Bool
        let sentence: String
        let code: String
        let visible: String?
        static let example = View(
            treatment: "T05", allowed: true, sentence: "Accès permis", code: "team", visible: "comptes rendus")
    }
}

/// The pages of the log, and which one this is.
struct AccessTabs: Sendable {
    let isLog: Bool
    let isSimulator: Bool
    let isReviews: Bool
    static let example = AccessTabs(isLog: true, isSimulator: true, isReviews: true)
    static let log = AccessTabs(isLog: true, isSimulator: false, isReviews: false)
    static let simulator = AccessTabs(isLog: false, isSimulator: true, isReviews: false)
    static let reviews = AccessTabs(isLog: false, isSimulator: false, isReviews: true)
}
