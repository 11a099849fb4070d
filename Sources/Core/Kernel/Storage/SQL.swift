/// A value as both engines hold it.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// What may be bound into a statement.
public protocol SQLBindable: Sendable {
    var sqlValue: SQLValue { get }
}

extension String: SQLBindable { public var sqlValue: SQLValue { .text(self) } }
extension Int: SQLBindable { public var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Int64: SQLBindable { public var sqlValue: SQLValue { .integer(self) } }
extension Bool: SQLBindable { public var sqlValue: SQLValue { .integer(self ? 1 : 0) } }
extension Day: SQLBindable { public var sqlValue: SQLValue { .text(description) } }
extension Instant: SQLBindable { public var sqlValue: SQLValue { .integer(milliseconds) } }
extension [UInt8]: SQLBindable { public var sqlValue: SQLValue { .bytes(self) } }
extension SQLValue: SQLBindable { public var sqlValue: SQLValue { self } }
extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

/// A statement whose text was written by us and whose values are bound: `"… WHERE ref = \(ref)"`.
/// The words are `StaticString`, so text made at run time cannot become SQL; the compiler refuses it.
/// Values become `$1`, `$2` …, which SQLite and PostgreSQL both read.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    public let text: String
    public let values: [SQLValue]

    public init(stringLiteral value: StaticString) {
        text = value.description
        values = []
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// For the kernel alone: words derived from declarations (names that a declaration check has read).
    init(trusted text: String, _ values: [SQLValue] = []) {
        self.text = text
        self.values = values
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        public typealias StringLiteralType = StaticString
        var text = ""
        var values: [SQLValue] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}
        public mutating func appendLiteral(_ literal: StaticString) { text += literal.description }
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            appendInterpolation(value.sqlValue)
        }
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            values.append(value.sqlValue)
            text += "$\(values.count)"
        }
    }
}

/// A piece of a statement on clear columns: a predicate (`"state = \(state)"`) or an order (`"happened_on DESC"`). The
/// kernel writes the rest around it, with the scope.
public struct Clause: Sendable, ExpressibleByStringInterpolation {
    let sql: SQL
    public init(stringLiteral value: StaticString) { sql = SQL(stringLiteral: value) }
    public init(stringInterpolation: SQL.StringInterpolation) { sql = SQL(stringInterpolation: stringInterpolation) }
}
