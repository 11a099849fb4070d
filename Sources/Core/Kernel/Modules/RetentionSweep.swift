import Crypto

/// Removes rows that have reached their term, and writes what was removed into `purge_proofs` (rule 14). Tables whose
/// rows end one by one: of staff, that nothing else cites and no log line depends on, and about patients, that are no
/// part of the file (links, sessions, messages). Each page removed leaves a line. A patient's file ends as one
/// (`PatientErasure`). The access log loses no row: its months end by the destruction of their keys, each after a line
/// that says so.
struct RetentionSweep: Sendable {
    /// A table, its rule, and the moment from which its term counts, as the rule words it.
    struct Subject: Sendable {
        let table: TableDeclaration
        /// Nil where the gesture that starts the term writes it.
        let anchor: String?
    }

    static let subjects: [Subject] = [
        Subject(table: AccountInvitations.declaration, anchor: "expires_at"),
        Subject(table: Sessions.declaration, anchor: "created_at"),
        Subject(table: OneTimeCodes.declaration, anchor: "created_at"),
        Subject(table: ProviderArrivals.declaration, anchor: "created_at"),
        Subject(table: ProviderSessions.declaration, anchor: "created_at"),
        Subject(table: StaffMessages.declaration, anchor: "created_at"),
        Subject(table: SupportTickets.declaration, anchor: nil),
        Subject(table: SupportAccesses.declaration, anchor: nil),
        Subject(table: PersonLinks.declaration, anchor: "expires_at"),
        Subject(table: PersonLinkUses.declaration, anchor: "created_at"),
        Subject(table: PersonSessions.declaration, anchor: "created_at"),
        Subject(table: PersonMessages.declaration, anchor: "created_at"),
    ]

    /// Rows of one transaction.
    static let pageRows = 500

    let store: any Store
    let register: RegisterBook
    let structures: Structures
    let log: AuditLog
    let judge: Judge

    /// One structure's turn: terms are computed from the rule and the structure's own choice, then obeyed. Gives how
    /// many rows went, by table.
    @discardableResult
    func run(_ job: JobContext) async throws -> [String: Int] {
        let overrides = try await register.overrides(of: try await structures.find(job.structure.ref))
        var removed: [String: Int] = [:]
        for subject in Self.subjects {
            guard let rule = rule(of: subject.table, overrides) else { continue }
            try await setTerms(of: subject, rule: rule, job)
            let count = try await remove(subject, rule: rule, job)
            if count > 0 { removed[subject.table.name] = count }
        }
        let rule = Override.applied(
            overrides.filter { $0.treatment == AccessLog.code }, to: AuditEntries.retention)
        let today = job.clock.today
        try await log.purge(
            job.structure.id, by: AccessLine.Actor(id: "retention", role: "job", means: "job"), rule: rule
        ) { lastDay in rule.active.end(from: lastDay) < today }
        return removed
    }

    private func rule(of table: TableDeclaration, _ overrides: [Override]) -> RetentionRule? {
        table.retention.map { Override.applied(overrides.filter { $0.treatment == table.treatment }, to: $0) }
    }

    /// How long the structure keeps patients' files: the statute's twenty years, or more by its own choice.
    func years(of structure: StructureHeader) async throws -> Int {
        let overrides = try await register.overrides(of: try await structures.find(structure.ref))
        let rule = rule(of: Patients.declaration, overrides) ?? Patients.retention
        return rule.active.unit == .years ? rule.active.n : PatientFileRetention.statutoryYears
    }

    /// What `run` would remove now, by table; nothing is written.
    func counts(_ structure: StructureHeader, clock: TimeSource) async throws -> [String: Int] {
        let overrides = try await register.overrides(of: try await structures.find(structure.ref))
        var counts: [String: Int] = [:]
        for subject in Self.subjects {
            guard let rule = rule(of: subject.table, overrides) else { continue }
            let today = clock.today
            var (after, count) = ("", 0)
            while true {
                let start = after
                let rows = try await store.read { tx in
                    try RetentionRows.page(
                        subject.table, anchor: subject.anchor, structure: structure.id, after: start,
                        limit: Self.pageRows, tx)
                }
                count += rows.count { row in
                    let term = subject.anchor == nil ? row.retainUntil : rule.active.end(from: row.anchor.parisDay)
                    return term.map { $0 < today } ?? false
                }
                guard rows.count == Self.pageRows, let last = rows.last else { break }
                after = last.id
            }
            if count > 0 { counts[subject.table.name] = count }
        }
        return counts
    }

    /// Writes `retain_until` where it is missing or no longer what the rule gives.
    private func setTerms(of subject: Subject, rule: RetentionRule, _ job: JobContext) async throws {
        guard let anchor = subject.anchor else { return }
        var after = ""
        while true {
            try Task.checkCancellation()
            let (start, now) = (after, job.clock.now)
            let last: String? = try await store.write { tx in
                try JobLeases.demand(job.lease, at: now, tx)
                let rows = try RetentionRows.page(
                    subject.table, anchor: anchor, structure: job.structure.id, after: start,
                    limit: Self.pageRows, Reading(tx.connection))
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

    /// Page by page, each with its proof and its line.
    private func remove(_ subject: Subject, rule: RetentionRule, _ job: JobContext) async throws -> Int {
        let (table, structure) = (subject.table, job.structure.id)
        // A line names patients like a list does.
        let limit = table.kind == .care ? Cohort<IdentityAndCareCircle>.most : Self.pageRows
        var all = 0
        while true {
            try Task.checkCancellation()
            let (now, today) = (job.clock.now, job.clock.today)
            let ended = try await store.read { tx in
                try RetentionRows.ended(table, structure: structure, before: today, limit: limit, tx)
            }
            guard !ended.isEmpty else { return all }
            let sealed = try await log.prepare(try await line(of: ended, in: table, structure, rule))
            try await store.write { [log] tx in
                try JobLeases.demand(job.lease, at: now, tx)
                for row in ended { try RetentionRows.remove(row.id, from: table, tx) }
                let ids = ended.map(\.id).joined(separator: "\n")
                try RetentionRows.prove(
                    rule: rule.code, table: table.name, removed: ended.count,
                    digest: Array(SHA256.hash(data: Array(ids.utf8))), at: now, tx)
                try log.insert(sealed, tx)
            }
            all += ended.count
            guard ended.count == limit else { return all }
        }
    }

    /// The job passes the policy like everybody: by its own row, which the structure may narrow. Throws
    /// `GateRefusal.refused` where it did, after the line of the refusal.
    private func line(
        of rows: [RetentionRows.Ended], in table: TableDeclaration, _ structure: String, _ rule: RetentionRule
    ) async throws -> AccessLine {
        let caller = Caller.job("retention", for: structure)
        let (facts, sheetVersion) = try await judge.facts(.delete, on: [.administrative], of: structure, as: caller)
        let verdict = Policy.decide(facts)
        var patients: [String] = []
        for patient in rows.compactMap(\.patient) where !patients.contains(patient) { patients.append(patient) }
        let line = AccessLine(
            at: facts.at, structure: structure, actor: caller.actor, patients: patients, action: "purge",
            resource: table.name, treatment: table.treatment ?? "", purpose: "retention",
            verdict: verdict.permit == nil ? "deny" : "allow", reason: verdict.refusal?.rawValue ?? rule.code,
            sheetVersion: sheetVersion, policyVersion: Policy.versions, count: rows.count)
        guard let refusal = verdict.refusal else { return line }
        try await log.record(line)
        throw GateRefusal.refused(refusal, emergencyPossible: false)
    }
}
