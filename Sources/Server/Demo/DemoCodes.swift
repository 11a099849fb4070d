import Foundation
import Kernel

/// The demonstration's only channel: a one-time code is printed where the program runs. Nobody in it is real, and it is
/// served on the loopback.
enum DemoCodes {
    @Sendable static func show(_ code: LinkCode) async throws {
        let text = "Demonstration, \(code.channel.rawValue): the code is \(code.digits)\n"
        // Written at once: whoever reads a pipe waits for it.
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
