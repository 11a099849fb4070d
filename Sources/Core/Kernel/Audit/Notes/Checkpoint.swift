import Foundation

/// The state of a log at a size (C2SP tlog-checkpoint): the body of a signed note.
package struct Checkpoint: Sendable, Hashable {
    /// The log's name.
    package let origin: String
    package let size: UInt64
    package let root: LogHash

    package init(origin: String, size: UInt64, root: LogHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the first three lines; lines after them are extensions, which we write none of.
    package init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, !lines[0].isEmpty, let size = UInt64(lines[1]), String(size) == lines[1],
            let root = StrictBase64.decode(lines[2]), root.count == 32
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root)
    }

    package var text: String { "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n" }

    package func signed(by key: SigningKey, at now: Instant) throws -> SignedNote {
        SignedNote(text: text, signatures: [try key.signature(over: text, at: now)])
    }

    /// The checkpoint of a note, where the log's key has signed it and it names that log.
    package static func read(_ note: String, by log: VerifierKey) throws -> (checkpoint: Checkpoint, note: SignedNote) {
        guard let note = SignedNote(note) else { throw ProofRefusal("not a signed note") }
        guard log.signed(note) else { throw ProofRefusal("not signed by \(log.name)") }
        guard let checkpoint = Checkpoint(note.text) else { throw ProofRefusal("a note that is no checkpoint") }
        guard checkpoint.origin == log.name else { throw ProofRefusal("a checkpoint of another log") }
        return (checkpoint, note)
    }
}
