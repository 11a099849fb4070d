import Synchronization

/// What one thread learnt by waiting for a server in vain, told to the others: work that queued up behind a silent
/// server is refused at once instead of waiting its full time again, one after the other.
final class Outage: Sendable {
    private struct Known {
        let until: ContinuousClock.Instant
        let error: StorageError
    }

    private let known = Mutex<Known?>(nil)
    /// A refusal within this time costs nobody anything and is not remembered: the server may be back at once.
    private static let quick = Duration.seconds(1)
    private static let memory = Duration.seconds(1)

    func connecting<Value>(_ connect: () throws -> Value) throws -> Value {
        let started = ContinuousClock.now
        if let known = known.withLock({ $0 }), started < known.until { throw known.error }
        do { return try connect() } catch let error as StorageError {
            let now = ContinuousClock.now
            if now - started > Self.quick {
                known.withLock { $0 = Known(until: now + Self.memory, error: error) }
            }
            throw error
        }
    }
}
