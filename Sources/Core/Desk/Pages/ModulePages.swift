import Kernel
import Web

/// `/register/modules`.
struct ModulesPage: Page {
    static let template: StaticString = "register/modules"
    static let example = ModulesPage(
        title: "Modules", links: RegisterLinks(role: .controller, ref: ""), ref: "exemple", contract: "n° 1",
        canAct: true,
        canConfirm: true, error: "erreur", modules: [.example])
    let title: String
    let links: RegisterLinks
    /// The structure that an operator chose; nil where it is the reader's own.
    let ref: String?
    let contract: String?
    /// The DPO decides; an administrator or an operator reads.
    let canAct: Bool
    let canConfirm: Bool
    let error: String?
    let modules: [Card]

    struct Card: Sendable {
        let name: String
        let title: String
        let promise: String
        let state: String
        let since: String?
        let acknowledgement: String?
        let toConfirm: Bool
        let on: Bool
        let off: Bool
        let preview: PreviewPart
        static let example = Card(
            name: "questionnaires", title: "Module", promise: "Promesse", state: "activé", since: "01/01/2026",
            acknowledgement: "par X", toConfirm: true, on: true, off: true, preview: .example)
    }
}

/// What the sheet would gain or lose, in words.
struct PreviewPart: Sendable {
    let rows: [Row]
    struct Row: Sendable {
        let label: String
        let items: [String]
        let empty: Bool
    }
    static let example = PreviewPart(rows: [Row(label: "Personnes", items: ["Patients"], empty: true)])

    init(rows: [Row]) { self.rows = rows }

    init(_ preview: ModulePreview, _ texts: Texts) {
        func row(_ key: String, _ items: [String]) -> Row {
            var seen: Set<String> = []
            return Row(
                label: texts("preview.\(key)"), items: items.filter { seen.insert($0).inserted }, empty: items.isEmpty)
        }
        rows = [
            row("treatments", preview.treatments.map { "\($0.code) · \($0.title)" }),
            row(
                "categories",
                preview.categories.map { $0.sensitive ? "\($0.label) (\(texts("sheet.sensitive")))" : $0.label }),
            row("persons", preview.persons.map(\.label)),
            row("recipients", preview.recipients.map(\.sentence)),
            row("processors", preview.processors.map(\.sentence)),
            row("transfers", preview.transfers.map(\.sentence)),
            row("retention", RetentionPart.list(preview.retention).map { "\($0.subject) : \($0.active)" }),
            row("impact", preview.impactAssessments),
        ]
    }
}
