import Crypto
import Foundation

/// The canonical JSON of a register version: what is sealed, hashed and handed over.
///
/// Keys are sorted by Unicode code point, there is no space, text is UTF-8 with the fewest escapes, numbers are
/// integers, and an absent value is an absent key. The same bytes come from Python's
/// `json.dumps(o, sort_keys=True, ensure_ascii=False, separators=(',', ':'))`, so that anybody can check a digest.
package indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case text(String)
    case array([JSONValue])
    /// Sorted by key, each key once.
    case object([Member])

    package struct Member: Sendable {
        package let key: String
        package var value: JSONValue

        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// An object from members in any order.
    package static func members(_ members: [Member]) -> JSONValue {
        .object(members.sorted { JSONValue.precedes($0.key, $1.key) })
    }

    /// Order of UTF-8 bytes, which is the order of code points. Swift's own order would fold canonically
    /// equivalent spellings together, and Python's does not.
    package static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    package subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// Equal as written: byte for byte, also where Swift holds two spellings of « é » to be the same.
    package func sameBytes(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)): left.elementsEqual(right) { $0.sameBytes(as: $1) }
        case (.object(let left), .object(let right)):
            left.elementsEqual(right) { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.sameBytes(as: $1.value) }
        default: false
        }
    }

    package var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    package func write(to out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): out.append(contentsOf: String(value).utf8)
        case .text(let value): JSONValue.write(value, to: &out)
        case .array(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                item.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                JSONValue.write(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): out.append(contentsOf: #"\""#.utf8)
            case UInt8(ascii: "\\"): out.append(contentsOf: #"\\"#.utf8)
            case 0x08: out.append(contentsOf: #"\b"#.utf8)
            case 0x09: out.append(contentsOf: #"\t"#.utf8)
            case 0x0A: out.append(contentsOf: #"\n"#.utf8)
            case 0x0C: out.append(contentsOf: #"\f"#.utf8)
            case 0x0D: out.append(contentsOf: #"\r"#.utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                out.append(contentsOf: #"\u00"#.utf8)
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

extension Sheet {
    /// The sheet as a tree, `sha256` included where it is set.
    package func tree() -> JSONValue {
        do {
            return try JSONValue(encoding: self)
        } catch {
            // Every stored property is text, an integer, a truth value or made of these: nothing can be refused.
            preconditionFailure("a sheet holds something that the register cannot write: \(error)")
        }
    }

    /// Canonical JSON, `sha256` included where it is set.
    public func canonicalJSON() throws -> [UInt8] { tree().bytes }

    /// The same sheet, with `sha256` set to the digest of its canonical JSON without that key.
    public func sealedWithDigest() -> Sheet {
        var sealed = self
        sealed.sha256 = computedDigest
        return sealed
    }

    /// True where `sha256` is the digest of the rest; false where it is absent.
    public var digestIsRight: Bool { sha256 == computedDigest }

    /// Reads a sheet back from its JSON form. Throws where the bytes are no sheet; the digest is not judged here.
    public static func decode(_ bytes: some Sequence<UInt8>) throws -> Sheet {
        try JSONDecoder().decode(Sheet.self, from: Data(bytes))
    }

    private var computedDigest: String {
        var bare = self
        bare.sha256 = nil
        return Hex.encode(SHA256.hash(data: bare.tree().bytes))
    }
}
