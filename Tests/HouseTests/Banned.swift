/// Words and calls that the house does without. Each ban says what to do instead, where it does not hold, and carries
/// the example that proves it.
struct Ban: Sendable {
    /// Tokens in a row, as Swift reads them: `Date ( )`.
    let words: [[String]]
    let instead: String
    /// Where it holds.
    let under: [String]
    /// Files or folders in which it is right, each with its reason.
    let except: [String: String]
    let bad: String
    let good: String

    init(
        _ words: String..., instead: String, under: [String] = ["Sources"], except: [String: String] = [:], bad: String,
        good: String
    ) {
        self.words = words.map { $0.split(separator: " ").map(String.init) }
        self.instead = instead
        self.under = under
        self.except = except
        self.bad = bad
        self.good = good
    }

    var check: Check {
        let name = "banned: " + words.map { $0.joined() }.joined(separator: ", ")
        return Check(
            name, mustSee: under, bad: [Source(under[0] + "/Room/Bad.swift", bad)],
            good: [Source(under[0] + "/Room/Fine.swift", good)],
            looksAt: { source in
                source.isSwift && under.contains { source.isIn($0) } && !except.keys.contains { source.isIn($0) }
            },
            judge: judge)
    }

    func judge(_ source: Source) -> [Finding] {
        var findings: [Finding] = []
        let code = source.code
        for row in words {
            for index in code.indices where Self.stands(row, in: code, at: index) {
                let text = row.joined()
                findings.append(Finding(path: source.path, line: code[index].line, says: "`\(text)`: \(instead)"))
            }
        }
        return findings
    }

    private static func stands(_ row: [String], in code: [Token], at index: Int) -> Bool {
        guard code[index].text == row[0], index + row.count <= code.count else { return false }
        // `print(…)` is the banned call; `printer.print(…)` and `func print(…)` are something else's.
        if row.count > 1, row[1] == "(", row[0].first?.isLowercase == true, index > 0,
            [".", "func"].contains(code[index - 1].text)
        {
            return false
        }
        for (ahead, word) in row.enumerated() {
            let token = code[index + ahead]
            guard token.kind != .string, token.text == word else { return false }
            // `try !x` negates, `try! x` does not ask.
            if ahead > 0, word == "!" || word == "?", token.spaced { return false }
        }
        return true
    }
}

enum Banned {
    private static let rooms = ["Sources/Core/Desk", "Sources/Modules"]
    private static let all = ["Sources"]

    static let bans: [Ban] = [
        Ban(
            "unsafe", instead: "a grant can be forged through unsafe memory; ask the kernel for what is missing",
            under: rooms, bad: "let a = unsafe b()", good: "let unsafeties = 1 // unsafe"),
        Ban(
            "try !", instead: "handle the error or say `precondition` with the reason", bad: "let a = try! b()",
            good: "let a = try !b()"),
        Ban("as !", instead: "use `as?` and say what happens otherwise", bad: "a as! B", good: "a as? B"),
        Ban(
            "fatalError", instead: "throw; a clinic's server does not stop", bad: "fatalError()",
            good: "throw Fatal.error"),
        Ban(
            "print (", "debugPrint (", "dump (", instead: "log it, or answer through the command's output",
            except: ["Sources/Server/Commands": "the command line speaks on standard output"], bad: "print(a)",
            good: "func print(a: Int) { b.print(a) }"),
        Ban(
            "Date ( )", "Date . now", "Date ( timeIntervalSinceNow", "ContinuousClock ( )", "clock_gettime (",
            "time ( nil",
            instead: "ask the TimeSource", except: ["Sources/Core/Kernel/Ids/Instant.swift": "the TimeSource itself"],
            bad: "let a = Date()", good: "let a = Date(timeIntervalSince1970: 0)"),
        Ban(
            "UUID ( )", "SystemRandomNumberGenerator", "Int . random", "UInt64 . random", "UInt8 . random",
            ". randomElement (", ". shuffled (", instead: "random values come from the kernel's named mints",
            except: [
                "Sources/Core/Kernel/Vault": "keys and nonces", "Sources/Core/Kernel/Ids": "identifiers",
                "Sources/Core/Kernel/Identity": "session secrets",
                "Sources/Core/Kernel/Storage/RowID.swift": "row numbers",
                "Sources/Core/Web/Nonce.swift": "the page's nonce",
                "Sources/Core/Web/RequestID.swift": "request numbers",
            ], bad: "let a = UUID()", good: "let a = UUID(uuidString: b)"),
        Ban(
            "ProcessInfo . processInfo . environment", "getenv (", instead: "settings come through Configuration",
            except: [
                "Sources/Server/Configuration": "where settings are read",
                "Sources/Core/Web/PDFPrinter.swift": "a simulated sheet is printed without any configuration file",
            ],
            bad: "ProcessInfo.processInfo.environment[\"A\"]", good: "configuration.environment"),
        Ban(
            "Bundle . module", instead: "ask Web's Resources, which finds the files where the program was put",
            except: ["Sources/Core/Web/Resources.swift": "falls back on it in tests"], bad: "Bundle.module.path",
            good: "Bundle.main.path"),
        Ban(
            "URLSession", instead: "outgoing calls go through the kernel", bad: "URLSession.shared", good: "session.url"
        ),
        Ban(
            "DispatchSemaphore", "DispatchQueue . main", "Thread . sleep", "usleep (", "sleep (",
            instead: "await; blocking a thread starves the others",
            except: [
                "Sources/Core/Kernel/Storage/PostgreSQL": "threads of its own, outside the cooperative pool",
                "Sources/Core/Kernel/Storage/SQLite/SQLiteWriter.swift":
                    "a thread of its own, which waits for the disk",
            ],
            bad: "DispatchSemaphore(value: 0)",
            good: "try await clock.sleep"),
        Ban(
            "NSRegularExpression", instead: "write a small parser, or a Regex", bad: "NSRegularExpression()",
            good: "Regex()"),
        Ban(
            "nonisolated ( unsafe )", "@ unchecked", instead: "use Mutex", bad: "nonisolated(unsafe) var a = 1",
            good: "nonisolated func a()"),
        Ban(
            "JSONEncoder ( )", instead: "key order and bytes come from CanonicalJSON",
            under: ["Sources/Core/Kernel/Register"],
            bad: "JSONEncoder()", good: "CanonicalJSON()"),
    ]

    /// `value!`, `value!.name`, `[0]!`, `String!`.
    static let forceUnwrap = Check(
        "banned: forced unwrapping", mustSee: all,
        bad: ["let a = b!", "b()!.c", "b[0]!", "var a: String!", "c { $0! }"].map {
            Source("Sources/Room/Bad.swift", $0)
        },
        good: ["a != b", "!a", "(!a)", "return !a", "if !a { }", "\"b!\" // b!", "[!a]"].map {
            Source("Sources/Room/Fine.swift", $0)
        },
        looksAt: { $0.isSwift && $0.isIn("Sources") }
    ) { source in
        source.code.indices.dropFirst().compactMap { index in
            let token = source.code[index]
            let before = source.code[index - 1]
            guard token.kind == .mark, token.text == "!", !token.spaced else { return nil }
            let keywords: Set<String> = ["try", "as"]
            let isValue = before.kind == .word || before.kind == .number || [")", "]", "}"].contains(before.text)
            guard isValue, !keywords.contains(before.text) else { return nil }
            return Finding(
                path: source.path, line: token.line, says: "`\(before.text)!`: say what happens when there is none")
        }
    }

    static let unfinished = Check(
        "banned: notes to do later", mustSee: House.targets.filter { !$0.contains("CLib") } + ["Tests"],
        bad: [
            Source("Sources/A/Bad.swift", "// TO" + "DO: later"), Source("Sources/A/b.mustache", "<!-- FIX" + "ME -->"),
            Source("Tests/A/Bad.swift", "/* FIX" + "ME */"),
        ],
        good: [Source("Sources/A/Fine.swift", "let toDo = 1 // method")],
        // The template of a module is made of what its author still has to say.
        looksAt: { $0.isIn("Sources", "Tests", "scripts", "config") && !$0.isIn("scripts/module-template") }
    ) { source in
        let marks = ["TO" + "DO", "FIX" + "ME"]
        return source.lines.enumerated().compactMap { number, line in
            guard let mark = marks.first(where: { line.contains($0) }) else { return nil }
            return Finding(path: source.path, line: number + 1, says: "\(mark): do it, or file an issue")
        }
    }

    static let typeNames = Check(
        "banned: type names that say nothing", mustSee: ["Sources/Core/Kernel", "Tests"],
        bad: ["struct SheetManager {}", "enum DateUtils {}", "final class MailService: A {}", "actor StoreImpl {}"].map
        {
            Source("Sources/Room/Bad.swift", $0)
        } + [Source("Sources/Core/Web/Extensions/String.swift", "")],
        good: ["struct ProviderService {}", "struct Sheet {}", "struct Helping {}"].map {
            Source("Sources/Room/Fine.swift", $0)
        },
        looksAt: { $0.isSwift && $0.isIn("Sources", "Tests") && !$0.isIn("Tests/HouseTests") }
    ) { source in
        let endings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Impl", "Info", "Utility"]
        /// A service that a provider sells (mail, SMS, hosting) is a noun of the domain.
        let allowed: Set<String> = ["ProviderService"]
        var findings: [Finding] = []
        if source.hasFolder("Extensions") {
            findings.append(
                Finding(path: source.path, line: 1, says: "no drawer of extensions: put each beside its use"))
        }
        let names = Rooms.declared(in: source)
        for name in names.top.union(names.nested).sorted() where !allowed.contains(name) {
            if let ending = endings.first(where: { name.hasSuffix($0) }) {
                findings.append(
                    Finding(path: source.path, line: 1, says: "\(name): « \(ending) » says nothing; name what it is"))
            }
        }
        return findings
    }

    /// The classes of data are a closed set: a new one changes the register, so it is declared where the others are.
    static let dataClasses = Check(
        "a class of data is declared in DataClass.swift alone", mustSee: ["Sources/Core/Kernel", "Sources/Modules"],
        bad: [
            Source("Sources/Modules/A/Bad.swift", "enum Soft: DataClass {}"),
            Source("Sources/Modules/A/Bad.swift", "extension A: B, Kernel.DataClass {}"),
        ],
        good: [Source("Sources/Modules/A/Fine.swift", "func a<C: DataClass>(_ c: C.Type) where D: DataClass {}")],
        looksAt: { $0.isSwift && $0.isIn("Sources", "Tests") && $0.name != "DataClass.swift" }
    ) { source in
        let code = source.code
        let kinds: Set<String> = ["enum", "struct", "class", "actor", "extension"]
        return code.indices.compactMap { index in
            guard code[index].text == "DataClass", code[index].kind == .word else { return nil }
            var back = index - 1
            while back >= 0, code[back].kind == .word || [":", ",", ".", "&"].contains(code[back].text) {
                if kinds.contains(code[back].text) {
                    return Finding(
                        path: source.path, line: code[index].line, says: "declare the class in DataClass.swift")
                }
                back -= 1
            }
            return nil
        }
    }

    static var checks: [Check] { bans.map(\.check) + [forceUnwrap, unfinished, typeNames, dataClasses] }
}
