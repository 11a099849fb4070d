/// French typography: a space before `: ; ? ! »` and after `«` never breaks the line. Applied where texts and views are
/// read, so that whoever writes them types plain spaces; values that people typed are never touched.
package enum FrenchSpacing {
    private static let rules: [(plain: String, kept: String)] = [
        (" :", "\u{A0}:"), (" ;", "\u{202F};"), (" ?", "\u{202F}?"), (" !", "\u{202F}!"), (" »", "\u{A0}»"),
        ("« ", "«\u{A0}"),
    ]

    /// The text with its spaces kept together.
    package static func kept(_ text: String) -> String {
        rules.reduce(text) { $0.replacing($1.plain, with: $1.kept) }
    }

    /// What still breaks in a text; empty for a text that `kept` made.
    package static func faults(in text: String) -> [String] { rules.map(\.plain).filter(text.contains) }
}
