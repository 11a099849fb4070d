/// What the words of the house may say, and in which language, where.
enum Wording {
    /// SQL stands where tables are described and where storage is, nowhere else.
    static let sql = Check(
        "SQL stands in Tables and Storage folders alone",
        mustSee: ["Sources/Core/Kernel", "Sources/Modules", "Sources/Server"],
        bad: [
            Source("Sources/Modules/A/Gestures/Bad.swift", "let a = \"SELECT id FROM people\""),
            Source("Sources/Modules/A/Gestures/Bad.swift", "let a = \"\"\"\n    update people SET a = 1\n    \"\"\""),
            Source("Sources/Modules/A/Gestures/Bad.swift", "let a: SQL = b"),
            Source("Sources/Core/Web/Bad.swift", "try writing.run(\"DELETE FROM people WHERE a = \\(b)\")"),
        ],
        good: [
            Source("Sources/Modules/A/Gestures/Fine.swift", "let a = \"Select a date\" // SELECT id FROM people"),
            Source("Sources/Modules/A/Gestures/Fine.swift", "let a = \"Update of the sheet from 2026\""),
        ],
        looksAt: {
            $0.isSwift && $0.isIn("Sources") && !$0.hasFolder("Tables") && !$0.isIn("Sources/Core/Kernel/Storage")
        }
    ) { source in
        source.code.compactMap { token in
            let found =
                (token.kind == .word && token.text == "SQL") || (token.kind == .string && isStatement(token.text))
            return found ? Finding(path: source.path, line: token.line, says: "SQL belongs in a Tables folder") : nil
        }
    }

    static func isStatement(_ text: String) -> Bool {
        let words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "(" }.prefix(40).map { $0.uppercased() }
        guard let first = words.first else { return false }
        switch first {
        case "SELECT": return words.contains("FROM") && !text.hasPrefix("Select")
        case "INSERT": return words.dropFirst().first == "INTO" || words.contains("INTO")
        case "DELETE": return words.dropFirst().first == "FROM"
        case "UPDATE": return words.contains("SET")
        case "CREATE", "ALTER", "DROP":
            return ["TABLE", "INDEX", "TRIGGER", "UNIQUE"].contains(words.dropFirst().first ?? "")
        default: return false
        }
    }

    /// We say what the software does and show the evidence. Names of laws and of what others hold are allowed, by the
    /// exact words.
    static let ourselves = Check(
        "no word of praise about ourselves", mustSee: ["Sources/Core/Kernel", "Sources/Modules", "README.md"],
        bad: [
            Source("Sources/Core/Web/Bad.swift", "let a = \"Citana est conforme au RGPD\""),
            Source("Sources/Core/Web/Texts/fr.yml", "a: Logiciel certifié"),
            Source("Sources/Core/Web/Views/a.mustache", "<p>GDPR compliant</p>"),
            Source("README.md", "Certified for health data"), Source("README.md", "hébergement HDS"),
        ],
        good: [
            Source("Sources/Core/Web/Fine.swift", "let conformance = 1 // conforms to the protocol, HDSL"),
            Source("README.md", "The certificate of the host is written on the sheet."),
        ],
        looksAt: { source in
            !["sh", "py"].contains { source.path.hasSuffix("." + $0) }
                && (source.isIn("Sources", "config") || source.path.hasSuffix(".md"))
        }
    ) { source in
        let banned = [
            "conforme", "conformité", "certifié", "certifie ", "agréé", "compliant", "compliance", "certified", "HDS",
            "homologué", "labellisé",
        ]
        return source.lines.enumerated().compactMap { number, line in
            var text = String(line)
            for words in lawful { text = text.replacing(words, with: "") }
            let found = banned.first { word in
                word == "HDS"
                    ? text.split { !$0.isLetter }.contains("HDS") : text.lowercased().contains(word)
            }
            guard let found else { return nil }
            return Finding(path: source.path, line: number + 1, says: "« \(found) » about ourselves: say what is done")
        }
    }

    /// Words that name a law, a duty or what somebody else holds. Each is here because a sheet must say it.
    static let lawful: [String] = [
        "no word such as \"compliant\" or \"certified\" about ourselves"
    ]

    /// Where French may stand in Swift: what users see, in files named for it; elsewhere texts are in Texts/.
    static let french = Check(
        "French stands only where it belongs",
        mustSee: ["Sources/Core/Kernel/Storage", "Sources/Server"],
        bad: [
            Source("Sources/Core/Web/Bad.swift", "let a = \"Réglages\""),
            Source("Sources/Core/Web/Bad.swift", "static let example = A(\n  b: 1\n)\nlet a = \"Réglages\""),
            Source("Sources/Modules/A/Gestures/Bad.swift", "throw Refusal(\"\"\"\n  déjà signé \\(b)\n  \"\"\")"),
        ],
        good: [
            Source("Sources/Core/Web/Fine.swift", "let a = \"… — « » Settings\" // Réglages"),
            Source("Sources/Core/Web/Fine.swift", "let a = text(\"settings\")"),
            Source("Sources/Core/Web/Fine.swift", "Bilingual(fr: \"Réglages\", en: \"Settings\")"),
            Source("Sources/Core/Web/Fine.swift", "static let title: StaticString = \"Réglages\""),
            Source(
                "Sources/Core/Web/Fine.swift", "static let example = A(\n  b: \"Réglages\",\n  c: [\"é\"]\n)\nlet d = 1"
            ),
        ],
        looksAt: { source in
            source.isSwift && source.isIn("Sources")
                && !["Messages.swift", "Treatments.swift", "TreatmentsUpkeep.swift", "Migrations.swift"].contains(
                    source.name)
                && !["Tables", "Texts", "Views", "Demo"].contains { source.hasFolder($0) }
                && !source.isIn(
                    "Sources/Core/Kernel/Declarations", "Sources/Core/Kernel/Register", "Sources/Core/Kernel/Modules",
                    "Sources/Core/Kernel/Structures", "Sources/Core/Kernel/Ids/Identifier.swift",
                    // The printed register, in French like every export.
                    "Sources/Core/Desk/SheetDocument.swift")
                // The table of contents of a module names it in both languages.
                && !House.targets.contains {
                    source.path == $0 + "/" + ($0.split(separator: "/").last ?? "") + ".swift"
                }
        }
    ) { source in
        let examples = exampleRanges(of: source.code)
        return source.code.indices.compactMap { index in
            let token = source.code[index]
            guard token.kind == .string, token.text.unicodeScalars.contains(where: isAccented) else { return nil }
            let before = source.code[max(0, index - 5)..<index].map(\.text).joined(separator: " ")
            if examples.contains(where: { $0.contains(index) }) { return nil }
            // Beside its English, or the title of a table, which the sheet prints.
            if before.hasSuffix("fr :") || before.hasSuffix("title : StaticString =") { return nil }
            let start = token.text.prefix(40)
            return Finding(path: source.path, line: token.line, says: "« \(start) »: French belongs in Texts/fr.yml")
        }
    }

    /// Tokens of `static let example = …`: invented values that fill a page in tests.
    private static func exampleRanges(of code: [Token]) -> [Range<Int>] {
        code.indices.dropFirst(2).compactMap { start in
            guard code[start].text.lowercased().hasPrefix("example"), code[start].kind == .word,
                code[start - 2].text == "static" || code[start - 1].text == "enum"
            else { return nil }
            var depth = 0
            var next = start
            while next < code.count {
                if ["(", "[", "{"].contains(code[next].text) { depth += 1 }
                if [")", "]", "}"].contains(code[next].text) { depth -= 1 }
                if depth < 0 || (depth == 0 && next > start && code[next].first && code[next].text != ".") { break }
                next += 1
            }
            // The mark that closes the value stands first on its line too.
            while next < code.count, [")", "]", "}"].contains(code[next].text) { next += 1 }
            return start..<next
        }
    }

    static func isAccented(_ scalar: Unicode.Scalar) -> Bool {
        ((0xC0...0x17F).contains(scalar.value) && scalar.value != 0xD7 && scalar.value != 0xF7)
    }

    /// Paths of one machine, and names of its tools, in nothing that is committed.
    static let machine = Check(
        "no path of one machine", mustSee: ["Sources/Core/Kernel", "Tests", "scripts"],
        bad: [
            Source("Sources/A/Bad.swift", "let a = \"/wo" + "rk/main\""), Source("scripts/a.sh", "cd /ro" + "ot/x"),
            Source("README.md", "open /ho" + "me/ada/citana"),
        ],
        good: [Source("Sources/A/Fine.swift", "let a = \"/homework/rooted\" // etc/work/x")],
        // Inside the bare root that it makes, that script knows every path.
        looksAt: { $0.path != "scripts/bare-root.sh" }
    ) { source in
        let paths = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/"]
        return source.lines.enumerated().compactMap { number, line in
            for path in paths {
                guard let range = line.firstRange(of: path) else { continue }
                let before = line[..<range.lowerBound].last
                if let before, before.isLetter || before.isNumber || before == "." || before == "}" || before == ")" {
                    continue
                }
                return Finding(path: source.path, line: number + 1, says: "\(path) is a path of one machine")
            }
            return nil
        }
    }

    static var checks: [Check] { [sql, ourselves, french, machine] }
}
