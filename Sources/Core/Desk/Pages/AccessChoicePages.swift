import Kernel
import Web

/// `/register/access`.
struct AccessMatrixPage: Page {
    static let template: StaticString = "register/access"
    static let example = AccessMatrixPage(
        title: "Droits", links: RegisterLinks(role: .controller, ref: ""), error: "erreur", columns: ["identité"],
        rows: [.example], passes: true, canSwitch: true, canAct: true, breakGlassMinutes: 240, centre15Minutes: 120,
        reason: "motif", history: ["phrase"], noHistory: true)
    let title: String
    let links: RegisterLinks
    let error: String?
    let columns: [String]
    let rows: [Row]
    /// Whether break-glass passes an ordinary opposition.
    let passes: Bool
    let canSwitch: Bool
    let canAct: Bool
    let breakGlassMinutes: Int
    let centre15Minutes: Int
    let reason: String
    let history: [String]
    let noHistory: Bool

    struct Row: Sendable {
        let role: String
        let rolePath: String
        let inEmergency: Bool
        let cells: [Cell]
        static let example = Row(
            role: "infirmier", rolePath: "/register/access/nurse", inEmergency: true, cells: [.example])
    }
    struct Cell: Sendable {
        let word: String
        let narrowed: Bool
        static let example = Cell(word: "écrit", narrowed: true)
    }
}

/// `/register/access/{role}`.
struct AccessRolePage: Page {
    static let template: StaticString = "register/access-role"
    static let example = AccessRolePage(
        title: "Infirmier", links: RegisterLinks(role: .controller, ref: ""), error: "erreur",
        path: "/register/access/nurse", cells: [.example], canAct: true)
    let title: String
    let links: RegisterLinks
    let error: String?
    let path: String
    let cells: [Cell]
    let canAct: Bool

    struct Cell: Sendable {
        /// Names the cell on the page: `report-normal`.
        let key: String
        let documents: String
        let mode: String
        let documentsLabel: String
        let inEmergency: Bool
        let given: String
        let narrowed: Bool
        let ticks: [Choice]
        /// What was typed, kept when it is refused.
        let typedReason: String
        let open: Bool
        static let example = Cell(
            key: "report-normal", documents: "report", mode: "normal", documentsLabel: "comptes rendus",
            inEmergency: true, given: "Lire", narrowed: true, ticks: [.example], typedReason: "motif", open: true)
    }
}

/// The matrix in words.
struct MatrixWords {
    let choices: StructureChoices
    let texts: Texts
    /// Keeps the structure that an operator chose.
    let suffix: String

    private var language: Language { texts.language }

    private func actions(_ role: MatrixRole, _ documents: DocumentClass, _ emergency: Bool) -> Set<Action> {
        choices.actions(of: role, on: documents, inEmergency: emergency)
    }

    private func given(_ role: MatrixRole, _ documents: DocumentClass, _ emergency: Bool) -> Set<Action> {
        AccessMatrix.standard.actions(of: role, on: documents, inEmergency: emergency)
    }

    /// The ordinary row, and the one of emergencies where the house gives anything in them.
    func rows(_ role: MatrixRole) -> [AccessMatrixPage.Row] {
        [false, true].compactMap { emergency in
            let empty = DocumentClass.allCases.allSatisfy { given(role, $0, emergency).isEmpty }
            if emergency, empty { return nil }
            return AccessMatrixPage.Row(
                role: role.label.in(language), rolePath: "/register/access/\(role.name)\(suffix)",
                inEmergency: emergency,
                cells: DocumentClass.allCases.map { documents in
                    let left = actions(role, documents, emergency)
                    return .init(word: word(left), narrowed: left != given(role, documents, emergency))
                })
        }
    }

    /// The farthest that the actions go, in one word.
    private func word(_ actions: Set<Action>) -> String {
        let steps: [([Action], String)] = [
            ([.share], "share"), ([.delete], "delete"), ([.update], "write"), ([.create], "add"),
            ([.decideConsent], "decide"), ([.export], "export"), ([.print], "print"), ([.read, .readLog], "read"),
            ([.list, .search], "list"),
        ]
        let step = steps.first { !actions.isDisjoint(with: $0.0) }
        return step.map { texts("access.step.\($0.1)") } ?? "–"
    }

    func cells(of role: MatrixRole, typed: Form) -> [AccessRolePage.Cell] {
        DocumentClass.allCases.flatMap { documents in
            [false, true].compactMap { emergency -> AccessRolePage.Cell? in
                let most = given(role, documents, emergency)
                guard !most.isEmpty else { return nil }
                let left = actions(role, documents, emergency)
                let mode = emergency ? "emergency" : "normal"
                let isTyped = typed["documents"] == documents.rawValue && typed["mode"] == mode
                let ordered = Action.allCases.filter(most.contains)
                let kept = ordered.filter(left.contains).map { $0.label.in(language) }
                return AccessRolePage.Cell(
                    key: "\(documents.rawValue)-\(mode)", documents: documents.rawValue, mode: mode,
                    documentsLabel: documents.label.in(language), inEmergency: emergency,
                    given: kept.isEmpty ? texts("access.nothing") : kept.joined(separator: ", "),
                    narrowed: left != most,
                    ticks: ordered.map { action in
                        Choice(
                            value: action.rawValue, label: action.label.in(language),
                            selected: isTyped ? typed.has(action.rawValue) : left.contains(action))
                    }, typedReason: isTyped ? typed["reason"] : "", open: isTyped)
            }
        }
    }

    /// A choice of the history: what, by whom, when, why.
    func sentence(_ entry: AccessChoiceBook.Entry, _ names: [String: String]) -> String {
        let who = names[entry.decidedBy] ?? entry.decidedBy
        let when = entry.decidedAt.written(in: language)
        let colon = language.colon
        return "\(when), \(who)\(colon)\(what(entry)). \(texts("access.reason"))\(colon)\(entry.reason)"
    }

    private func what(_ entry: AccessChoiceBook.Entry) -> String {
        guard let cell = entry.cell else {
            let length = Int64(entry.value).map { " \($0 / 60) min" }
            let value = length ?? " " + texts(entry.value == "on" ? "access.on" : "access.off")
            switch entry.subject {
            case "switch/break-glass-seconds": return texts("access.breakGlassLength") + value
            case "switch/centre-15-seconds": return texts("access.centre15Length") + value
            default: return texts("access.passesHistory") + value
            }
        }
        let kept = Action.allCases.filter(cell.actions.contains).map { $0.label.in(language) }
        let left = kept.isEmpty ? texts("access.nothing") : kept.joined(separator: ", ")
        let mode = cell.inEmergency ? " (\(texts("access.emergency")))" : ""
        return "\(cell.role.label.in(language)), \(cell.documents.label.in(language))\(mode)\(language.colon)\(left)"
    }
}
