import Kernel
import Logging
import ServiceLifecycle
import Web

/// Wakes every minute and runs the jobs that are due, until the program is asked to stop.
struct JobWatch: Service {
    let rounds: JobRounds
    let logger: Logger
    static let wakeSeconds = 60

    init(kernel: Kernel, modules: [any CareModule.Type], logger: Logger) throws {
        var jobs = try kernel.jobs(of: KernelModule.self, work: Kernel.work)
        for module in modules { jobs += try kernel.jobs(of: module, work: module.work) }
        rounds = kernel.rounds(of: jobs)
        self.logger = logger
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(Self.wakeSeconds))
                await round()
            }
        }
    }

    /// What is logged is the job's name and a code: no structure, no person, no text of an error.
    func round() async {
        do {
            for report in try await rounds.round() {
                let words = "Job \(report.job): \(report.ending.rawValue), \(report.structures) structures"
                switch report.ending {
                case .done, .stopped: logger.info("\(words)")
                case .failed, .outOfTime, .leaseLost:
                    logger.error("\(words); \(report.codes.joined(separator: ", "))")
                }
            }
        } catch {
            logger.error("Jobs could not run: \(JobRounds.code(of: error)); the next round is in a minute.")
        }
    }
}

/// What runs, in words: on the command line and in tests.
enum JobWords {
    /// Whether a declared job does something in this build.
    static func state(of job: JobDeclaration, work: [String: JobWork]) -> String {
        switch job.scope {
        case .node: "done by every server for itself"
        case .structures: work[job.name] == nil ? "declared, no work yet" : "runs"
        }
    }
}
