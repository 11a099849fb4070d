/// What authenticators send is CBOR (RFC 8949) in CTAP2's canonical form. This reads the subset that WebAuthn uses
/// and refuses the rest: definite lengths, no tags, no floats, shallow, nothing twice in a map.
indirect enum CBOR: Sendable, Hashable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([CBOR: CBOR])
    case bool(Bool)
    case null

    struct Malformed: Error, Equatable {}

    /// Reads exactly one value from all the bytes.
    static func decode(_ bytes: [UInt8]) throws -> CBOR {
        var reader = Reader(bytes: bytes[...])
        let value = try reader.value(depth: 0)
        guard reader.bytes.isEmpty else { throw Malformed() }
        return value
    }

    /// Reads one value from the front; returns what is left. Authenticator data holds a key and then extensions.
    static func decodeFirst(_ bytes: ArraySlice<UInt8>) throws -> (CBOR, rest: ArraySlice<UInt8>) {
        var reader = Reader(bytes: bytes)
        let value = try reader.value(depth: 0)
        return (value, reader.bytes)
    }

    subscript(_ key: String) -> CBOR? {
        if case .map(let pairs) = self { pairs[.text(key)] } else { nil }
    }
    subscript(_ key: Int64) -> CBOR? {
        if case .map(let pairs) = self { pairs[.integer(key)] } else { nil }
    }
    var asBytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    var asText: String? { if case .text(let text) = self { text } else { nil } }
    var asInteger: Int64? { if case .integer(let number) = self { number } else { nil } }

    private struct Reader {
        var bytes: ArraySlice<UInt8>
        private static let deepest = 8
        private static let most = 64

        init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

        mutating func value(depth: Int) throws -> CBOR {
            guard depth <= Reader.deepest, let head = bytes.popFirst() else { throw Malformed() }
            let kind = head >> 5
            if kind == 7 {
                switch head & 31 {
                case 20: return .bool(false)
                case 21: return .bool(true)
                case 22: return .null
                default: throw Malformed()
                }
            }
            let argument = try argument(head & 31)
            switch kind {
            case 0:
                guard let number = Int64(exactly: argument) else { throw Malformed() }
                return .integer(number)
            case 1:
                guard let number = Int64(exactly: argument) else { throw Malformed() }
                return .integer(-1 - number)
            case 2: return .bytes(try take(argument))
            case 3:
                guard let text = String(validating: try take(argument), as: UTF8.self) else { throw Malformed() }
                return .text(text)
            case 4:
                guard argument <= UInt64(Reader.most) else { throw Malformed() }
                var items: [CBOR] = []
                for _ in 0..<argument { items.append(try value(depth: depth + 1)) }
                return .array(items)
            case 5:
                guard argument <= UInt64(Reader.most) else { throw Malformed() }
                var pairs: [CBOR: CBOR] = [:]
                for _ in 0..<argument {
                    let key = try value(depth: depth + 1)
                    guard pairs.updateValue(try value(depth: depth + 1), forKey: key) == nil else { throw Malformed() }
                }
                return .map(pairs)
            default: throw Malformed()
            }
        }

        /// Lengths in their shortest form only: one value has one encoding.
        private mutating func argument(_ low: UInt8) throws -> UInt64 {
            let (width, least): (Int, UInt64)
            switch low {
            case 0..<24: return UInt64(low)
            case 24: (width, least) = (1, 24)
            case 25: (width, least) = (2, 1 << 8)
            case 26: (width, least) = (4, 1 << 16)
            case 27: (width, least) = (8, 1 << 32)
            default: throw Malformed()
            }
            let number = try take(UInt64(width)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard number >= least else { throw Malformed() }
            return number
        }

        private mutating func take(_ count: UInt64) throws -> [UInt8] {
            guard count <= UInt64(bytes.count) else { throw Malformed() }
            let taken = Array(bytes.prefix(Int(count)))
            bytes = bytes.dropFirst(Int(count))
            return taken
        }
    }
}
