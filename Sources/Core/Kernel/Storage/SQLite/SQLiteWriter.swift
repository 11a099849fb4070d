import Dispatch
import Foundation
import GRDB
import Synchronization

/// The one writer of a store: a thread that drains whatever waits into one transaction, each write in a savepoint of
/// its own, and answers nobody before the flush that covers them all. Requests that come during a flush share the next.
final class SQLiteWriter: Sendable {
    private struct Job: Sendable {
        let run: @Sendable (Database) throws -> Void
        /// Nil: stored, and on the disk.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct Line {
        var jobs: [Job] = []
        var awake = false
        var closed = false
        var ended = false
        var waitingForTheEnd: [CheckedContinuation<Void, Never>] = []
    }

    /// As many writes as one transaction takes at most: a bound on what one failed flush takes with it.
    private static let batch = 1024
    private static let longestQueue = 20_000

    private let pool: DatabasePool
    private let line = Mutex(Line())
    private let work = DispatchSemaphore(value: 0)

    init(_ pool: DatabasePool) {
        self.pool = pool
        let thread = Thread { [self] in serve() }
        thread.name = "sqlite-writer"
        thread.start()
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (borrowing Writing) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let answer = Answer<Value>()
            let job = Job { db in
                let value = try body(Writing(SQLiteConnection(db)))
                answer.value.withLock { $0 = value }
            } finish: { error in
                if let error { return continuation.resume(throwing: error) }
                guard let value = answer.value.withLock({ $0 }) else {
                    return continuation.resume(throwing: StorageError.unexpected("a write without an answer"))
                }
                continuation.resume(returning: value)
            }
            add(job)
        }
    }

    /// Takes no more; what already waits is written.
    func close() {
        let first = line.withLock { line in
            defer { line.closed = true }
            return !line.closed
        }
        if first { work.signal() }
    }

    /// Returns when the thread has written what waited at `close`.
    func ended() async {
        await withCheckedContinuation { continuation in
            let over = line.withLock { line in
                if !line.ended { line.waitingForTheEnd.append(continuation) }
                return line.ended
            }
            if over { continuation.resume() }
        }
    }

    private func add(_ job: Job) {
        let (refusal, wake) = line.withLock { line -> (StorageError?, Bool) in
            guard !line.closed else { return (.unavailable("The store is closed."), false) }
            guard line.jobs.count < Self.longestQueue else {
                return (.unavailable("The store has too much to write; try again in a moment."), false)
            }
            line.jobs.append(job)
            defer { line.awake = true }
            return (nil, !line.awake)
        }
        if let refusal { job.finish(refusal) } else if wake { work.signal() }
    }

    private func serve() {
        while true {
            let (jobs, closed) = line.withLock { line -> ([Job], Bool) in
                let taken = Array(line.jobs.prefix(Self.batch))
                line.jobs.removeFirst(taken.count)
                if taken.isEmpty { line.awake = false }
                return (taken, line.closed)
            }
            if !jobs.isEmpty {
                write(jobs)
            } else if closed {
                break
            } else {
                work.wait()
            }
        }
        let waiting = line.withLock { line in
            line.ended = true
            return line.waitingForTheEnd
        }
        for one in waiting { one.resume() }
    }

    private func write(_ jobs: [Job]) {
        var failures: [Int: any Error] = [:]
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for (index, job) in jobs.enumerated() {
                        do { try attempt(job, among: jobs.count, db) } catch {
                            // A full disk, for one, ends the whole transaction, not the savepoint alone.
                            guard db.isInsideTransaction else { throw error }
                            failures[index] = error
                        }
                    }
                    return failures.count == jobs.count ? .rollback : .commit
                }
            }
        } catch {
            for job in jobs { job.finish(error) }
            return
        }
        for (index, job) in jobs.enumerated() { job.finish(failures[index]) }
    }

    /// Alone in its transaction, a write needs no savepoint: what it did is rolled back with the whole.
    private func attempt(_ job: Job, among count: Int, _ db: Database) throws {
        guard count > 1 else { return try job.run(db) }
        let connection = SQLiteConnection(db)
        _ = try connection.run("SAVEPOINT one")
        do { try job.run(db) } catch {
            // Gone with the transaction where that has ended.
            if db.isInsideTransaction { _ = try connection.run("ROLLBACK TO one") }
            if db.isInsideTransaction { _ = try connection.run("RELEASE one") }
            throw error
        }
        _ = try connection.run("RELEASE one")
    }
}

/// What a write answered, between the savepoint and the flush.
private final class Answer<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
