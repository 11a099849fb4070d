import Foundation

/// One thread's way to the server: connects when first used, again when the connection is lost.
final class PostgreSQLSession {
    private let address: PostgreSQLAddress
    private let prepares: Bool
    private let gate: WriterGate
    private let outage: Outage
    private var connection: PostgreSQLConnection?

    private static let attempts = 5

    init(_ address: PostgreSQLAddress, prepares: Bool, gate: WriterGate, outage: Outage) {
        self.address = address
        self.prepares = prepares
        self.gate = gate
        self.outage = outage
    }

    /// Runs `body` in a transaction; again, at most five times in all, after a conflict with other work.
    func transaction<Value>(
        _ kind: PostgreSQLTransaction, behind wall: RowWall, _ body: (PostgreSQLConnection) throws -> Value
    ) throws -> Value {
        var attempt = 1
        while true {
            do {
                guard kind == .writing else { return try once(kind, behind: wall, body) }
                return try gate.pass(alone: attempt > 1) { try once(kind, behind: wall, body) }
            } catch StorageError.conflict(let reason) {
                guard attempt < Self.attempts else { throw StorageError.conflict(reason) }
                Thread.sleep(forTimeInterval: Double.random(in: 0.001...0.004) * Double(1 << attempt))
                attempt += 1
            }
        }
    }

    func close() { connection = nil }

    private func once<Value>(
        _ kind: PostgreSQLTransaction, behind wall: RowWall, _ body: (PostgreSQLConnection) throws -> Value
    ) throws -> Value {
        let connection = try begun(kind, behind: wall)
        defer { if connection.lost { self.connection = nil } }
        do {
            let value = try body(connection)
            try connection.commit()
            return value
        } catch {
            if !connection.lost { connection.rollback() }
            // Whatever the body made of it, a conflict means that the whole may be run again.
            if case .conflict(let reason)? = connection.broken { throw StorageError.conflict(reason) }
            throw error
        }
    }

    /// A connection that died while idle has done nothing yet: one new one is tried before giving up.
    private func begun(_ kind: PostgreSQLTransaction, behind wall: RowWall) throws -> PostgreSQLConnection {
        if let connection {
            do {
                try connection.begin(kind, behind: wall)
                return connection
            } catch {
                self.connection = nil
                guard connection.lost else { throw error }
            }
        }
        let fresh = try outage.connecting { try PostgreSQLConnection(address, prepares: prepares) }
        try fresh.begin(kind, behind: wall)
        connection = fresh
        return fresh
    }
}
