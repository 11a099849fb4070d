/// What a job is told: for whom it runs and what time it is. It holds no key and passes no gate; what a module's job
/// does, it does through the kernel's doors like everybody else.
public struct JobContext: Sendable {
    public let structure: StructureHeader
    public let clock: TimeSource
    let lease: JobLease
}

/// Why a pass could not go on.
enum JobProblem: Error, Sendable, Equatable {
    /// Another process has taken the job since, or the time limit has passed.
    case leaseLost
}

/// The right to run a job now, as the store gave it.
struct JobLease: Sendable, Hashable {
    let job: String
    let fence: Int64
}

/// The last pass of a job, as the store remembers it.
package struct JobPass: Sendable, Hashable {
    package let job: String
    package let startedAt: Instant
    /// Nil while it runs, or where its process died.
    package let endedAt: Instant?
    package let outcome: String?
}

/// How one pass ended, in words that name no person and no value.
package struct JobReport: Sendable, Hashable {
    package enum Ending: String, Sendable, Hashable {
        case done
        /// At least one structure's turn failed.
        case failed
        /// The time limit was reached; the other structures have their turn at the next pass.
        case outOfTime = "out-of-time"
        /// Another process has taken the job.
        case leaseLost = "lease-lost"
        /// The program was asked to stop.
        case stopped
    }
    package let job: String
    package let ending: Ending
    /// How many structures had their turn.
    package let structures: Int
    /// Codes of the failures, each once: the kind of the error, never what it says.
    package let codes: [String]
}

/// A declared job and what it does.
package struct Job: Sendable {
    let module: ModuleName
    let declaration: JobDeclaration
    let work: @Sendable (JobContext) async throws -> Void

    package init(
        module: ModuleName, declaration: JobDeclaration, work: @escaping @Sendable (JobContext) async throws -> Void
    ) {
        self.module = module
        self.declaration = declaration
        self.work = work
    }
}
