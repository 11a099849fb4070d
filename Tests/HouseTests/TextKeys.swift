/// What users read, by key, in French and English. The two files of a room say the same keys, every key is used, and
/// every key asked for exists.
enum TextKeys {
    /// The keys of a flat YAML list, in order, with the line where each stands.
    static func keys(of source: Source) -> [(key: String, line: Int, text: String)] {
        source.lines.enumerated().compactMap { number, line in
            guard let first = line.first, first != " ", first != "#", first != "-", let colon = line.firstIndex(of: ":")
            else { return nil }
            let key = line[..<colon].trimmed(of: "\"'")
            return (key, number + 1, line[line.index(after: colon)...].trimmed(of: " "))
        }
    }

    /// Problems between the two languages of a room.
    static func differences(_ french: Source, _ english: Source) -> [Finding] {
        let pairs = [(french, english), (english, french)]
        var findings: [Finding] = []
        for (here, there) in pairs {
            let others = Set(keys(of: there).map(\.key))
            var seen: Set<String> = []
            for (key, line, text) in keys(of: here) {
                func add(_ says: String) { findings.append(Finding(path: here.path, line: line, says: says)) }
                if !others.contains(key) { add("\(key) is missing in \(there.name)") }
                if !seen.insert(key).inserted { add("\(key) stands twice") }
                if text.isEmpty || text == "\"\"" { add("\(key) says nothing") }
            }
        }
        return findings
    }

    struct Uses {
        /// Asked for by name: `[[key]]` in a template, `texts("key")` in Swift. These must exist.
        var asked: [(key: String, path: String, line: Int)] = []
        /// Any literal of the code; a key that stands here is used.
        var literals: Set<String> = []
        /// Starts of literals that are completed at run time: `"kind.\(name)"`.
        var prefixes: Set<String> = []
    }

    static func uses(in sources: [Source]) -> Uses {
        var uses = Uses()
        for source in sources {
            if source.path.hasSuffix(".mustache") {
                for (number, line) in source.lines.enumerated() {
                    for key in between(line, "[[", "]]") { uses.asked.append((key, source.path, number + 1)) }
                }
            }
            for (index, token) in source.code.enumerated() where token.kind == .string {
                if let cut = token.text.firstRange(of: "\\()") {
                    let start = String(token.text[..<cut.lowerBound])
                    if start.hasSuffix(".") { uses.prefixes.insert(start) }
                    continue
                }
                uses.literals.insert(token.text)
                if index > 1, source.code[index - 1].text == "(", source.code[index - 2].text == "texts" {
                    uses.asked.append((token.text, source.path, token.line))
                }
            }
        }
        return uses
    }

    /// Keys that nobody uses, and keys that nobody gives. `given` are all the texts that these sources may ask for.
    static func problems(own: [Source], given: [Source], uses: Uses) -> [Finding] {
        let asked = Set(uses.asked.map(\.key))
        var findings: [Finding] = []
        for source in own {
            for (key, line, _) in keys(of: source) {
                let used =
                    asked.contains(key) || uses.literals.contains(key) || uses.prefixes.contains { key.hasPrefix($0) }
                if !used { findings.append(Finding(path: source.path, line: line, says: "nobody uses \(key)")) }
            }
        }
        let known = Set(given.flatMap { keys(of: $0).map(\.key) })
        for use in uses.asked where !known.contains(use.key) {
            findings.append(Finding(path: use.path, line: use.line, says: "there is no text \(use.key)"))
        }
        return findings
    }

    static func between(_ line: Substring, _ open: String, _ close: String) -> [String] {
        var found: [String] = []
        var rest = line
        while let start = rest.firstRange(of: open) {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: close) else { break }
            found.append(String(rest[..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return found
    }
}

extension Substring {
    func trimmed(of characters: String) -> String {
        var text = self
        while let first = text.first, characters.contains(first) { text = text.dropFirst() }
        while let last = text.last, characters.contains(last) { text = text.dropLast() }
        return String(text)
    }
}
