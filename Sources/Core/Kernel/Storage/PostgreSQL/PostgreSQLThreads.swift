import Dispatch
import Foundation
import Synchronization

/// Threads of our own, each with one connection, so that waiting for the server never holds the cooperative pool.
/// The queue is bounded: what does not fit is refused at once instead of piling up.
final class PostgreSQLThreads: Sendable {
    private typealias Job = @Sendable (PostgreSQLSession) -> Void

    private struct Queue {
        var jobs: [Job] = []
        var next = 0
        var closed = false

        var count: Int { jobs.count - next }

        mutating func take() -> Job? {
            guard next < jobs.count else { return nil }
            let job = jobs[next]
            next += 1
            if next == jobs.count || next > 256 {
                jobs.removeFirst(next)
                next = 0
            }
            return job
        }
    }

    private let queue = Mutex(Queue())
    private let work = DispatchSemaphore(value: 0)
    private let size: Int
    private let place: String
    private static let longestQueue = 2048

    init(_ address: PostgreSQLAddress, size: Int, prepares: Bool) {
        self.size = max(1, size)
        place = address.place
        let gate = WriterGate()
        let outage = Outage()
        for number in 1...self.size {
            let thread = Thread { [self] in
                serve(PostgreSQLSession(address, prepares: prepares, gate: gate, outage: outage))
            }
            thread.name = "postgresql-\(number)"
            thread.start()
        }
    }

    func run<Value: Sendable>(_ body: @escaping @Sendable (PostgreSQLSession) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let refusal = queue.withLock { queue -> StorageError? in
                guard !queue.closed else { return .unavailable("The store is closed.") }
                guard queue.count < Self.longestQueue else {
                    return .unavailable("PostgreSQL at \(place) has too much to do; try again in a moment.")
                }
                queue.jobs.append { session in continuation.resume(with: Result { try body(session) }) }
                return nil
            }
            if let refusal { continuation.resume(throwing: refusal) } else { work.signal() }
        }
    }

    /// Work already queued is done first; then every connection ends.
    func close() {
        let first = queue.withLock { queue in
            defer { queue.closed = true }
            return !queue.closed
        }
        if first { for _ in 0..<size { work.signal() } }
    }

    private func serve(_ session: PostgreSQLSession) {
        while true {
            work.wait()
            guard let job = queue.withLock({ $0.take() }) else { break }
            job(session)
        }
        session.close()
    }
}
