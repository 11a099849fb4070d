/// What a declared job does for one structure. Thrown errors are logged by kind only; the other structures still have
/// their turn. Work looks at its cancellation: a pass has a time limit.
public typealias JobWork = @Sendable (Kernel, JobContext) async throws -> Void

extension Kernel {
    /// What the kernel's own jobs do, by name. The others are declared and wait for the issue that gives them work.
    package static let work: [String: JobWork] = [
        "retention": { kernel, job in
            try await kernel.sweep.run(job)
            let store = kernel.store
            _ = try await kernel.erasure.run(
                job.structure.id, years: try await kernel.sweep.years(of: job.structure)
            ) {
                try Task.checkCancellation()
                let now = job.clock.now
                guard try await store.read({ tx in try JobLeases.holds(job.lease, at: now, tx) }) else {
                    throw JobProblem.leaseLost
                }
            }
        },
        "orphan-accesses": { kernel, job in
            let now = job.clock.now
            _ = try await kernel.log.closeOrphans(of: job.structure.id) { tx in
                try JobLeases.demand(job.lease, at: now, tx)
            }
        },
    ]

    /// Tables whose rows end one by one; rows of a patient's file end with the file.
    package static let sweptTables: [String] = RetentionSweep.subjects.map(\.table.name)

    var sweep: RetentionSweep {
        RetentionSweep(store: store, register: register, structures: structures, log: log, judge: gate.judge)
    }

    /// What the retention job would remove now, or removes, by hand, for one structure: how many rows by table, and
    /// how many patients' files. Nil where the job runs at this moment. Reading the dates of files whose term may have
    /// come leaves lines, also in a rehearsal.
    package func retention(of ref: String, dry: Bool) async throws -> RetentionReport? {
        let full = try await structures.find(ref)
        guard let structure = try await structures.list().first(where: { $0.id == full.id }) else { return nil }
        guard !dry else {
            let rows = try await sweep.counts(structure, clock: clock)
            let files = try await erasure.run(structure.id, years: try await sweep.years(of: structure), dry: true)
            return RetentionReport(rows: rows, files: files.ended, kept: files.kept, refused: files.refused)
        }
        let (now, holder) = (clock.now, RowID.fresh(at: clock.now))
        let lease = try await store.write { tx in
            try JobLeases.take(
                "retention", everyMinutes: 0, holder: holder, at: now, until: now.adding(seconds: 3600), tx)
        }
        guard let lease else { return nil }
        let outcome: Result<RetentionReport, any Error>
        do {
            let rows = try await sweep.run(JobContext(structure: structure, clock: clock, lease: lease))
            let files = try await erasure.run(structure.id, years: try await sweep.years(of: structure))
            outcome = .success(
                RetentionReport(rows: rows, files: files.ended, kept: files.kept, refused: files.refused))
        } catch { outcome = .failure(error) }
        let (end, word) = (clock.now, (try? outcome.get()) == nil ? "failed" : "done")
        try await store.write { tx in try JobLeases.end(lease, outcome: word, at: end, tx) }
        return try outcome.get()
    }

    /// The rounds over `jobs`, for one process. `limitSeconds`: longest pass.
    package func rounds(of jobs: [Job], limitSeconds: Int = 600) -> JobRounds {
        JobRounds(
            store: store, clock: clock, structures: structures, contracts: contracts, jobs: jobs,
            limitSeconds: limitSeconds)
    }

    /// Jobs of one module that have work. Throws where there is work that no job declares: it would run unannounced.
    package func jobs(of module: any ModuleDeclaration.Type, work: [String: JobWork]) throws -> [Job] {
        let declared = Set(module.jobs.filter { $0.scope == .structures }.map(\.name))
        let stray = work.keys.filter { !declared.contains($0) }.sorted()
        guard stray.isEmpty else {
            throw RegisterRefusal.falseDeclarations(
                stray.map { "\(module.name.value) has work for \($0), which is no declared job of it" })
        }
        let kernel = self
        return module.jobs.compactMap { declaration in
            work[declaration.name].map { work in
                Job(module: module.name, declaration: declaration) { try await work(kernel, $0) }
            }
        }
    }
}
