import Foundation
import Synchronization

/// Writers of this process pass together; one that met a conflict passes alone, so that a busy row
/// (a counter, a log's head) cannot make it lose five times in a row.
final class WriterGate: Sendable {
    private struct State {
        var inside = 0
        var waitingAlone = 0
        var taken = false
    }

    private let state = Mutex(State())
    private let changed = NSCondition()

    func pass<Value>(alone: Bool, _ body: () throws -> Value) rethrows -> Value {
        enter(alone: alone)
        defer { leave(alone: alone) }
        return try body()
    }

    private func enter(alone: Bool) {
        changed.lock()
        defer { changed.unlock() }
        if alone { state.withLock { $0.waitingAlone += 1 } }
        while !state.withLock({ WriterGate.admit(&$0, alone: alone) }) { changed.wait() }
    }

    private static func admit(_ state: inout State, alone: Bool) -> Bool {
        if alone {
            guard !state.taken, state.inside == 0 else { return false }
            state.waitingAlone -= 1
            state.taken = true
        } else {
            guard !state.taken, state.waitingAlone == 0 else { return false }
            state.inside += 1
        }
        return true
    }

    private func leave(alone: Bool) {
        changed.lock()
        state.withLock { state in
            if alone { state.taken = false } else { state.inside -= 1 }
        }
        changed.broadcast()
        changed.unlock()
    }
}
