import Kernel
import Logging
import ServiceLifecycle

/// Gives lines of the access log their places, four times a second while there are any. Where it cannot, lines wait in
/// the store: they are durable, and under no checkpoint yet.
struct SequencerLoop: Service {
    let sequencer: Sequencer
    let logger: Logger

    static let pause = Duration.milliseconds(250)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var told = false
            while !Task.isCancelled {
                do {
                    // A full pass leaves more behind it.
                    if case .integrated(Sequencer.batch, _) = try await sequencer.integrate() { continue }
                    told = false
                } catch {
                    // Once per failure, not four times a second.
                    if !told { logger.error("The access log's lines wait for their place: the store refuses.") }
                    told = true
                }
                try await Task.sleep(for: SequencerLoop.pause)
            }
        }
        // What was written while requests ended.
        _ = try? await sequencer.integrate()
        try? await sequencer.release()
    }
}
