import ArgumentParser
import Foundation
import Kernel

extension BenchCommand {
    /// Fills the log of a demonstration, and measures what it takes. Prints one JSON object.
    struct Log: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records, sequences and verifies lines in a demonstration's log.",
            discussion: "Example:\n  citana bench log --data citana-demo --entries 10000")
        @OptionGroup var installation: Installation
        @Option(help: "How many lines.") var entries = 10_000
        @Option(help: "How many are recorded at once.") var together = 64

        func run() async throws {
            let setup = try await installation.setup()
            guard setup.environment == .demo else { throw Failure("Only in a demonstration.", code: 3) }
            guard entries > 0, together > 0 else { throw Failure("Give counts above 0.", code: 2) }
            let signer = try SigningKey.read(setup.logKeyFile)
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            let structures = try await kernel.structures.list().map(\.id)
            let sequencer = Sequencer(kernel.log, signer: signer)
            let clock = SuspendingClock()
            let start = clock.now
            try await record(kernel, structures)
            let recorded = clock.now
            try await sequencer.integrateAll()
            try await sequencer.release()
            let integrated = clock.now
            let sealed = try await kernel.log.verify(LogVerification(log: signer.verifier, opens: false))
            let verified = clock.now
            let opened = try await kernel.log.verify(LogVerification(log: signer.verifier))
            let ended = clock.now
            await kernel.close()
            guard sealed.isGenuine, opened.isGenuine else { throw Failure("The log does not verify.", code: 1) }
            func milliseconds(_ from: SuspendingClock.Instant, _ to: SuspendingClock.Instant) -> JSONValue {
                .integer(Int((to - from) / .milliseconds(1)))
            }
            try Output.write(
                JSONValue.members([
                    .init("entries", .integer(entries)), .init("leaves", .integer(Int(clamping: sealed.leaves))),
                    .init("recordMilliseconds", milliseconds(start, recorded)),
                    .init("integrateMilliseconds", milliseconds(recorded, integrated)),
                    .init("verifySealedMilliseconds", milliseconds(integrated, verified)),
                    .init("verifyMilliseconds", milliseconds(verified, ended)),
                ]).bytes + [10], to: nil)
        }

        private func record(_ kernel: Kernel, _ structures: [String]) async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<together {
                    group.addTask {
                        for number in stride(from: worker, to: entries, by: together) {
                            try await kernel.log.record(line(number, kernel.clock.now, structures))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }

        private func line(_ number: Int, _ now: Instant, _ structures: [String]) -> AccessLine {
            AccessLine(
                at: now, structure: structures[number % structures.count],
                actor: .init(id: "bench", role: "operator", means: "command-line"),
                patients: number % 10 == 0 ? [] : ["bench-patient-\(number % 997)"], action: "read",
                resource: "bench/\(number)", treatment: AccessLog.code, purpose: "bench", verdict: "allow",
                reason: "operator", policyVersion: "bench", correlation: "bench-\(number)", count: 1)
        }
    }
}
