import Synchronization

/// Outcomes are written down without anybody waiting: they gather for a moment and share a flush. What is lost with
/// the machine in that moment is a gesture without an outcome; its own line is there, and the job `orphan-accesses`
/// closes it as interrupted.
final class PendingOutcomes: Sendable {
    private struct State {
        var lines: [AccessLine] = []
        var flushing: Task<Void, Never>?
    }

    private static let gatherMilliseconds: Int64 = 100
    /// Bounds memory where the store is away; a gesture whose outcome was dropped stays without one.
    private static let most = 50_000

    private let state = Mutex(State())

    func add(_ line: AccessLine, to log: AuditLog) {
        state.withLock { state in
            guard state.lines.count < Self.most else { return }
            state.lines.append(line)
            guard state.flushing == nil else { return }
            state.flushing = Task {
                try? await Task.sleep(for: .milliseconds(Self.gatherMilliseconds))
                await flush(to: log)
            }
        }
    }

    func flush(to log: AuditLog) async {
        let lines = state.withLock { state in
            defer {
                state.lines = []
                state.flushing = nil
            }
            return state.lines
        }
        guard !lines.isEmpty else { return }
        try? await log.record(lines)
    }
}

extension AuditLog {
    /// Writes an outcome down without being waited for.
    func later(_ line: AccessLine) { outcomes.add(line, to: self) }

    /// Writes down what was not waited for; before the store closes.
    func drain() async { await outcomes.flush(to: self) }

    /// Several lines in one transaction; durable when this returns.
    func record(_ lines: [AccessLine]) async throws {
        var sealed: [SealedLine] = []
        for line in lines { sealed.append(try await prepare(line)) }
        let ready = sealed
        try await store.write { [self] tx in for line in ready { try insert(line, tx) } }
    }
}
