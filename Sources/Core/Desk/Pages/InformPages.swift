import Kernel
import Web

/// `/register/notice`.
struct NoticePage: Page {
    static let template: StaticString = "register/notice"
    static var example: NoticePage {
        NoticePage(title: "Notice", links: RegisterLinks(role: .controller, ref: ""), notice: Notice(Examples.sheet))
    }
    let title: String
    let links: RegisterLinks
    let heading: String
    let structure: String
    let version: String
    let sections: [Notice.Section]

    init(title: String, links: RegisterLinks, notice: Notice) {
        self.title = title
        self.links = links
        heading = notice.title
        structure = notice.structure
        version = notice.versionLine
        sections = notice.sections
    }
}

/// `/register/processors`.
struct ProcessorsPage: Page {
    static let template: StaticString = "register/processors"
    static let example = ProcessorsPage(
        title: "Sous-traitants", links: RegisterLinks(role: .controller, ref: ""), none: true,
        processors: [.init(name: "X", sentence: "phrase", transfer: "garantie", treatments: "T06")],
        changes: [.init(service: "Courriel", previous: "smtp", provider: "sendgrid", notice: "-", effective: "-")],
        noChange: true, objections: ["Objection"], noObjection: true, openObjection: true,
        objectable: [.init(service: "mail", name: "X", deadline: "31/01/2026")],
        answerable: [.init(service: "mail", name: "X")], ref: "exemple", reason: "motif", error: "erreur")
    let title: String
    let links: RegisterLinks
    let none: Bool
    let processors: [Part]
    let changes: [Change]
    let noChange: Bool
    /// What the structure objected to, in sentences, the latest first.
    let objections: [String]
    let noObjection: Bool
    let openObjection: Bool
    /// Changes to which the reader, a DPO, may object now.
    let objectable: [Objectable]
    /// Objections that the reader, an operator, may answer.
    let answerable: [Answerable]
    /// The structure that an operator chose; nil where it is the reader's own.
    let ref: String?
    /// What was typed, kept when it is refused.
    let reason: String
    let error: String?

    struct Objectable: Sendable {
        let service: String
        let name: String
        /// Last day to object; nil where no notice was dated.
        let deadline: String?
    }
    struct Answerable: Sendable {
        let service: String
        let name: String
    }

    struct Part: Sendable {
        let name: String
        let sentence: String
        let transfer: String?
        let treatments: String
    }
    struct Change: Sendable {
        let service: String
        let previous: String
        let provider: String
        let notice: String
        let effective: String
    }
}
