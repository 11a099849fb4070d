/// Templates escape what they show and carry no code of their own: the content policy forbids it, and so does this.
enum Views {
    /// Templates that are printed rather than browsed may carry their style.
    static func isPrinted(_ source: Source) -> Bool { source.path.hasSuffix("/Views/register/print.mustache") }

    static let unescaped = Check(
        "no template shows a value unescaped", mustSee: ["Sources/Core/Web", "Sources/Core/Desk"],
        bad: [
            Source("Sources/Core/Web/Views/a.mustache", "<p>{{{name}}}</p>"),
            Source("Sources/Core/Web/Views/a.mustache", "<p>{{& name}}</p>"),
            Source("Sources/Core/Web/Print/a.mustache", "<p>{{ &name}}</p>"),
        ],
        good: [
            Source("Sources/Core/Web/Views/a.mustache", "<p>{{name}} &amp; {{#a}}{{/a}}</p>"),
            Source("Sources/Core/Web/Views/layout.mustache", "<main>{{{body}}}</main>"),
        ],
        looksAt: { $0.path.hasSuffix(".mustache") }
    ) { source in
        source.lines.enumerated().compactMap { number, line in
            var tight = line.replacing(" ", with: "")
            // The layout frames a page that was rendered, and so escaped, just before.
            if source.path == "Sources/Core/Web/Views/layout.mustache" {
                tight = tight.replacing("{{{body}}}", with: "")
            }
            guard tight.contains("{{{") || tight.contains("{{&") else { return nil }
            return Finding(path: source.path, line: number + 1, says: "shown unescaped: use {{name}}")
        }
    }

    static let inline = Check(
        "no template carries inline style, script or event handler",
        mustSee: ["Sources/Core/Web", "Sources/Core/Desk"],
        bad: [
            "<p style=\"color:red\">", "<style>p{}</style>", "<script>go()</script>", "<a onclick=\"go()\">",
            "<a href=\"javascript:go()\">", "<body\n  onload='go()'>",
        ].map { Source("Sources/Core/Web/Views/a.mustache", $0) },
        good: [
            "<script src=\"/static/a.js\" defer></script>", "<p class=\"style\">on load = now</p>",
            "<link rel=\"stylesheet\" href=\"/static/a.css\">",
        ].map { Source("Sources/Core/Web/Views/a.mustache", $0) },
        looksAt: { $0.path.hasSuffix(".mustache") && !isPrinted($0) }
    ) { source in
        tags(in: source).flatMap { tag -> [Finding] in
            func refuse(_ why: String) -> Finding { Finding(path: source.path, line: tag.line, says: why) }
            let words = tag.attributes
            var found: [Finding] = []
            if tag.name == "style" || words.contains("style") { found.append(refuse("inline style: use a class")) }
            if tag.name == "script", !words.contains("src") {
                found.append(refuse("inline script: use a file of Static/"))
            }
            if let handler = words.first(where: { $0.hasPrefix("on") }) {
                found.append(refuse("\(handler): add the listener in a file of Static/"))
            }
            if tag.text.lowercased().contains("javascript:") { found.append(refuse("a link that runs code")) }
            return found
        }
    }

    struct Tag: Sendable {
        let name: String
        let line: Int
        let text: String
        /// Names of attributes, lower case.
        let attributes: [String]
    }

    /// Opening tags of an HTML text; enough to see attributes, quoted values passed over.
    static func tags(in source: Source) -> [Tag] {
        var tags: [Tag] = []
        var line = 1
        var current: [UInt8] = []
        var quote: UInt8?
        var inside = false
        for byte in source.text.utf8 {
            if byte == 10 { line += 1 }
            if inside {
                if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: ">") {
                    inside = false
                    if let tag = tag(String(decoding: current, as: UTF8.self), line) { tags.append(tag) }
                    continue
                }
                current.append(byte)
            } else if byte == UInt8(ascii: "<") {
                inside = true
                current = []
                quote = nil
            }
        }
        return tags
    }

    private static func tag(_ text: String, _ line: Int) -> Tag? {
        guard let first = text.first, first.isLetter else { return nil }
        var bare = ""
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
                bare.append("\u{0}")
            } else {
                bare.append(character)
            }
        }
        let words = bare.split { $0.isWhitespace || $0 == "/" }.map { $0.lowercased() }
        let attributes = words.dropFirst().map { String($0.prefix { $0 != "=" }) }
        return Tag(name: words[0], line: line, text: text, attributes: attributes)
    }

    static var checks: [Check] { [unescaped, inline] }
}
