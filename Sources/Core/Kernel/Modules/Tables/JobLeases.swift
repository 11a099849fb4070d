/// One row per job: which process runs it, until when, and how the last pass ended. No person in it.
/// `fence` grows with each taking, so that a process that lost its lease and does not know it yet can be refused.
enum JobLeases: ReferenceTable {
    static let name: StaticString = "job_leases"
    static let title: StaticString = "Passages des tâches de fond"
    static let columns = [
        ReferenceColumn("holder"), ReferenceColumn("fence", .integer), ReferenceColumn("leased_until", .instant),
        ReferenceColumn("started_at", .instant), ReferenceColumn("ended_at", .instant, required: false),
        ReferenceColumn("outcome", required: false),
    ]

    /// Takes the lease where the job is due and nobody holds it; nil otherwise.
    static func take(
        _ job: String, everyMinutes: Int, holder: String, at now: Instant, until end: Instant, _ tx: borrowing Writing
    ) throws -> JobLease? {
        try tx.run(
            """
            INSERT INTO job_leases (id, holder, fence, leased_until, started_at)
            VALUES (\(job), '', 0, 0, \(Int64(0))) ON CONFLICT (id) DO NOTHING
            """)
        let due = now.adding(seconds: -Int64(everyMinutes) * 60)
        let taken = try tx.run(
            """
            UPDATE job_leases SET holder = \(holder), fence = fence + 1, leased_until = \(end), started_at = \(now),
                ended_at = NULL, outcome = NULL
            WHERE id = \(job) AND leased_until <= \(now) AND started_at <= \(due)
            """)
        guard taken == 1, let row = try tx.first("SELECT fence FROM job_leases WHERE id = \(job)") else { return nil }
        return JobLease(job: job, fence: try row.integer("fence"))
    }

    /// False where another process has taken the job since, or the lease has run out.
    static func holds(_ lease: JobLease, at now: Instant, _ tx: borrowing Reading) throws -> Bool {
        try tx.first(
            """
            SELECT id FROM job_leases WHERE id = \(lease.job) AND fence = \(lease.fence) AND leased_until > \(now)
            """) != nil
    }

    /// Throws `JobProblem.leaseLost`, which undoes the transaction, unless the lease is still held; locks its row, so
    /// that nobody takes it before this transaction ends.
    static func demand(_ lease: JobLease, at now: Instant, _ tx: borrowing Writing) throws {
        let held = try tx.run(
            """
            UPDATE job_leases SET holder = holder
            WHERE id = \(lease.job) AND fence = \(lease.fence) AND leased_until > \(now)
            """)
        guard held == 1 else { throw JobProblem.leaseLost }
    }

    static func end(_ lease: JobLease, outcome: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            UPDATE job_leases SET leased_until = \(now), ended_at = \(now), outcome = \(outcome)
            WHERE id = \(lease.job) AND fence = \(lease.fence)
            """)
    }

    static func last(_ tx: borrowing Reading) throws -> [JobPass] {
        try tx.rows("SELECT * FROM job_leases ORDER BY id").map { row in
            JobPass(
                job: try row.text("id"), startedAt: try row.instant("started_at"),
                endedAt: try row.optional("ended_at", row.instant), outcome: try row.optional("outcome", row.text))
        }
    }
}
