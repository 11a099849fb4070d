import Kernel
import Web

/// `/register`: the sheet in force, or one of its versions.
struct SheetPage: Page {
    static let template: StaticString = "register/sheet"
    static var example: SheetPage {
        SheetPage(
            title: "Fiche", head: .example, lines: Examples.sheet.treatments.map(LinePart.init), isCurrent: true,
            query: "role=controller", links: RegisterLinks(role: .controller, ref: ""), structures: nil,
            gaps: ["Lacune"], objections: ["Objection"])
    }
    let title: String
    let head: SheetHead
    let lines: [LinePart]
    let isCurrent: Bool
    /// What identifies this sheet in the exports' addresses.
    let query: String
    let links: RegisterLinks
    /// For operators, who choose the structure.
    let structures: StructureChoice?
    /// What the sheet lacks and may not be exported without, in French sentences.
    let gaps: [String]
    /// Objections that await the publisher's answer, in sentences; shown beside the sheet in force, not on it.
    let objections: [String]
}

/// The register's own navigation; keeps role and structure.
struct RegisterLinks: Sendable {
    let suffix: String
    let controller: String
    let processor: String
    let isController: Bool
    /// Which tab the page belongs to.
    let onSheet: Bool
    let onVersions: Bool
    let onModules: Bool
    let onOverrides: Bool
    let onProcessors: Bool
    let onNotice: Bool
    let onAccess: Bool

    /// - Parameter path: of the page that shows the links.
    init(role: Sheet.Role, ref: String, path: String = "/register") {
        let structure = ref.isEmpty ? "" : "&structure=\(ref)"
        suffix = "?role=\(role.rawValue)\(structure)"
        controller = "?role=controller\(structure)"
        processor = "?role=processor\(structure)"
        isController = role == .controller
        let parts = path.split(separator: "/")
        let tab = parts.count > 1 ? String(parts[1]) : ""
        onSheet = tab.isEmpty
        onVersions = tab == "versions" || tab == "compare"
        onModules = tab == "modules"
        onOverrides = tab == "overrides"
        onProcessors = tab == "processors"
        onNotice = tab == "notice"
        onAccess = tab == "access"
    }
}

struct StructureChoice: Sendable {
    struct Option: Sendable {
        let ref: String
        let name: String
        let selected: Bool
    }
    let options: [Option]
}

/// `/register/versions`.
struct VersionsPage: Page {
    static let template: StaticString = "register/versions"
    static let example = VersionsPage(
        title: "Versions", links: RegisterLinks(role: .controller, ref: ""),
        versions: [
            .init(
                number: 1, effectiveOn: "01/01/2026", causeText: "Première version", author: "Citana", sha256: "ab",
                previous: nil, isCurrent: true)
        ], role: "controller", ref: "exemple", objections: ["Objection"], noObjection: true)
    let title: String
    let links: RegisterLinks
    let versions: [Version]
    let role: String
    /// The structure that an operator chose; nil where it is the reader's own.
    let ref: String?
    /// Facts beside the versions: objections and answers, the latest first.
    let objections: [String]
    let noObjection: Bool

    struct Version: Sendable {
        let number: Int
        let effectiveOn: String
        let causeText: String
        let author: String
        let sha256: String
        /// Number of the version before, for the difference; nil for the first.
        let previous: Int?
        let isCurrent: Bool
    }
}

/// `/register/compare`.
struct ComparePage: Page {
    static let template: StaticString = "register/compare"
    static let example = ComparePage(
        title: "Différences", links: RegisterLinks(role: .controller, ref: ""), from: 1, to: 2,
        groups: [
            .init(
                heading: "T06",
                changes: [
                    .init(field: "destinataire", sign: "+", before: "avant", after: "après", word: "ajouté")
                ])
        ], none: true)
    let title: String
    let links: RegisterLinks
    let from: Int
    let to: Int
    let groups: [Group]
    let none: Bool

    struct Group: Sendable {
        let heading: String
        let changes: [Change]
    }
    struct Change: Sendable {
        let field: String
        let sign: String
        let before: String?
        let after: String?
        let word: String
    }
}
