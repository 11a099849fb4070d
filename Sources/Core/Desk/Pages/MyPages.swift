import Kernel
import Web

/// Where one is in one's own space.
struct MyTabs: Sendable {
    enum Tab: Sendable { case home, choices, access }
    let atHome: Bool
    let atChoices: Bool
    let atAccess: Bool
    static let example = MyTabs(.home)

    init(_ tab: Tab) {
        atHome = tab == .home
        atChoices = tab == .choices
        atAccess = tab == .access
    }
}

/// `/me`.
struct MySpacePage: Page {
    static let template: StaticString = "me/home"
    static let example = MySpacePage(
        title: "Mon espace", tabs: .example, structure: "Structure", acts: true, refusal: "il faut un code",
        choices: .example, phone: "01 99 00 10 00", mail: "contact@structure.example", officer: "Delphine Exemple",
        officerMail: "dpo@structure.example", officerPhone: "01 99 00 10 01", until: "15:30")
    let title: String
    let tabs: MyTabs
    let structure: String
    /// Somebody of the circle acts for the patient.
    let acts: Bool
    let refusal: String?
    let choices: Choices?
    let phone: String
    let mail: String
    let officer: String
    let officerMail: String
    let officerPhone: String
    let until: String

    struct Choices: Sendable {
        let consents: Int
        let oppositions: Int
        let nothing: Bool
        static let example = Choices(consents: 1, oppositions: 2, nothing: true)
    }
}

/// A page of one's own space that is not open, and why.
struct MyClosedPage: Page {
    static let template: StaticString = "me/closed"
    static let example = MyClosedPage(title: "Mes choix", tabs: .example, why: "il faut un code")
    let title: String
    let tabs: MyTabs
    let why: String
}

/// `/me/choices`.
struct MyChoicesPage: Page {
    static let template: StaticString = "me/choices"
    static let example = MyChoicesPage(
        title: "Mes choix", tabs: .example, structure: "Structure", done: true, error: "erreur", acts: true,
        toldOn: "01/01/2026", consents: [.example], noConsent: true, oppositions: [.example], noOpposition: true,
        professions: [.example], classes: [.example], colleagues: [.example])
    let title: String
    let tabs: MyTabs
    let structure: String
    let done: Bool
    let error: String?
    let acts: Bool
    let toldOn: String?
    let consents: [Given]
    let noConsent: Bool
    let oppositions: [Opposed]
    let noOpposition: Bool
    let professions: [Choice]
    let classes: [Choice]
    let colleagues: [Choice]

    struct Given: Sendable {
        let consent: String
        let recipients: String
        let categories: String
        let since: String
        let until: String?
        static let example = Given(
            consent: "c", recipients: "infirmier", categories: "comptes rendus", since: "01/01/2026",
            until: "01/03/2026")
    }
    struct Opposed: Sendable {
        let opposition: String
        let against: String
        let covers: String
        let even: Bool
        let opposedOn: String
        static let example = Opposed(
            opposition: "o", against: "tout professionnel", covers: "tout le dossier", even: true,
            opposedOn: "01/01/2026")
    }
}

/// Between the first press and the second.
struct MyConfirmationPage: Page {
    static let template: StaticString = "me/confirm"
    static let example = MyConfirmationPage(
        title: "Retirer ce consentement ?", tabs: .example, effect: "Plus personne ne verra.", about: "infirmier",
        kept: [.example])
    let title: String
    let tabs: MyTabs
    let effect: String
    let about: String?
    let kept: [Field]

    struct Field: Sendable {
        let field: String
        let value: String
        static let example = Field(field: "change", value: "withdraw")
    }
}

/// `/me/access`.
struct MyAccessesPage: Page {
    static let template: StaticString = "me/access"
    static let script: StaticString? = "verify.js"
    static let example = MyAccessesPage(
        title: "Qui a consulté mon dossier", tabs: .example, structure: "Structure", key: "log.example+0+A",
        keyKnown: true, first: 1, last: 12, removed: "lignes supprimées", newest: 12, pending: 1, waits: true,
        lines: [.example], none: true, older: "/me/access?before=3", isFirst: true)
    let title: String
    let tabs: MyTabs
    let structure: String
    let key: String
    let keyKnown: Bool
    let first: Int64
    let last: Int64
    let removed: String?
    /// The highest number on this page.
    let newest: Int64
    let pending: Int
    let waits: Bool
    let lines: [Line]
    let none: Bool
    let older: String?
    let isFirst: Bool

    struct Line: Sendable {
        let id: String
        let number: Int64
        /// Nil where the line's key is gone.
        let at: String?
        let atCode: String
        let who: String
        let did: String
        let action: String
        let verdict: String
        let mode: String
        let actor: String
        let refused: Bool
        let emergency: Bool
        let outcome: Bool
        let why: String?
        let keptBack: Bool
        let proof: String
        let entry: String?
        let salt: String?
        let leaf: String?
        static let example = Line(
            id: "l", number: 12, at: "01/01/2026 14:05", atCode: "1767272700000", who: "Nora Exemple, infirmière",
            did: "a lu : votre identité", action: "read", verdict: "allow", mode: "normal", actor: "a", refused: true,
            emergency: true, outcome: true, why: "membre de l'équipe", keptBack: true, proof: "c2sp.org/tlog-proof@v1",
            entry: "citana access line v1", salt: "00", leaf: "ff")
    }
}
