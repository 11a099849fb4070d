import Kernel
import Logging
import Synchronization
import Testing

@testable import Server

/// What was logged.
private final class Kept: Sendable {
    let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
}

@Suite struct JobWatchTests {
    /// Keeps what is logged.
    private struct Lines: LogHandler {
        let kept: Kept
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { kept.lines.withLock { $0.append("\(event.message)") } }
    }

    @Test func `the server runs the program's own jobs, and says so without a name`() async throws {
        try await LiveHouse.with { house in
            let box = Kept()
            let logger = Logger(label: "test") { _ in Lines(kept: box) }
            let watch = try JobWatch(kernel: house.kernel, modules: Composition.modules, logger: logger)
            await watch.round()
            let structures = try await house.kernel.structures.list()
            let expected = ["retention", "orphan-accesses"]
            #expect(box.all == expected.map { "Job \($0): done, \(structures.count) structures" })
            let last = try await watch.rounds.last()
            #expect(Set(last.map(\.job)) == Set(expected) && last.allSatisfy { $0.outcome == "done" })
            // Not due before its minutes have passed.
            await watch.round()
            #expect(box.all.count == expected.count)
        }
    }

    @Test func `every job of the program has its own name`() {
        let names = KernelModule.jobs.map(\.name) + Composition.modules.flatMap { $0.jobs.map(\.name) }
        #expect(Set(names).count == names.count)
    }

    @Test func `what a job does today is said plainly`() {
        let states = Dictionary(
            uniqueKeysWithValues: KernelModule.jobs.map { ($0.name, JobWords.state(of: $0, work: Kernel.work)) })
        #expect(states["retention"] == "runs")
        #expect(states["outbox"] == "declared, no work yet")
        #expect(states["schema-check"] == "done by every server for itself")
    }
}
