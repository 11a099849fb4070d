import Synchronization

/// Runs the jobs that are due, one pass at a time. Several processes over one store share the work: a pass runs where
/// its lease was taken, and nowhere else until it ends or its time is over.
package struct JobRounds: Sendable {
    let store: any Store
    let clock: TimeSource
    let structures: Structures
    let contracts: Contracts
    let jobs: [Job]
    /// Longest pass, seconds; the lease lives a little longer.
    let limitSeconds: Int
    private let holder = RowID.fresh(at: TimeSource.system.now)

    init(
        store: any Store, clock: TimeSource, structures: Structures, contracts: Contracts, jobs: [Job],
        limitSeconds: Int
    ) {
        self.store = store
        self.clock = clock
        self.structures = structures
        self.contracts = contracts
        self.jobs = jobs
        self.limitSeconds = limitSeconds
    }

    /// One round: every job that is due and that nobody else runs. Reports come in the order of the jobs.
    package func round() async throws -> [JobReport] {
        var reports: [JobReport] = []
        for job in jobs where !Task.isCancelled {
            if let report = try await pass(of: job) { reports.append(report) }
        }
        return reports
    }

    /// The last pass of each job.
    package func last() async throws -> [JobPass] { try await store.read { tx in try JobLeases.last(tx) } }

    /// Nil where the job is not due or another process has it.
    private func pass(of job: Job) async throws -> JobReport? {
        let now = clock.now
        let (holder, limit) = (holder, Int64(limitSeconds))
        let name = job.declaration.name
        let every = job.declaration.everyMinutes
        let lease = try await store.write { tx in
            try JobLeases.take(
                name, everyMinutes: every, holder: holder, at: now, until: now.adding(seconds: limit + 10), tx)
        }
        guard let lease else { return nil }
        let report: JobReport
        do { report = try await bounded(job, lease: lease) } catch {
            report = JobReport(job: name, ending: .failed, structures: 0, codes: [JobRounds.code(of: error)])
        }
        let (end, outcome) = (clock.now, report.ending.rawValue)
        try await store.write { tx in try JobLeases.end(lease, outcome: outcome, at: end, tx) }
        return report
    }

    /// The turns against the clock on the wall: the slower is cancelled. Work that ignores its cancellation holds this
    /// process's rounds, and no other's: its lease runs out.
    private func bounded(_ job: Job, lease: JobLease) async throws -> JobReport {
        let tally = TurnTally()
        let seconds = limitSeconds
        return try await withThrowingTaskGroup(of: JobReport.Ending?.self) { group in
            group.addTask { try await turns(job, lease: lease, tally: tally) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            let first = try await group.next() ?? nil
            group.cancelAll()
            let ending = first ?? .outOfTime
            return tally.report(job: job.declaration.name, ending: ending)
        }
    }

    private func turns(_ job: Job, lease: JobLease, tally: TurnTally) async throws -> JobReport.Ending {
        for structure in try await structures.list() {
            if Task.isCancelled { return .stopped }
            let now = clock.now
            guard try await store.read({ tx in try JobLeases.holds(lease, at: now, tx) }) else { return .leaseLost }
            if job.module != .kernel {
                // Asked at each turn: a contract that ended during the pass ends it for its structure.
                guard try await contracts.isEnabled(job.module, forStructure: structure.id) else { continue }
            }
            do { try await job.work(JobContext(structure: structure, clock: clock, lease: lease)) } catch {
                if error as? JobProblem == .leaseLost { return .leaseLost }
                if Task.isCancelled { return .stopped }
                tally.fail(JobRounds.code(of: error))
            }
            tally.turn()
        }
        return tally.failed ? .failed : .done
    }

    /// The kind of an error. What it says may hold a value, so that it is never shown.
    package static func code(of error: any Error) -> String {
        switch error {
        case StorageError.unavailable: "store-unavailable"
        case StorageError.constraint: "store-constraint"
        case StorageError.conflict: "store-conflict"
        case StorageError.unexpected: "store-unexpected"
        default: String(describing: type(of: error))
        }
    }
}

/// Counts turns while they run.
private final class TurnTally: Sendable {
    private let state = Mutex<(turns: Int, codes: [String])>((0, []))

    var failed: Bool { state.withLock { !$0.codes.isEmpty } }

    func turn() { state.withLock { $0.turns += 1 } }

    func fail(_ code: String) {
        state.withLock { state in
            if !state.codes.contains(code) { state.codes.append(code) }
        }
    }

    func report(job: String, ending: JobReport.Ending) -> JobReport {
        state.withLock { JobReport(job: job, ending: ending, structures: $0.turns, codes: $0.codes) }
    }
}
