import Foundation

/// The files of the house, read once. Checks are pure functions over a path and a text, so that each can be shown a
/// bad example; here is where they meet the real files.
enum House {
    /// The folder of the package: the first one above this file that holds a Package.swift.
    static let root: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            precondition(folder.path != "/", "no Package.swift above \(#filePath)")
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// Everything that is written by hand and committed: Sources, Tests, config, scripts and the pages at the top.
    static let files: [Source] = {
        var found: [Source] = []
        for top in ["Sources", "Tests", "config", "scripts", ".ci"] { read(top, into: &found) }
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()
        where name.hasSuffix(".md") || name == "Makefile" || name == "Package.swift" || name == ".swift-format" {
            add(name, into: &found)
        }
        return found
    }()

    /// The folders of the targets, as Package.swift names them: a new target cannot escape by being forgotten here.
    static let targets: [String] = {
        let tokens = Token.read(text(of: "Package.swift") ?? "")
        var paths: [String] = []
        for index in tokens.indices.dropFirst(2)
        where tokens[index].kind == .string && tokens[index - 2].text == "path" && tokens[index - 1].text == ":" {
            if tokens[index].text.hasPrefix("Sources/") { paths.append(tokens[index].text) }
        }
        return paths
    }()

    static func text(of path: String) -> String? {
        (try? Data(contentsOf: root.appending(path: path))).map { String(decoding: $0, as: UTF8.self) }
    }

    private static let readable: Set<String> = [
        "swift", "mustache", "html", "css", "js", "yml", "yaml", "md", "txt", "sql", "h", "modulemap", "sh", "py",
        "json",
        "webmanifest", "run", "toml",
    ]
    private static let passedOver: Set<String> = ["node_modules", "__pycache__", ".build"]

    private static func read(_ folder: String, into found: inout [Source]) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        for name in names.sorted() where !passedOver.contains(name) {
            let path = folder + "/" + name
            let isFolder = try? root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory
            if isFolder == true { read(path, into: &found) } else { add(path, into: &found) }
        }
    }

    private static func add(_ path: String, into found: inout [Source]) {
        let kind = path.split(separator: "/").last?.split(separator: ".").last.map(String.init) ?? ""
        guard readable.contains(kind) || path == "Makefile" || path == ".swift-format" else { return }
        guard let text = text(of: path) else { return }
        found.append(Source(path, text))
    }
}

/// One file: its path from the root of the package, its text, and for Swift its tokens.
struct Source: Sendable {
    let path: String
    let text: String
    let lines: [Substring]
    let tokens: [Token]
    /// The tokens without comments.
    let code: [Token]

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        tokens = path.hasSuffix(".swift") ? Token.read(text) : []
        code = tokens.filter { $0.kind != .comment }
    }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var isSwift: Bool { path.hasSuffix(".swift") }
    func isIn(_ folders: String...) -> Bool { folders.contains { path.hasPrefix($0 + "/") || path == $0 } }
    func hasFolder(_ name: String) -> Bool { path.contains("/" + name + "/") }
}

/// What a check holds against a line, with the way out.
struct Finding: Sendable, Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let says: String
    var description: String { "\(path):\(line): \(says)" }
}

/// A rule of the house. It carries the examples that prove that it looks.
struct Check: Sendable, CustomStringConvertible {
    /// A sentence.
    let name: String
    /// Files under these folders (or these files) are judged.
    let looksAt: @Sendable (Source) -> Bool
    /// Folders in which the check must have found something to look at, or it is blind.
    let mustSee: [String]
    let judge: @Sendable (Source) -> [Finding]
    /// What it must catch.
    let bad: [Source]
    /// What looks alike and is right.
    let good: [Source]

    var description: String { name }

    init(
        _ name: String, mustSee: [String], bad: [Source], good: [Source],
        looksAt: @escaping @Sendable (Source) -> Bool, judge: @escaping @Sendable (Source) -> [Finding]
    ) {
        self.name = name
        self.mustSee = mustSee
        self.bad = bad
        self.good = good
        self.looksAt = looksAt
        self.judge = judge
    }

    func findings(in files: [Source]) -> (seen: [Source], findings: [Finding]) {
        let seen = files.filter(looksAt)
        return (seen, seen.flatMap(judge))
    }
}
