/// The words and marks of a Swift text, enough of them to judge it: comments and literals are told from code, and the
/// code inside an interpolation is code again.
struct Token: Sendable, Hashable {
    enum Kind: Sendable { case word, number, mark, string, comment }
    let kind: Kind
    /// For a string: what is between the quotes, its interpolations replaced by `\()`.
    let text: String
    let line: Int
    /// Whether white space, a comment or the start of the file stands before it.
    let spaced: Bool
    /// Whether it is the first token of its line.
    let first: Bool

    static func read(_ text: String) -> [Token] {
        var reader = Reader(bytes: Array(text.utf8))
        reader.code(until: nil)
        return reader.tokens
    }
}

private struct Reader {
    let bytes: [UInt8]
    var at = 0
    var line = 1
    var spaced = true
    var lastLine = 0
    var tokens: [Token] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 4)
    }

    func peek(_ ahead: Int = 0) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }
    func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    mutating func put(_ kind: Token.Kind, _ text: String, line: Int) {
        tokens.append(Token(kind: kind, text: text, line: line, spaced: spaced, first: line != lastLine))
        lastLine = self.line
        spaced = kind == .comment
    }

    /// Reads code to the end, or to the parenthesis that closes an interpolation.
    mutating func code(until close: UInt8?) {
        var depth = 0
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case 10:
                line += 1
                at += 1
                spaced = true
            case 32, 9, 13:
                at += 1
                spaced = true
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): lineComment()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
            case UInt8(ascii: "\""): string(hashes: 0)
            case UInt8(ascii: "#"): hash()
            case UInt8(ascii: "`"): quotedName()
            case _ where Self.isWord(byte): word()
            default:
                if close != nil {
                    if byte == UInt8(ascii: "(") { depth += 1 }
                    if byte == UInt8(ascii: ")") {
                        if depth == 0 {
                            at += 1
                            return
                        }
                        depth -= 1
                    }
                }
                mark()
            }
        }
    }

    mutating func lineComment() {
        let start = at
        while at < bytes.count && bytes[at] != 10 { at += 1 }
        put(.comment, text(start, at), line: line)
    }

    mutating func blockComment() {
        let start = at
        let first = line
        var depth = 0
        repeat {
            if peek() == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "*") {
                depth += 1
                at += 2
            } else if peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/") {
                depth -= 1
                at += 2
            } else {
                if peek() == 10 { line += 1 }
                at += 1
            }
        } while depth > 0 && at < bytes.count
        put(.comment, text(start, min(at, bytes.count)), line: first)
    }

    /// `#"…"#`, `#/…/#`, or a directive such as `#if`.
    mutating func hash() {
        var hashes = 0
        while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
        if peek(hashes) == UInt8(ascii: "\"") {
            at += hashes
            string(hashes: hashes)
        } else if peek(hashes) == UInt8(ascii: "/") {
            let start = at
            at += hashes + 1
            while at < bytes.count && !(bytes[at] == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "#")) {
                if bytes[at] == 10 { line += 1 }
                at += 1
            }
            at = min(at + 1 + hashes, bytes.count)
            put(.string, text(start, at), line: line)
        } else {
            let start = at
            at += hashes
            while Self.isWord(peek()) { at += 1 }
            put(.word, text(start, at), line: line)
        }
    }

    mutating func quotedName() {
        at += 1
        let start = at
        while at < bytes.count && bytes[at] != UInt8(ascii: "`") && bytes[at] != 10 { at += 1 }
        put(.word, text(start, at), line: line)
        at = min(at + 1, bytes.count)
    }

    mutating func word() {
        let start = at
        while Self.isWord(peek()) { at += 1 }
        let number = bytes[start] >= 48 && bytes[start] <= 57
        put(number ? .number : .word, text(start, at), line: line)
    }

    mutating func mark() {
        let start = at
        at += 1
        if Self.isOperator(bytes[start]) { while Self.isOperator(peek()) { at += 1 } }
        put(.mark, text(start, at), line: line)
    }

    mutating func string(hashes: Int) {
        let first = line
        let before = spaced
        let isFirst = line != lastLine
        let long = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
        at += long ? 3 : 1
        var content: [UInt8] = []
        let slot = tokens.count
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\""), closes(long: long, hashes: hashes) {
                at += (long ? 3 : 1) + hashes
                break
            }
            if byte == 10 {
                line += 1
                if !long { break }
            }
            if byte == UInt8(ascii: "\\"), escaped(hashes) {
                at += 1 + hashes
                if peek() == UInt8(ascii: "(") {
                    at += 1
                    content += [UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: ")")]
                    code(until: UInt8(ascii: ")"))
                } else {
                    content += [UInt8(ascii: "\\"), peek()]
                    if peek() == 10 { line += 1 }
                    at += 1
                }
                continue
            }
            content.append(byte)
            at += 1
        }
        let literal = Token(
            kind: .string, text: String(decoding: content, as: UTF8.self), line: first, spaced: before, first: isFirst)
        tokens.insert(literal, at: slot)
        lastLine = line
        spaced = false
    }

    func closes(long: Bool, hashes: Int) -> Bool {
        let quotes = long ? 3 : 1
        for ahead in 0..<quotes where peek(ahead) != UInt8(ascii: "\"") { return false }
        for ahead in 0..<hashes where peek(quotes + ahead) != UInt8(ascii: "#") { return false }
        return true
    }

    func escaped(_ hashes: Int) -> Bool {
        for ahead in 0..<hashes where peek(1 + ahead) != UInt8(ascii: "#") { return false }
        return true
    }

    static func isWord(_ byte: UInt8) -> Bool {
        byte == 95 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
            || byte >= 128
    }

    static func isOperator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "!"), UInt8(ascii: "*"),
            UInt8(ascii: "%"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "|"),
            UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "?"):
            true
        default: false
        }
    }
}
