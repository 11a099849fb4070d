import Foundation

/// Proofs as text (C2SP tlog-proof): made here, read by whoever has the log's public key.
extension InclusionProof {
    package func text(extra: [UInt8], checkpoint note: String) -> String {
        var lines = ["c2sp.org/tlog-proof@v1"]
        if !extra.isEmpty { lines.append("extra \(Data(extra).base64EncodedString())") }
        lines.append("index \(index)")
        lines += path.map { Data($0).base64EncodedString() }
        return lines.joined(separator: "\n") + "\n\n" + note
    }

    /// The proof and the checkpoint that it leads to, signed by `log`. Throws `ProofRefusal`.
    package static func read(
        _ text: String, by log: VerifierKey
    ) throws -> (proof: InclusionProof, checkpoint: Checkpoint, extra: [UInt8]) {
        guard let gap = text.range(of: "\n\n") else { throw ProofRefusal("no checkpoint in the proof") }
        var lines = text[..<gap.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popFirst() == "c2sp.org/tlog-proof@v1" else { throw ProofRefusal("not a tlog-proof") }
        var extra: [UInt8] = []
        if let line = lines.first, line.hasPrefix("extra ") {
            guard let bytes = StrictBase64.decode(line.dropFirst(6)) else { throw ProofRefusal("a wrong extra line") }
            extra = bytes
            lines.removeFirst()
        }
        guard let line = lines.popFirst(), line.hasPrefix("index "), let index = UInt64(line.dropFirst(6)) else {
            throw ProofRefusal("no index in the proof")
        }
        let path = try lines.map { line -> LogHash in
            guard let hash = StrictBase64.decode(line), hash.count == 32 else {
                throw ProofRefusal("a hash of the path has not 32 bytes")
            }
            return hash
        }
        let (checkpoint, _) = try Checkpoint.read(String(text[gap.upperBound...]), by: log)
        return (InclusionProof(index: index, size: checkpoint.size, path: path), checkpoint, extra)
    }
}
