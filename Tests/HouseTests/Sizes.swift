/// Small files, small functions, lines that fit.
enum Sizes {
    static let fileBytes = 16_384
    static let functionLines = 70
    static let lineCharacters = 120

    /// Files that may be longer, each with its reason. This list only shrinks.
    static let longFiles: [String: String] = [:]

    static let files = Check(
        "no file of the sources is longer than 16 kB", mustSee: House.targets.filter { !$0.contains("CLib") },
        bad: [Source("Sources/Core/Web/Long.swift", String(repeating: "let a = 1\n", count: 1_700))],
        good: [Source("Sources/Core/Web/Short.swift", String(repeating: "let a = 1\n", count: 1_600))],
        looksAt: { $0.isSwift && $0.isIn("Sources", "Tests") }
    ) { source in
        let bytes = source.text.utf8.count
        guard bytes > fileBytes, longFiles[source.path] == nil else { return [] }
        return [
            Finding(path: source.path, line: 1, says: "\(bytes) bytes, at most \(fileBytes): part it by what it says")
        ]
    }

    static let lines = Check(
        "no line is longer than 120 characters, unless it is one sentence in quotes",
        mustSee: House.targets.filter { !$0.contains("CLib") },
        bad: [
            Source("Sources/Core/Web/Wide.swift", "// " + String(repeating: "é", count: 118)),
            Source("Sources/Core/Web/Wide.swift", "let a = [" + String(repeating: "\"word\", ", count: 20) + "]"),
        ],
        good: [
            Source("Sources/Core/Web/Narrow.swift", "// " + String(repeating: "é", count: 117)),
            Source(
                "Sources/Core/Web/Narrow.swift", "    reference: \"" + String(repeating: "word ", count: 40) + "\","),
        ],
        looksAt: { $0.isSwift && $0.isIn("Sources", "Tests") }
    ) { source in
        source.lines.enumerated().compactMap { number, line in
            // Counting characters is slow; bytes tell most lines.
            guard line.utf8.count > lineCharacters, line.count > lineCharacters, !isSentence(line) else { return nil }
            return Finding(
                path: source.path, line: number + 1, says: "\(line.count) characters, at most \(lineCharacters)")
        }
    }

    /// A sentence that users read is not cut; what stands around it must still be short.
    private static func isSentence(_ line: Substring) -> Bool {
        let longest = line.split(separator: "\"").dropFirst().map(\.count).max() ?? 0
        return longest > 40 && line.count - longest <= 80
    }

    static let functions = Check(
        "no function body is longer than 70 lines", mustSee: ["Sources/Core/Kernel", "Tests"],
        bad: [
            Source("Sources/Core/Web/A.swift", "func long(a: () -> Int = { 1 }) {\n" + rows(71) + "}"),
            Source("Sources/Core/Web/A.swift", "struct A { init() {\n" + rows(71) + "} }"),
            Source("Sources/Core/Web/A.swift", "struct A { var all: [Int] {\n" + rows(71) + "} }"),
        ],
        good: [
            Source("Sources/Core/Web/A.swift", "func long() {\n" + rows(70) + "}"),
            Source("Sources/Core/Web/A.swift", "protocol A { func a() ; init(b: Int) }\nstruct B {\n" + rows(90) + "}"),
        ],
        looksAt: { $0.isSwift && $0.isIn("Sources", "Tests") }
    ) { source in
        bodies(in: source).compactMap { body in
            guard body.lines > functionLines else { return nil }
            return Finding(
                path: source.path, line: body.line,
                says: "\(body.name) has \(body.lines) lines, at most \(functionLines): name its parts")
        }
    }

    private static func rows(_ count: Int) -> String { String(repeating: "let a = 1\n", count: count) }

    struct Body: Sendable, Hashable {
        let name: String
        let line: Int
        let lines: Int
    }

    /// Bodies of functions, initialisers and computed properties; a nested one counts in its parent too.
    static func bodies(in source: Source) -> [Body] {
        let code = source.code
        var found: [Body] = []
        var index = 0
        while index < code.count {
            let token = code[index]
            let isMember = index > 0 && code[index - 1].text == "."
            if token.kind == .word, !isMember, index + 1 < code.count {
                switch token.text {
                case "protocol" where code[index + 1].kind == .word:
                    // Requirements have no bodies: pass over them.
                    if let open = opening(code, after: index), let close = closing(code, open) { index = close }
                case "func", "init", "subscript", "deinit":
                    let name = token.text == "func" ? code[index + 1].text : token.text
                    if let body = body(name, code, after: index) { found.append(body) }
                case "var":
                    if let body = computed(code, at: index) { found.append(body) }
                default: break
                }
            }
            index += 1
        }
        return found
    }

    private static func body(_ name: String, _ code: [Token], after index: Int) -> Body? {
        guard let open = opening(code, after: index), let close = closing(code, open) else { return nil }
        return Body(name: name, line: code[index].line, lines: code[close].line - code[open].line - 1)
    }

    /// `var name: Type {`, with no `=` between.
    private static func computed(_ code: [Token], at index: Int) -> Body? {
        guard let open = opening(code, after: index), index + 2 < open, code[index + 2].text == ":" else { return nil }
        let between = code[index..<open]
        guard !between.contains(where: { $0.text == "=" || $0.text == ";" || $0.text == "}" }) else { return nil }
        let starts: Set<String> = [
            "var", "let", "func", "init", "struct", "enum", "class", "extension", "for", "if", "case",
        ]
        guard !between.dropFirst().contains(where: { starts.contains($0.text) }) else { return nil }
        return body(code[index + 1].text, code, after: index)
    }

    private static func opening(_ code: [Token], after index: Int) -> Int? {
        var depth = 0
        for next in (index + 1)..<max(code.count, index + 1) {
            switch code[next].text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0 && code[next].kind == .mark: return next
            case "}" where depth == 0 && code[next].kind == .mark: return nil
            default: break
            }
        }
        return nil
    }

    private static func closing(_ code: [Token], _ open: Int) -> Int? {
        var depth = 0
        for next in open..<code.count where code[next].kind == .mark {
            if code[next].text == "{" { depth += 1 }
            if code[next].text == "}" {
                depth -= 1
                if depth == 0 { return next }
            }
        }
        return nil
    }
}
