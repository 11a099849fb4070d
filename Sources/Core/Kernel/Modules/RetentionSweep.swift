import Crypto

/// Removes rows that have reached their term, and writes what was removed into `purge_proofs` (rule 14).
/// Tables of staff that nothing else cites and that no log line depends on; tables about patients wait for the gate.
/// The access log loses no row: its months end by the destruction of their keys, each after a line that says so.
struct RetentionSweep: Sendable {
    /// A table, its rule, and the moment from which its term counts, as the rule words it.
    struct Subject: Sendable {
        let table: TableDeclaration
        let anchor: String
    }

    static let subjects: [Subject] = [
        Subject(table: AccountInvitations.declaration, anchor: "expires_at"),
        Subject(table: Sessions.declaration, anchor: "created_at"),
        Subject(table: OneTimeCodes.declaration, anchor: "created_at"),
        Subject(table: ProviderArrivals.declaration, anchor: "created_at"),
        Subject(table: ProviderSessions.declaration, anchor: "created_at"),
    ]

    /// Rows of one transaction.
    static let pageRows = 500

    let store: any Store
    let register: RegisterBook
    let structures: Structures
    let log: AuditLog

    /// One structure's turn: terms are computed from the rule and the structure's own choice, then obeyed.
    func run(_ job: JobContext) async throws {
        let overrides = try await register.overrides(of: try await structures.find(job.structure.ref))
        for subject in Self.subjects {
            guard let declared = subject.table.retention else { continue }
            let chosen = overrides.filter { $0.treatment == subject.table.treatment }
            let rule = Override.applied(chosen, to: declared)
            try await setTerms(of: subject, rule: rule, job)
            try await remove(subject, rule: rule, job)
        }
        let rule = Override.applied(
            overrides.filter { $0.treatment == AccessLog.code }, to: AuditEntries.retention)
        let today = job.clock.today
        try await log.purge(
            job.structure.id, by: AccessLine.Actor(id: "retention", role: "job", means: "job"), rule: rule
        ) { lastDay in rule.active.end(from: lastDay) < today }
    }

    /// Writes `retain_until` where it is missing or no longer what the rule gives.
    private func setTerms(of subject: Subject, rule: RetentionRule, _ job: JobContext) async throws {
        var after = ""
        while true {
            try Task.checkCancellation()
            let (start, now) = (after, job.clock.now)
            let last: String? = try await store.write { tx in
                try JobLeases.demand(job.lease, at: now, tx)
                let rows = try RetentionRows.page(
                    subject.table, anchor: subject.anchor, structure: job.structure.id, after: start,
                    limit: Self.pageRows, tx)
                for row in rows {
                    let term = rule.active.end(from: row.anchor.parisDay)
                    guard row.retainUntil != term else { continue }
                    try RetentionRows.set(term, of: row.id, in: subject.table, tx)
                }
                return rows.count < Self.pageRows ? nil : rows.last?.id
            }
            guard let last else { return }
            after = last
        }
    }

    private func remove(_ subject: Subject, rule: RetentionRule, _ job: JobContext) async throws {
        while true {
            try Task.checkCancellation()
            let (now, today) = (job.clock.now, job.clock.today)
            let removed = try await store.write { tx in
                try JobLeases.demand(job.lease, at: now, tx)
                let ids = try RetentionRows.ended(
                    subject.table, structure: job.structure.id, before: today, limit: Self.pageRows, tx)
                guard !ids.isEmpty else { return 0 }
                for id in ids { try RetentionRows.remove(id, from: subject.table, tx) }
                let digest = Array(SHA256.hash(data: Array(ids.joined(separator: "\n").utf8)))
                try RetentionRows.prove(
                    rule: rule.code, table: subject.table.name, removed: ids.count, digest: digest, at: now, tx)
                return ids.count
            }
            guard removed == Self.pageRows else { return }
        }
    }
}
