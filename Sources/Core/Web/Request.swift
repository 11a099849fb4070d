public import Kernel

/// What a handler is given: the path's parameters, the query, the form, the language.
public struct Request: Sendable {
    public let language: Language
    public let texts: Texts
    /// The path, for links that come back here.
    public let path: String
    let parameters: [String: String]
    let queries: [String: String]
    /// The query as it came, without the language.
    let otherQuery: String
    public let form: Form
    let address: String
    let device: String
    /// Names the request in the log and on the answer.
    let reference: String
    let printer: SheetPrinter
    let door: Door
    let outside: Outside

    /// A parameter of the path, percent-decoded; empty where the route has none of that name.
    public func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// This address in the other language; the query stays.
    var inOtherLanguage: String {
        let other = language == .fr ? Language.en : .fr
        return "\(path)?\(otherQuery.isEmpty ? "" : otherQuery + "&")lang=\(other.rawValue)"
    }

    /// Whether a parameter or a value of the query has U+0000 in it.
    var holdsNUL: Bool { (Array(parameters.values) + queries.values).contains { $0.utf8.contains(0) } }

    /// A value of the query; nil where absent or empty.
    public func query(_ name: String) -> String? {
        queries[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// Fields of a submitted form, as typed.
public struct Form: Sendable {
    let fields: [String: [String]]

    /// The first value of a field; empty where absent.
    public subscript(_ name: String) -> String { fields[name]?.first ?? "" }

    public func has(_ name: String) -> Bool { fields[name] != nil }

    /// Every value of a field, in the order of the form: ticked boxes of one name.
    public func all(_ name: String) -> [String] { fields[name] ?? [] }

    /// Whether a field has U+0000 in it, which neither engine can keep.
    var holdsNUL: Bool { fields.contains { $0.key.utf8.contains(0) || $0.value.contains { $0.utf8.contains(0) } } }
}

/// `application/x-www-form-urlencoded` (WHATWG URL), also for queries.
enum URLEncoded {
    static func fields(_ text: some StringProtocol) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        for pair in text.split(separator: "&").prefix(200) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields[decoded(parts[0]), default: []].append(parts.count > 1 ? decoded(parts[1]) : "")
        }
        return fields
    }

    /// The pairs of a query as they stand, except those of this name.
    static func without(_ name: String, _ query: String) -> String {
        query.split(separator: "&").filter { decoded($0.prefix { $0 != "=" }) != name }.joined(separator: "&")
    }

    /// Percent-decoded; bytes that are no UTF-8 become U+FFFD. `+` reads as a space in forms and queries only.
    static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = true) -> String {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte == 37, index + 2 < source.count, let high = hex(source[index + 1]), let low = hex(source[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(plusIsSpace && byte == 43 ? 32 : byte)
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
