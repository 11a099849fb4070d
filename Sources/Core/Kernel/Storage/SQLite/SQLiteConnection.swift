import Foundation
import GRDB
import GRDBSQLite

/// One connection inside a transaction. GRDB opens it, prepares and keeps its statements; values go in and out through
/// SQLite's own calls, which cost a third of the way over GRDB's rows (profile of an audited read).
@safe struct SQLiteConnection: Connection {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func rows(_ sql: SQL) throws -> [StoredRow] {
        let statement = try db.cachedStatement(sql: sql.text)
        let names = statement.columnNames
        var rows: [StoredRow] = []
        try unsafe step(statement, sql.values) { handle in
            let count = unsafe sqlite3_column_count(handle)
            var values: [SQLValue] = []
            values.reserveCapacity(Int(count))
            for column in 0..<count { values.append(try unsafe SQLiteConnection.value(handle, column)) }
            rows.append(StoredRow(names: names, values: values))
        }
        return rows
    }

    func run(_ sql: SQL) throws -> Int {
        try unsafe step(try db.cachedStatement(sql: sql.text), sql.values) { _ in }
        return db.changesCount
    }

    func script(_ text: String) throws { try db.execute(sql: text) }

    /// Binds, steps to the end, and leaves the statement ready for its next use whatever happened.
    private func step(
        _ statement: Statement, _ values: [SQLValue], row: (OpaquePointer) throws -> Void
    ) throws {
        let handle = unsafe statement.sqliteStatement
        guard values.count == Int(unsafe sqlite3_bind_parameter_count(handle)) else {
            throw StorageError.unexpected("a statement with another number of values")
        }
        defer { _ = unsafe sqlite3_reset(handle) }
        for (index, value) in values.enumerated() { try unsafe bind(value, at: Int32(index + 1), of: handle) }
        while true {
            switch unsafe sqlite3_step(handle) {
            case SQLITE_ROW: try unsafe row(handle)
            case SQLITE_DONE: return
            case let code: throw failure(code)
            }
        }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let text = unsafe db.sqliteConnection.map { unsafe String(cString: sqlite3_errmsg($0)) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: text)
    }

    /// Copied by SQLite. Text with U+0000 is refused on both engines: PostgreSQL cannot hold it.
    private func bind(_ value: SQLValue, at index: Int32, of handle: OpaquePointer) throws {
        let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let code: Int32
        switch value {
        case .null: code = unsafe sqlite3_bind_null(handle, index)
        case .integer(let number): code = unsafe sqlite3_bind_int64(handle, index, number)
        case .text(var text):
            code = try text.withUTF8 { bytes in
                guard !(unsafe bytes.contains(0)) else { throw StorageError.unexpected("text with a NUL character") }
                // A nil pointer would bind NULL: an empty text has none of its own.
                guard let start = bytes.baseAddress else {
                    return unsafe sqlite3_bind_text(handle, index, "", 0, copied)
                }
                return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    unsafe sqlite3_bind_text64(
                        handle, index, $0, sqlite3_uint64(bytes.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .bytes(let bytes):
            code = unsafe bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, unsafe !bytes.isEmpty else {
                    return unsafe sqlite3_bind_zeroblob(handle, index, 0)
                }
                return unsafe sqlite3_bind_blob64(handle, index, start, sqlite3_uint64(bytes.count), copied)
            }
        }
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private static func value(_ handle: OpaquePointer, _ column: Int32) throws -> SQLValue {
        switch unsafe sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(handle, column))
        case SQLITE_TEXT:
            guard let start = unsafe sqlite3_column_text(handle, column) else { return .text("") }
            let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            return .text(unsafe String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            guard let start = unsafe sqlite3_column_blob(handle, column) else { return .bytes([]) }
            let count = Int(unsafe sqlite3_column_bytes(handle, column))
            return .bytes(unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
        default: throw StorageError.unexpected("a real number, which no table of ours holds")
        }
    }
}
