import Foundation
package import Kernel
import Mustache

/// Every template, compiled once per language: `[[key]]` is replaced by the language's text before parsing.
package final class Templates: Sendable {
    private let libraries: [Language: MustacheLibrary]
    private let texts: [Language: Texts]

    /// Reads the views and texts of these rooms. Throws a `WebProblem` that names the template or key at fault.
    package init(rooms: [ResourceFolder]) throws {
        var libraries: [Language: MustacheLibrary] = [:]
        var all: [Language: Texts] = [:]
        let views = try rooms.map { try $0.files(in: "Views", extension: "mustache") }
        for language in Language.allCases {
            let texts = try Texts.load(rooms, language)
            var library = MustacheLibrary()
            for (name, source) in views.flatMap({ $0 }) {
                try Templates.register(name, source, texts: texts, in: &library)
            }
            libraries[language] = library
            all[language] = texts
        }
        self.libraries = libraries
        self.texts = all
    }

    package func texts(_ language: Language) -> Texts {
        texts[language] ?? Texts(language: language, byKey: [:])
    }

    /// A page alone, without what stands around it.
    package func body(_ page: any Page, language: Language, csrf: String) throws -> String {
        let name = type(of: page).template.description
        let scope = Scope(page: page, csrf: csrf, lang: language.rawValue)
        guard let html = libraries[language]?.render(scope, withTemplate: name) else {
            throw WebProblem("There is no template \(name).")
        }
        return html
    }

    func layout(_ layout: Layout, language: Language) throws -> String {
        guard let html = libraries[language]?.render(layout, withTemplate: "layout") else {
            throw WebProblem("There is no template layout.")
        }
        return html
    }

    private static func register(
        _ name: String, _ source: String, texts: Texts, in library: inout MustacheLibrary
    ) throws {
        // Views hold French of their own (the register is in French whatever the reader's language).
        let filled = try fill(FrenchSpacing.kept(source), texts: texts, template: name)
        let partial = name == "layout" || name.contains("/_") || name.hasPrefix("_")
        do {
            try library.register(partial ? filled : "{{#page}}\(filled){{/page}}", named: name)
        } catch {
            throw WebProblem("The template \(name) cannot be read: \(error).")
        }
    }

    /// Replaces `[[key]]`. A text may hold tags of its own.
    static func fill(_ source: String, texts: Texts, template: String) throws -> String {
        var filled = ""
        var rest = source[...]
        while let start = rest.range(of: "[[") {
            filled += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].range(of: "]]") else { break }
            let key = String(rest[start.upperBound..<end.lowerBound])
            guard let text = texts.byKey[key] else {
                throw WebProblem(
                    "The template \(template) asks for the text \(key), missing in \(texts.language.rawValue).")
            }
            filled += escaped(text)
            rest = rest[end.upperBound...]
        }
        return filled + rest
    }

    /// For HTML text and attributes.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.append(character)
            }
        }
        return out
    }
}
