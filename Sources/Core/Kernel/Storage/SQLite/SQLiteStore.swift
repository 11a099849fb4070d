import Foundation
import GRDB

/// The embedded engine: one file, WAL, every commit flushed (`synchronous=FULL`).
/// Reads run on the caller's thread (measured at half the cost of a hop), writes on the writer's own, which flushes
/// many at once.
final class SQLiteStore: Store {
    let engine = Engine.sqlite
    private let pool: DatabasePool
    private let readers: SQLiteReaders
    private let writer: SQLiteWriter

    private init(pool: DatabasePool, readers: SQLiteReaders) {
        self.pool = pool
        self.readers = readers
        writer = SQLiteWriter(pool)
    }

    deinit { writer.close() }

    /// Never creates a file unless asked to.
    static func open(path: String, creating: Bool) throws -> SQLiteStore {
        let files = FileManager.default
        let exists = files.fileExists(atPath: path)
        if creating {
            guard !exists else { throw StorageError.unavailable("\(path) exists already; nothing was changed.") }
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            do {
                try files.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch { throw StorageError.unavailable("The folder \(folder) cannot be made; check its rights.") }
            guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                throw StorageError.unavailable("\(path) cannot be written; check the folder's rights and space.")
            }
        } else if !exists {
            throw StorageError.unavailable("There is no store at \(path); create it with `citana init`.")
        }
        guard files.isWritableFile(atPath: path) else {
            throw StorageError.unavailable("\(path) cannot be written; check its rights.")
        }
        var configuration = GRDB.Configuration()
        configuration.maximumReaderCount = 1
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // Without recursive triggers, INSERT OR REPLACE would pass the triggers of append-only tables.
            try db.execute(
                sql: "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA recursive_triggers = ON")
        }
        let pool: DatabasePool
        let isStore: Bool
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // Not above: the pool sets NORMAL when it has turned the write-ahead log on, and then nothing is flushed.
            // The pool reads nothing itself: a reader of its own would be closed last, and leave its log behind.
            isStore = try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL;")
                return try creating || db.tableExists("schema_steps")
            }
        } catch { throw translated(error) }
        // An emptied file is a loss to be told, not a store to be made again.
        guard isStore else {
            throw StorageError.unavailable("\(path) holds no store; restore it, or create one with `citana init`.")
        }
        return SQLiteStore(pool: pool, readers: SQLiteReaders(path: path, configuration: configuration))
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (borrowing Reading) throws -> Value) async throws -> Value {
        do { return try readers.read(body) } catch { throw SQLiteStore.translated(error) }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (borrowing Writing) throws -> Value) async throws -> Value {
        do { return try await writer.write(body) } catch { throw SQLiteStore.translated(error) }
    }

    func migrate<Value: Sendable>(_ body: @escaping @Sendable (borrowing Writing) throws -> Value) async throws -> Value
    {
        try await write(body)
    }

    /// What already waits is written first.
    func close() async {
        writer.close()
        await writer.ended()
        readers.close()
        try? pool.close()
    }

    /// `unique lines (book, place)`, `required lines (note)`, as PostgreSQL's failures are named; what a trigger says
    /// is its own name already.
    static func constraint(_ message: String) -> String {
        for (start, word) in [("UNIQUE constraint failed: ", "unique"), ("NOT NULL constraint failed: ", "required")]
        where message.hasPrefix(start) {
            let places = message.dropFirst(start.count).split(separator: ", ").map { $0.split(separator: ".") }
            guard let table = places.first?.first, places.allSatisfy({ $0.count == 2 }) else { return message }
            return "\(word) \(table) (\(places.map { String($0[1]) }.joined(separator: ", ")))"
        }
        return message
    }

    private static func translated(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode.primaryResultCode {
        case .SQLITE_CONSTRAINT: return StorageError.constraint(constraint(error.message ?? "constraint"))
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StorageError.conflict("another writer holds the store")
        case .SQLITE_NOTADB: return StorageError.unavailable("The store's file is not an SQLite database.")
        case .SQLITE_FULL: return StorageError.unavailable("The disk is full; nothing was stored.")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            return StorageError.unavailable("The store cannot be opened for writing; check its rights.")
        case .SQLITE_IOERR: return StorageError.unavailable("The store's disk does not answer as it should.")
        case .SQLITE_MISUSE where error.message == "Connection is closed":
            return StorageError.unavailable("The store is closed.")
        default: return StorageError.unexpected(error.message ?? "\(error.resultCode)")
        }
    }
}
