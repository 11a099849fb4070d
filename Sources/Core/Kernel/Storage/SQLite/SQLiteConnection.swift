import Foundation
import GRDB

/// One connection inside a GRDB transaction.
struct SQLiteConnection: Connection {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func rows(_ sql: SQL) throws -> [StoredRow] {
        let statement = try db.cachedStatement(sql: sql.text)
        let arguments = StatementArguments(try sql.values.map(SQLiteConnection.argument))
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments)
        var rows: [StoredRow] = []
        let names = statement.columnNames
        while let row = try cursor.next() {
            rows.append(StoredRow(names: names, values: try row.databaseValues.map(SQLiteConnection.value)))
        }
        return rows
    }

    func run(_ sql: SQL) throws -> Int {
        let statement = try db.cachedStatement(sql: sql.text)
        try statement.execute(arguments: StatementArguments(try sql.values.map(SQLiteConnection.argument)))
        return db.changesCount
    }

    func script(_ text: String) throws { try db.execute(sql: text) }

    /// Text with U+0000 is refused on both engines: PostgreSQL cannot hold it.
    private static func argument(_ value: SQLValue) throws -> DatabaseValue {
        switch value {
        case .null: return .null
        case .integer(let number): return number.databaseValue
        case .text(let text):
            guard !text.utf8.contains(0) else { throw StorageError.unexpected("text with a NUL character") }
            return text.databaseValue
        case .bytes(let bytes): return Data(bytes).databaseValue
        }
    }

    private static func value(_ value: DatabaseValue) throws -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .string(let text): .text(text)
        case .blob(let data): .bytes([UInt8](data))
        case .double: throw StorageError.unexpected("a real number, which no table of ours holds")
        }
    }
}
