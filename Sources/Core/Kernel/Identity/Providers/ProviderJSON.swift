/// JSON as another party sent it (RFC 8259), read strictly: UTF-8, no duplicate member, bounded depth, nothing after.
/// Foundation's decoder keeps one of two members of the same name, and two readers that keep different ones disagree
/// about who signed in; hence one reader, which refuses.
enum ProviderJSON: Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([ProviderJSON])
    case object([String: ProviderJSON])

    struct Malformed: Error, Equatable {}

    /// Deepest nesting that is read.
    static let maximumDepth = 24

    init(_ bytes: [UInt8]) throws(Malformed) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Malformed() }
        var reader = Reader(bytes: bytes)
        self = try reader.document()
    }

    /// A member of an object; nil where absent, null, or this is no object.
    subscript(_ name: String) -> ProviderJSON? {
        guard case .object(let members) = self, let value = members[name], value != .null else { return nil }
        return value
    }

    /// Nil for anything but text that is not empty.
    var string: String? {
        guard case .text(let text) = self, !text.isEmpty else { return nil }
        return text
    }

    var array: [ProviderJSON]? {
        guard case .list(let items) = self else { return nil }
        return items
    }

    /// A whole number of seconds as tokens carry it (RFC 7519 `NumericDate`); fractions are cut.
    var seconds: Int64? {
        guard case .number(let value) = self, value.magnitude < 1e11 else { return nil }
        return Int64(value)
    }
}

/// Walks over bytes that are known to be UTF-8.
private struct Reader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(ProviderJSON.Malformed) -> ProviderJSON {
        let value = try value(depth: 0)
        space()
        guard index == bytes.count else { throw .init() }
        return value
    }

    private mutating func space() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private mutating func next() throws(ProviderJSON.Malformed) -> UInt8 {
        guard index < bytes.count else { throw .init() }
        defer { index += 1 }
        return bytes[index]
    }

    private mutating func expect(_ word: StaticString) throws(ProviderJSON.Malformed) {
        for byte in word.description.utf8 where try next() != byte { throw .init() }
    }

    private mutating func value(depth: Int) throws(ProviderJSON.Malformed) -> ProviderJSON {
        space()
        guard index < bytes.count, depth < ProviderJSON.maximumDepth else { throw .init() }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"):
            try expect("true")
            return .flag(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .flag(false)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(ProviderJSON.Malformed) -> ProviderJSON {
        index += 1
        var members: [String: ProviderJSON] = [:]
        space()
        if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
            index += 1
            return .object(members)
        }
        while true {
            space()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw .init() }
            let name = try text()
            space()
            guard try next() == UInt8(ascii: ":") else { throw .init() }
            let value = try value(depth: depth + 1)
            guard members.updateValue(value, forKey: name) == nil else { throw .init() }
            space()
            switch try next() {
            case UInt8(ascii: ","): continue
            case UInt8(ascii: "}"): return .object(members)
            default: throw .init()
            }
        }
    }

    private mutating func list(depth: Int) throws(ProviderJSON.Malformed) -> ProviderJSON {
        index += 1
        var items: [ProviderJSON] = []
        space()
        if index < bytes.count, bytes[index] == UInt8(ascii: "]") {
            index += 1
            return .list(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            space()
            switch try next() {
            case UInt8(ascii: ","): continue
            case UInt8(ascii: "]"): return .list(items)
            default: throw .init()
            }
        }
    }

    private mutating func text() throws(ProviderJSON.Malformed) -> String {
        index += 1
        var out: [UInt8] = []
        while true {
            let byte = try next()
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"): out += try escaped()
            case 0..<0x20: throw .init()
            default: out.append(byte)
            }
        }
    }

    private mutating func escaped() throws(ProviderJSON.Malformed) -> [UInt8] {
        switch try next() {
        case UInt8(ascii: "\""): return [0x22]
        case UInt8(ascii: "\\"): return [0x5C]
        case UInt8(ascii: "/"): return [0x2F]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var code = try unit()
            if (0xD800..<0xDC00).contains(code) {
                guard try next() == UInt8(ascii: "\\"), try next() == UInt8(ascii: "u") else { throw .init() }
                let low = try unit()
                guard (0xDC00..<0xE000).contains(low) else { throw .init() }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw .init() }
            return Array(String(Character(scalar)).utf8)
        default: throw .init()
        }
    }

    private mutating func unit() throws(ProviderJSON.Malformed) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try next())).hexDigitValue else { throw .init() }
            code = code << 4 | UInt32(digit)
        }
        return code
    }

    /// RFC 8259 §6: no leading zero, no bare point, no plus in front.
    private mutating func number() throws(ProviderJSON.Malformed) -> Double {
        let start = index
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[index - whole] != UInt8(ascii: "0") else { throw .init() }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { throw .init() }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[index]) { index += 1 }
            guard digits() > 0 else { throw .init() }
        }
        guard let value = Double(String(decoding: bytes[start..<index], as: UTF8.self)), value.isFinite else {
            throw .init()
        }
        return value
    }

    private mutating func digits() -> Int {
        let start = index
        while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
        return index - start
    }
}
