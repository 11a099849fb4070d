/// Who may import whom. The compiler lets a module import what its neighbours depend on (transitive targets, external
/// products), so every `import` line is read against this table; what the table does not name is refused.
enum ImportTable {
    private static let everywhere = ["Sources", "Tests"]
    private static let house = ["Sources/Core/Kernel", "Sources/Core/Web", "Sources/Server", "Tests"]
    private static let rooms = ["Sources/Core/Desk", "Sources/Modules"]

    /// A module is seen by the server, its own tests, and the tests that judge the whole: never by a sibling.
    private static func places(of module: String) -> [String] {
        [
            "Sources/Server", "Tests/TestSupport", "Tests/\(module)Tests", "Tests/KernelTests", "Tests/ServerTests",
            "Tests/HouseTests",
        ]
    }

    /// The imported module, and the folders that may import it.
    static let places: [String: [String]] = [
        "Foundation": everywhere,
        "Synchronization": house,
        "Glibc": house,
        "Logging": house,
        "Metrics": house,

        "Kernel": ["Sources/Core/Web", "Sources/Server", "Tests"] + rooms,
        "Web": ["Sources/Server", "Tests"] + rooms,
        "FHIR": ["Sources/Server", "Tests"] + rooms,
        "Desk": places(of: "Desk"),
        "Questionnaires": places(of: "Questionnaires"),
        "SharedRecords": places(of: "SharedRecords"),
        "PartnerExchange": places(of: "PartnerExchange"),
        "Server": ["Tests/ServerTests", "Tests/HouseTests"],

        "GRDBSQLite": ["Sources/Core/Kernel/Storage/SQLite"],
        "GRDB": ["Sources/Core/Kernel/Storage/SQLite", "Tests/KernelTests"],
        // Own threads that wait for the server or the disk, so that the cooperative pool never does.
        "Dispatch": ["Sources/Core/Kernel/Storage/PostgreSQL", "Sources/Core/Kernel/Storage/SQLite"],
        "CLibPQ": ["Sources/Core/Kernel/Storage/PostgreSQL", "Tests/KernelTests"],
        "CLibCurl": ["Sources/Core/Kernel/Messaging"],
        "CLibZip": ["Sources/Core/Kernel/Register/Exports"],
        "CLibProcess": ["Sources/Server/Process"],
        "Crypto": [
            "Sources/Core/Kernel/Vault", "Sources/Core/Kernel/Storage", "Sources/Core/Kernel/Audit",
            "Sources/Core/Kernel/Consent", "Sources/Core/Kernel/Identity", "Sources/Core/Kernel/Register",
            "Sources/Core/Kernel/Modules",
            "Sources/Core/Web", "Tests",
        ],

        // scrypt, and RSA for passkeys that only speak it.
        "CryptoExtras": ["Sources/Core/Kernel/Identity", "Tests/KernelTests"],

        "Hummingbird": ["Sources/Core/Web", "Sources/Server", "Tests/WebTests", "Tests/ServerTests"],
        "HTTPTypes": ["Sources/Core/Web", "Sources/Server", "Tests/WebTests", "Tests/ServerTests"],
        // The kernel's own way out to identity providers.
        "NIOHTTP1": ["Sources/Core/Kernel/Identity/Providers"],
        "NIOCore": [
            "Sources/Core/Kernel/Identity/Providers", "Sources/Core/Web", "Sources/Server", "Tests/WebTests",
            "Tests/ServerTests",
        ],
        "Mustache": ["Sources/Core/Web", "Tests/WebTests"],
        "Yams": ["Sources/Core/Web", "Sources/Server", "Tests"],
        "Subprocess": ["Sources/Core/Web", "Tests"],

        "HummingbirdTLS": ["Sources/Server"],
        "HummingbirdHTTP2": ["Sources/Server"],
        "HummingbirdCore": ["Sources/Server"],
        "HummingbirdTesting": ["Tests/ServerTests"],
        "NIOSSL": ["Sources/Server", "Tests/ServerTests"],
        "ArgumentParser": ["Sources/Server", "Tests/ServerTests"],
        "Configuration": ["Sources/Server", "Tests/ServerTests"],
        "ServiceLifecycle": ["Sources/Server", "Tests/ServerTests"],
        "UnixSignals": ["Sources/Server"],
        "AsyncHTTPClient": ["Sources/Core/Kernel/Identity", "Sources/Server", "Tests/ServerTests"],

        "SystemPackage": ["Sources/Core/Web", "Sources/Server/Configuration", "Tests"],

        "Testing": ["Tests"],
        "TestSupport": ["Tests"],
    ]

    /// What may be imported `public`: everything else would leak into the signatures that modules see.
    static let mayBeShown: Set<String> = ["Foundation", "Kernel", "Web", "FHIR"]

    struct Line: Sendable, Hashable {
        let module: String
        let line: Int
        let modifiers: Set<String>
    }

    /// The import lines of a text.
    static func imports(of source: Source) -> [Line] {
        let code = source.code
        let kinds: Set<String> = ["typealias", "struct", "class", "enum", "protocol", "let", "var", "func", "actor"]
        let access: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
        var lines: [Line] = []
        for index in code.indices where code[index].kind == .word && code[index].text == "import" {
            var modifiers: Set<String> = []
            var before = index - 1
            while before >= 0 {
                if access.contains(code[before].text) {
                    modifiers.insert(code[before].text)
                    before -= 1
                } else if before > 0, code[before].kind == .word, code[before - 1].text == "@" {
                    modifiers.insert("@" + code[before].text)
                    before -= 2
                } else if code[before].text == ")", before > 3, code[before - 2].text == "(" {
                    modifiers.insert("@" + code[before - 3].text)
                    before -= 5
                } else {
                    break
                }
            }
            // A word `import` inside an expression has something else before it on its line.
            guard before < 0 || code[before].text == ";" || code[before + 1].first else { continue }
            var next = index + 1
            if next < code.count, kinds.contains(code[next].text) { next += 1 }
            guard next < code.count, code[next].kind == .word else { continue }
            lines.append(Line(module: code[next].text, line: code[index].line, modifiers: modifiers))
        }
        return lines
    }

    static func judge(_ source: Source) -> [Finding] {
        imports(of: source).compactMap { found in
            func refuse(_ why: String) -> Finding { Finding(path: source.path, line: found.line, says: why) }
            guard let folders = places[found.module] else {
                return refuse("nobody may import \(found.module): it is not in the import table")
            }
            guard folders.contains(where: { source.path.hasPrefix($0 + "/") }) else {
                return refuse("\(found.module) may be imported in \(folders.joined(separator: ", ")) only")
            }
            if found.modifiers.contains("@testable"), !source.isIn("Tests/\(found.module)Tests") {
                return refuse("@testable import \(found.module) stands in \(found.module)Tests alone")
            }
            if let odd = found.modifiers.first(where: { $0.hasPrefix("@_") }) {
                return refuse("\(odd) goes around access levels")
            }
            if found.modifiers.contains("public"), source.isIn("Sources"), !mayBeShown.contains(found.module) {
                return refuse("a public import shows \(found.module) to every module; import it plainly")
            }
            return nil
        }
    }

    static let check = Check(
        "every import line stands in the import table", mustSee: House.targets.filter { !$0.contains("CLib") },
        bad: [
            Source("Sources/Modules/Questionnaires/Gestures/Bad.swift", "import GRDB"),
            Source("Sources/Modules/Questionnaires/Gestures/Bad.swift", "import Foundation; import Hummingbird"),
            Source("Sources/Modules/Questionnaires/Gestures/Bad.swift", "import SharedRecords"),
            Source("Sources/Core/Desk/Bad.swift", "import struct Mustache.MustacheTemplate"),
            Source("Sources/Core/Desk/Bad.swift", "@preconcurrency\nimport Crypto"),
            Source("Sources/Core/Desk/Bad.swift", "import `Crypto`"),
            Source("Sources/Core/Kernel/Register/Bad.swift", "import GRDB"),
            Source("Sources/Core/Kernel/Storage/SQLite/Bad.swift", "import CLibPQ"),
            Source("Sources/Core/Kernel/Storage/SQLite/Bad.swift", "public import GRDB"),
            Source("Sources/Core/Kernel/Modules/Bad.swift", "import Web"),
            Source("Sources/Core/FHIR/Bad.swift", "import Kernel"),
            Source("Sources/Core/Web/Bad.swift", "public import Hummingbird"),
            Source("Sources/Core/Web/Bad.swift", "@_exported import Kernel"),
            Source("Sources/Core/Web/Bad.swift", "@_spi(Hidden) import Kernel"),
            Source("Sources/Core/Web/Bad.swift", "import Unheard"),
            Source("Tests/WebTests/Bad.swift", "@testable import Kernel"),
            Source("Tests/SharedRecordsTests/Bad.swift", "import Questionnaires"),
        ],
        good: [
            Source("Sources/Modules/Questionnaires/Fine.swift", "public import Kernel\nimport Web\nimport Foundation"),
            Source(
                "Sources/Core/Kernel/Storage/SQLite/Fine.swift",
                "// import Web\nlet text = \"\"\"\n import Web\n\"\"\"\nimport GRDB"),
            Source("Sources/Core/Web/Fine.swift", "package import Hummingbird"),
            Source("Sources/Core/Web/Fine.swift", "#if canImport(Glibc)\nimport Glibc\n#endif"),
            Source("Tests/KernelTests/Fine.swift", "@testable import Kernel\nimport Testing"),
        ],
        looksAt: { $0.isSwift && $0.isIn("Sources", "Tests") && !$0.isIn("Tests/MustNotCompile") }, judge: judge)
}
