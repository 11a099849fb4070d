import Kernel
import Web

/// `/people`.
struct PeoplePage: Page {
    static let template: StaticString = "people/index"
    static let example = PeoplePage(title: "Personnes", tabs: .example, canAct: true, people: [.example])
    let title: String
    let tabs: PeopleTabs
    let canAct: Bool
    let people: [PersonRow]
}

/// `/people/{account}`.
struct PersonPage: Page {
    static let template: StaticString = "people/person"
    static let example = PersonPage(
        title: "Nora Exemple", tabs: .example, error: "erreur", path: "/people/1", person: .example,
        nationalID: "899700000000", isOwn: true, invitedUntil: "1er mars 2026", grants: [.example], noGrant: true,
        past: ["phrase"], canGive: true, roles: [.example], professions: [.example], position: "infirmière",
        canSuspend: true, canRestore: true, canLink: true)
    let title: String
    let tabs: PeopleTabs
    let error: String?
    let path: String
    let person: PersonRow
    let nationalID: String?
    /// False for somebody whose account belongs to another structure.
    let isOwn: Bool
    let invitedUntil: String?
    let grants: [GrantCard]
    let noGrant: Bool
    /// Roles that ended, in sentences.
    let past: [String]
    let canGive: Bool
    let roles: [Choice]
    let professions: [Choice]
    let position: String
    let canSuspend: Bool
    let canRestore: Bool
    let canLink: Bool
}

/// `/people/new`.
struct NewPersonPage: Page {
    static let template: StaticString = "people/new"
    static let example = NewPersonPage(
        title: "Inviter", tabs: .example, error: "erreur", familyName: "Exemple", givenName: "Nora",
        mail: "n@b.example", position: "infirmière", nationalID: "899700000000", roles: [.example],
        professions: [.example])
    let title: String
    let tabs: PeopleTabs
    let error: String?
    let familyName: String
    let givenName: String
    let mail: String
    let position: String
    let nationalID: String
    let roles: [Choice]
    let professions: [Choice]
}

/// The link of an invitation, shown once.
struct InvitationLinkPage: Page {
    static let template: StaticString = "people/invitation-link"
    static let example = InvitationLinkPage(
        title: "Lien", link: "https://citana.example/enrol/0", back: "/people/1")
    let title: String
    let link: String
    let back: String
}

/// `/people/review`.
struct ReviewPage: Page {
    static let template: StaticString = "people/review"
    static let example = ReviewPage(
        title: "Revue", tabs: .example, error: "erreur", canAct: true, overdue: 2, hasOverdue: true,
        lines: [.example], noLine: true)
    let title: String
    let tabs: PeopleTabs
    let error: String?
    let canAct: Bool
    let overdue: Int
    let hasOverdue: Bool
    let lines: [Line]
    let noLine: Bool

    struct Line: Sendable {
        let grant: String
        let person: String
        let personPath: String
        let role: String
        let since: String
        let age: String
        let used: String?
        let reviewed: String?
        let due: String
        let isOverdue: Bool
        static let example = Line(
            grant: "1", person: "Nora Exemple", personPath: "/people/1", role: "Professionnel",
            since: "1er mars 2026", age: "8 mois", used: "2 mars 2026", reviewed: "3 mars 2026",
            due: "1er mars 2027", isOverdue: true)
    }
}

/// The pages about people, and which one this is.
struct PeopleTabs: Sendable {
    enum Tab { case list, person, review, new }

    let isList: Bool
    let isReview: Bool
    let isNew: Bool
    /// Administrators have pages that the DPO does not.
    let administrator: Bool
    static let example = PeopleTabs(isList: true, isReview: true, isNew: true, administrator: true)

    private init(isList: Bool, isReview: Bool, isNew: Bool, administrator: Bool) {
        self.isList = isList
        self.isReview = isReview
        self.isNew = isNew
        self.administrator = administrator
    }

    init(_ session: StaffSession, on tab: Tab) {
        self.init(
            isList: tab == .list, isReview: tab == .review, isNew: tab == .new,
            administrator: session.has(.administrator))
    }
}

/// Somebody in one line.
struct PersonRow: Sendable {
    let personPath: String
    let name: String
    let mail: String
    let profession: String?
    let held: [Held]
    let noRole: Bool
    let lastSignIn: String?
    let means: [String]
    let noMeans: Bool
    let state: String
    let isActive: Bool
    let fromElsewhere: Bool
    let reviewDue: Bool

    struct Held: Sendable {
        let role: String
        /// As the structure calls it.
        let function: String?
        static let example = Held(role: "Professionnel de santé", function: "infirmière")
    }
    static let example = PersonRow(
        personPath: "/people/1", name: "Nora Exemple", mail: "n@b.example", profession: "infirmier",
        held: [.example], noRole: true, lastSignIn: "1er mars 2026 à 10:00", means: ["Mot de passe"], noMeans: true,
        state: "actif", isActive: true, fromElsewhere: true, reviewDue: true)

    private init(
        personPath: String, name: String, mail: String, profession: String?, held: [Held], noRole: Bool,
        lastSignIn: String?, means: [String], noMeans: Bool, state: String, isActive: Bool, fromElsewhere: Bool,
        reviewDue: Bool
    ) {
        self.personPath = personPath
        self.name = name
        self.mail = mail
        self.profession = profession
        self.held = held
        self.noRole = noRole
        self.lastSignIn = lastSignIn
        self.means = means
        self.noMeans = noMeans
        self.state = state
        self.isActive = isActive
        self.fromElsewhere = fromElsewhere
        self.reviewDue = reviewDue
    }

    init(_ member: StaffMember, _ today: Day, _ texts: Texts) {
        let language = texts.language
        self.init(
            personPath: "/people/\(member.id)", name: member.name, mail: member.mail,
            profession: member.profession?.label.in(language),
            held: member.active.map { grant in
                Held(
                    role: grant.role.label.in(language),
                    function: grant.position.isEmpty ? nil : grant.position)
            }, noRole: member.active.isEmpty, lastSignIn: member.lastSignIn?.written(in: language),
            means: member.means.map { PersonRow.words($0, texts) }, noMeans: member.means.isEmpty,
            state: texts("people.state.\(member.state.rawValue)"), isActive: member.state == .active,
            fromElsewhere: !member.isOwn, reviewDue: member.active.contains { $0.isOverdue(on: today) })
    }

    private static func words(_ means: StaffMember.Means, _ texts: Texts) -> String {
        let name = means.isProvider ? means.kind : texts("factor.\(means.kind)")
        return means.count > 1 ? "\(name) × \(means.count)" : name
    }
}
