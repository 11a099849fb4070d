/// The rooms of the kernel see downward only. A use is a capitalised name that exactly one file declares at its top
/// level; names declared twice are not followed.
enum Rooms {
    /// From the bottom to the top. Messaging stands low: a message is queued in the transaction of what it tells of,
    /// and those transactions are the gate's and sign-in's. Structures stand below identities: an account belongs to a
    /// structure, a structure knows no account. What stands directly in Kernel/ (the table of contents) is above all.
    static let order = [
        "Ids", "Declarations", "Vault", "Storage", "Audit", "Messaging", "Consent", "Access", "Structures", "Identity",
        "Register", "Rights", "Modules",
    ]
    static let kernel = "Sources/Core/Kernel/"

    struct Use: Sendable, Hashable, CustomStringConvertible {
        let from: String
        let path: String
        let line: Int
        let name: String
        let to: String
        var description: String { "\(path):\(line): \(from) uses \(name) of \(to)" }
    }

    static func room(of path: String) -> String {
        let inside = path.dropFirst(kernel.count)
        return inside.contains("/") ? String(inside.split(separator: "/")[0]) : "Kernel.swift"
    }

    static func rank(_ room: String) -> Int? { room == "Kernel.swift" ? order.count : order.firstIndex(of: room) }

    private static let declaring: Set<String> = ["struct", "class", "enum", "actor", "protocol", "typealias"]

    /// Names that a file declares: at its top level (and seen by others), and nested in another type.
    static func declared(in source: Source) -> (top: Set<String>, nested: Set<String>) {
        var top: Set<String> = []
        var nested: Set<String> = []
        var depth = 0
        let code = source.code
        for (index, token) in code.enumerated() {
            if token.text == "{" { depth += 1 }
            if token.text == "}" { depth -= 1 }
            guard token.kind == .word, declaring.contains(token.text), index + 1 < code.count else { continue }
            let name = code[index + 1]
            guard name.kind == .word, name.text.first?.isUppercase == true else { continue }
            let hidden = index > 0 && ["private", "fileprivate"].contains(code[index - 1].text)
            if depth == 0 && !hidden { top.insert(name.text) } else { nested.insert(name.text) }
        }
        return (top, nested)
    }

    static func uses(in sources: [Source]) -> [Use] {
        var homes: [String: Set<String>] = [:]
        var nested: [String: Set<String>] = [:]
        for source in sources {
            let names = declared(in: source)
            for name in names.top { homes[name, default: []].insert(source.path) }
            nested[source.path] = names.nested
        }
        var uses: [Use] = []
        for source in sources {
            let from = room(of: source.path)
            var told: Set<String> = []
            for (index, token) in source.code.enumerated() where token.kind == .word && !told.contains(token.text) {
                guard let home = homes[token.text], home.count == 1, let path = home.first, path != source.path,
                    nested[source.path]?.contains(token.text) != true
                else { continue }
                // `.Role` is a member of some type, not the top-level name.
                if index > 0, source.code[index - 1].text == "." { continue }
                told.insert(token.text)
                let to = room(of: path)
                if to != from {
                    uses.append(Use(from: from, path: source.path, line: token.line, name: token.text, to: to))
                }
            }
        }
        return uses
    }

    static func trespasses(in sources: [Source]) -> [Use] {
        uses(in: sources).filter { use in
            guard let from = rank(use.from), let to = rank(use.to) else { return false }
            return to > from
        }
    }

    /// Folders that the order does not know.
    static func unknown(in sources: [Source]) -> Set<String> {
        Set(sources.map { room(of: $0.path) }.filter { rank($0) == nil })
    }
}
