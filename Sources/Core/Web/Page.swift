/// A value and its template, always in pairs. The template sees the page's stored properties by their names.
public protocol Page: Sendable {
    /// Path of the template under `Views/`, without extension: `register/sheet`.
    static var template: StaticString { get }
    /// A filled page: house tests render it and compare its properties with the template's tags, both ways.
    static var example: Self { get }
    /// Title of the document, in the reader's language.
    var title: String { get }
    /// A file of `Static/` that this page runs beside the common one; nil for most.
    static var script: StaticString? { get }
}

extension Page {
    public static var script: StaticString? { nil }
}

/// What every template may use beside its page: `{{csrf}}` in forms, `{{lang}}`.
struct Scope {
    let page: any Page
    let csrf: String
    let lang: String
}

/// What stands around every page.
struct Layout {
    let lang: String
    let title: String
    let isDemo: Bool
    let isPreprod: Bool
    let signedIn: Bool
    let name: String
    let role: String
    let structure: String
    let navigation: [Entry]
    let french: Bool
    /// This page in the other language, with its query.
    let otherLanguage: String
    let csrf: String
    let style: String
    let script: String
    /// What this page runs of its own.
    let further: String?
    /// Staff sign in from here; a person's space has no such door.
    let staffDoor: Bool
    let body: String

    struct Entry {
        let path: String
        let title: String
        let current: Bool
    }
}
