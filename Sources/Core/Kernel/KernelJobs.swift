/// What a declared job does for one structure. Thrown errors are logged by kind only; the other structures still have
/// their turn. Work looks at its cancellation: a pass has a time limit.
public typealias JobWork = @Sendable (Kernel, JobContext) async throws -> Void

extension Kernel {
    /// What the kernel's own jobs do, by name. The others are declared and wait for the issue that gives them work.
    package static let work: [String: JobWork] = [
        "retention": { kernel, job in
            let sweep = RetentionSweep(
                store: kernel.store, register: kernel.register, structures: kernel.structures, log: kernel.log)
            try await sweep.run(job)
        }
    ]

    /// Tables that the retention job looks after today; the others keep their rows.
    package static let sweptTables: [String] = RetentionSweep.subjects.map(\.table.name)

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
