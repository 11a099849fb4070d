import GRDB
import Synchronization

/// Connections that only read. A read takes one, runs on its caller's thread in one snapshot, and gives it back; there
/// are as many as ever read at once, which is no more than there are threads.
final class SQLiteReaders: Sendable {
    private struct Shelf {
        var idle: [DatabaseQueue] = []
        var closed = false
    }

    private let path: String
    private let configuration: GRDB.Configuration
    private let shelf = Mutex(Shelf())

    init(path: String, configuration: GRDB.Configuration) {
        self.path = path
        var configuration = configuration
        configuration.readonly = true
        self.configuration = configuration
    }

    func read<Value>(_ body: (borrowing Reading) throws -> Value) throws -> Value {
        let reader = try take()
        defer { give(reader) }
        return try reader.unsafeRead { db in
            let connection = SQLiteConnection(db)
            _ = try connection.run("BEGIN")
            do {
                let value = try body(Reading(connection))
                _ = try connection.run("COMMIT")
                return value
            } catch {
                _ = try? connection.run("ROLLBACK")
                throw error
            }
        }
    }

    /// Those that are being used are closed when they come back.
    func close() {
        let idle = shelf.withLock { shelf in
            shelf.closed = true
            defer { shelf.idle = [] }
            return shelf.idle
        }
        for reader in idle { try? reader.close() }
    }

    private func take() throws -> DatabaseQueue {
        let (reader, closed) = shelf.withLock { ($0.idle.popLast(), $0.closed) }
        guard !closed else { throw StorageError.unavailable("The store is closed.") }
        return try reader ?? DatabaseQueue(path: path, configuration: configuration)
    }

    private func give(_ reader: DatabaseQueue) {
        let kept = shelf.withLock { shelf in
            if !shelf.closed { shelf.idle.append(reader) }
            return !shelf.closed
        }
        if !kept { try? reader.close() }
    }
}
