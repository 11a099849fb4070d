/// One row of an answer. Columns are asked for by name; a wrong name or shape is a `StorageError.unexpected`.
public struct Row: Sendable {
    let names: [String]
    let values: [SQLValue]

    init(names: [String], values: [SQLValue]) {
        self.names = names
        self.values = values
    }

    public func value(_ name: String) throws -> SQLValue {
        guard let index = names.firstIndex(of: name) else {
            throw StorageError.unexpected("the answer has no column \(name)")
        }
        return values[index]
    }

    public func text(_ name: String) throws -> String {
        guard case .text(let text) = try value(name) else { throw StorageError.unexpected("\(name) is not text") }
        return text
    }

    public func integer(_ name: String) throws -> Int64 {
        guard case .integer(let number) = try value(name) else {
            throw StorageError.unexpected("\(name) is not an integer")
        }
        return number
    }

    public func bytes(_ name: String) throws -> [UInt8] {
        guard case .bytes(let bytes) = try value(name) else { throw StorageError.unexpected("\(name) is not bytes") }
        return bytes
    }

    public func flag(_ name: String) throws -> Bool { try integer(name) != 0 }

    public func day(_ name: String) throws -> Day {
        guard let day = Day(try text(name)) else { throw StorageError.unexpected("\(name) is not a day") }
        return day
    }

    public func instant(_ name: String) throws -> Instant { Instant(milliseconds: try integer(name)) }

    /// Nil where the cell is NULL, otherwise what `read` makes of it: `try row.optional("ended_on", row.day)`.
    public func optional<Value>(_ name: String, _ read: (String) throws -> Value) throws -> Value? {
        try value(name) == .null ? nil : read(name)
    }
}

/// For files that see GRDB's `Row` too.
typealias StoredRow = Row
