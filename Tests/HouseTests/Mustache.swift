/// A template as the house reads it: tags, sections, partials. Enough of Mustache to say which names a template asks
/// of the values it is given.
indirect enum Tag: Sendable, Hashable {
    /// `{{name}}`, `{{a.b}}`, `{{upper(name)}}`.
    case value(String, line: Int)
    /// `{{#name}}…{{/name}}` and, inverted, `{{^name}}…{{/name}}`.
    case section(String, line: Int, inverted: Bool, [Tag])
    case partial(String, line: Int)

    static func read(_ text: String) -> [Tag] {
        var parser = TagParser(tokens: tokens(of: text))
        return parser.tags(until: nil)
    }

    struct Raw: Sendable, Hashable {
        let sign: Character
        let name: String
        let line: Int
    }

    static func tokens(of text: String) -> [Raw] {
        var found: [Raw] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for inside in TextKeys.between(line, "{{", "}}") {
                let bare = inside[...].trimmed(of: " {}&")
                guard let first = bare.first else { continue }
                let isSign = "#^/>!$<".contains(first)
                let name = isSign ? bare.dropFirst().trimmed(of: " ") : bare
                found.append(Raw(sign: isSign ? first : " ", name: name, line: number + 1))
            }
        }
        return found
    }
}

private struct TagParser {
    let tokens: [Tag.Raw]
    var at = 0

    mutating func tags(until close: String?) -> [Tag] {
        var tags: [Tag] = []
        while at < tokens.count {
            let token = tokens[at]
            at += 1
            switch token.sign {
            case "/": if token.name == close { return tags }
            case "#", "^":
                let inside = self.tags(until: token.name)
                tags.append(.section(token.name, line: token.line, inverted: token.sign == "^", inside))
            case ">": tags.append(.partial(token.name, line: token.line))
            case " ": tags.append(.value(token.name, line: token.line))
            default: break
            }
        }
        return tags
    }
}

/// The stored properties of the structs of the house, read from their source: what Mustache finds by reflection.
struct Shapes: Sendable {
    struct Shape: Sendable, Hashable {
        /// `Outer.Inner`.
        let name: String
        let path: String
        let line: Int
        /// Names and types of stored properties.
        var properties: [String: [String]] = [:]
        /// Template of a Page.
        var template: String?
        var isPage = false
    }

    private(set) var byName: [String: Shape] = [:]
    private var byLastName: [String: [String]] = [:]

    init(_ sources: [Source]) {
        for source in sources { read(source) }
        for name in byName.keys { byLastName[String(name.split(separator: ".").last ?? ""), default: []].append(name) }
    }

    var pages: [Shape] { byName.values.filter(\.isPage).sorted { $0.name < $1.name } }

    /// The struct that a type expression is made of, seen from inside another: `[Row]?` in `SheetPage` is
    /// `SheetPage.Row` if there is one.
    func shape(_ type: [String], in outer: String) -> Shape? {
        let words = type.filter { !["[", "]", "?", "any", "some", "Optional", "Array", "<", ">", "."].contains($0) }
        guard !words.isEmpty, !type.contains(":") else { return nil }
        let name = words.joined(separator: ".")
        var scope = outer.split(separator: ".").map(String.init)
        while !scope.isEmpty {
            if let found = byName[(scope + [name]).joined(separator: ".")] { return found }
            scope.removeLast()
        }
        if let found = byName[name] { return found }
        let candidates = byLastName[words.last ?? ""] ?? []
        return candidates.count == 1 && words.count == 1 ? byName[candidates[0]] : nil
    }

    private mutating func read(_ source: Source) {
        var open: [(name: String, isStruct: Bool, depth: Int)] = []
        var pending: (name: String, isStruct: Bool, line: Int, isPage: Bool)?
        var depth = 0
        let code = source.code
        var index = 0
        while index < code.count {
            let token = code[index]
            let kinds: Set<String> = ["struct", "enum", "class", "actor", "extension", "protocol"]
            if token.kind == .mark, token.text == "{" {
                depth += 1
                if let next = pending {
                    enter(next, &open, depth, source.path)
                    pending = nil
                }
            } else if token.kind == .mark, token.text == "}" {
                if open.last?.depth == depth { open.removeLast() }
                depth -= 1
            } else if token.kind == .word, kinds.contains(token.text), index + 1 < code.count,
                index == 0 || code[index - 1].text != ".", code[index + 1].kind == .word, code[index + 1].text != "func"
            {
                var name = code[index + 1].text
                var next = index + 2
                while next + 1 < code.count, code[next].text == "." {
                    name += "." + code[next + 1].text
                    next += 2
                }
                let head = code[next...].prefix { $0.text != "{" }
                pending = (
                    name, token.text == "struct" || token.text == "extension", token.line,
                    head.contains { $0.text == "Page" }
                )
            } else if let current = open.last, current.isStruct, current.depth == depth,
                token.text == "let" || token.text == "var"
            {
                property(code, index, of: current.name)
            }
            index += 1
        }
    }

    private mutating func enter(
        _ next: (name: String, isStruct: Bool, line: Int, isPage: Bool),
        _ open: inout [(name: String, isStruct: Bool, depth: Int)], _ depth: Int, _ path: String
    ) {
        let name = open.last.map { $0.name + "." + next.name } ?? next.name
        open.append((name, next.isStruct, depth))
        guard next.isStruct else { return }
        var shape = byName[name] ?? Shape(name: name, path: path, line: next.line)
        shape.isPage = shape.isPage || next.isPage
        byName[name] = shape
    }

    private mutating func property(_ code: [Token], _ index: Int, of owner: String) {
        var names: [String] = []
        var isStatic = false
        var back = index - 1
        while back >= 0, code[back].kind == .word, code[back].line == code[index].line {
            if code[back].text == "static" { isStatic = true }
            back -= 1
        }
        guard index + 1 < code.count else { return }
        names.append(code[index + 1].text)
        var next = index + 2
        while next + 1 < code.count, code[next].text == ",", code[next + 1].kind == .word, !isStatic {
            names.append(code[next + 1].text)
            next += 2
        }
        if isStatic {
            let literal = code[index...].prefix(7).first { $0.kind == .string }
            if names == ["template"], let literal { byName[owner]?.template = literal.text }
            return
        }
        var type: [String] = []
        if next < code.count, code[next].text == ":" {
            next += 1
            let line = code[next - 1].line
            while next < code.count, code[next].line == line || type.isEmpty,
                !["=", "{", ";", "}"].contains(code[next].text)
            {
                // `??` cannot stand in a type, `]?` is read as one mark.
                type +=
                    code[next].text.map(String.init).count > 1 && code[next].kind == .mark
                    ? code[next].text.map { String($0) } : [code[next].text]
                next += 1
            }
        }
        // A computed property has a body; observers do not make one, and pages have none.
        if next < code.count, code[next].text == "{", code[next].line == code[next - 1].line { return }
        for name in names { byName[owner]?.properties[name] = type }
    }
}
