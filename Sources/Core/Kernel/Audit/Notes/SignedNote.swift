import Crypto
import Foundation

/// A text with signatures under it (C2SP signed-note). What is signed is the text, its last line end included.
package struct SignedNote: Sendable, Hashable {
    package struct Signature: Sendable, Hashable {
        package let name: String
        package let keyHash: UInt32
        /// Without the key hash in front.
        package let bytes: [UInt8]
    }

    /// Ends with a line end.
    package let text: String
    package let signatures: [Signature]

    package init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    private static let longest = 1_000_000

    /// Nil for what is no signed note: no empty line before the signatures, control characters, a line that is no
    /// signature.
    package init?(_ note: String) {
        guard note.utf8.count <= SignedNote.longest, note.hasSuffix("\n"),
            note.unicodeScalars.allSatisfy({ $0.value >= 32 || $0 == "\n" }),
            let gap = note.range(of: "\n\n", options: .backwards)
        else { return nil }
        text = String(note[..<note.index(after: gap.lowerBound)])
        var signatures: [Signature] = []
        for line in note[gap.upperBound...].dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "—", !parts[1].isEmpty, !parts[1].contains("+"),
                let data = StrictBase64.decode(parts[2]), data.count > 4, signatures.count < 100
            else { return nil }
            let hash = data.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            signatures.append(Signature(name: String(parts[1]), keyHash: hash, bytes: Array(data.dropFirst(4))))
        }
        guard !signatures.isEmpty else { return nil }
        self.signatures = signatures
    }

    package var description: String {
        text + "\n" + signatures.map(SignedNote.line).joined()
    }

    package func adding(_ signature: Signature) -> SignedNote {
        SignedNote(text: text, signatures: signatures.filter { $0 != signature } + [signature])
    }

    private static func line(_ signature: Signature) -> String {
        "— \(signature.name) "
            + Data(KeyHash.bytes(signature.keyHash) + signature.bytes).base64EncodedString() + "\n"
    }
}

/// Base 64 in its one canonical spelling: unused bits are zero, nothing is skipped.
enum StrictBase64 {
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else { return nil }
        return Array(data)
    }
}

/// The four bytes that tell keys of one name apart: SHA-256 over the name, a line end, the algorithm and the key.
enum KeyHash {
    static func of(_ name: String, algorithm: UInt8, key: [UInt8]) -> UInt32 {
        let digest = SHA256.hash(data: Array(name.utf8) + [10, algorithm] + key)
        return digest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }

    static func bytes(_ hash: UInt32) -> [UInt8] {
        [UInt8(hash >> 24), UInt8(hash >> 16 & 255), UInt8(hash >> 8 & 255), UInt8(hash & 255)]
    }

    static func text(_ hash: UInt32) -> String { Hex.encode(bytes(hash)) }

    /// Eight lower-case hexadecimal digits.
    static func read(_ text: some StringProtocol) -> UInt32? {
        guard text.utf8.count == 8, let bytes = Hex.decode(String(text)) else { return nil }
        return bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }

    /// No space, no plus: the name stands in lines that are cut at both.
    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty && name.utf8.count <= 200
            && name.unicodeScalars.allSatisfy { $0 != "+" && !$0.properties.isWhitespace && $0.value >= 32 }
    }
}

/// The public half of a key, as it is published: `name+hash+key` (C2SP signed-note). Algorithm 1 signs notes,
/// algorithm 4 co-signs checkpoints with a time (C2SP tlog-cosignature).
package struct VerifierKey: Sendable, Hashable {
    package enum Algorithm: UInt8, Sendable { case note = 1, cosignature = 4 }

    package let name: String
    package let hash: UInt32
    package let algorithm: Algorithm
    let key: [UInt8]

    init(name: String, algorithm: Algorithm, key: [UInt8]) {
        self.name = name
        self.algorithm = algorithm
        self.key = key
        hash = KeyHash.of(name, algorithm: algorithm.rawValue, key: key)
    }

    /// Nil for text of another form, another algorithm, or a hash that is not the key's.
    package init?(_ text: String) {
        let parts = text.trimmingCharacters(in: .whitespacesAndNewlines)
            .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, KeyHash.isName(parts[0]), let hash = KeyHash.read(parts[1]),
            let data = StrictBase64.decode(parts[2]), data.count == 33, let first = data.first,
            let algorithm = Algorithm(rawValue: first)
        else { return nil }
        self.init(name: String(parts[0]), algorithm: algorithm, key: Array(data.dropFirst()))
        guard hash == self.hash else { return nil }
    }

    package var description: String {
        "\(name)+\(KeyHash.text(hash))+" + Data([algorithm.rawValue] + key).base64EncodedString()
    }

    private func isRight(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
        return key.isValidSignature(signature, for: message)
    }

    /// True where the note carries a signature by this key and it is right. A wrong one by the same key refuses the
    /// note even beside a right one.
    package func signed(_ note: SignedNote) -> Bool {
        let ours = note.signatures.filter { $0.name == name && $0.keyHash == hash }
        guard !ours.isEmpty else { return false }
        return ours.allSatisfy { signature in
            switch algorithm {
            case .note: isRight(signature.bytes, over: Array(note.text.utf8))
            case .cosignature: cosignedAt(signature, note.text) != nil
            }
        }
    }

    /// When a witness says that it saw this checkpoint, in seconds since 1970; nil without a right cosignature.
    package func cosignedAt(_ note: SignedNote) -> UInt64? {
        guard algorithm == .cosignature, signed(note) else { return nil }
        return note.signatures.filter { $0.name == name && $0.keyHash == hash }
            .compactMap { cosignedAt($0, note.text) }.max()
    }

    private func cosignedAt(_ signature: SignedNote.Signature, _ text: String) -> UInt64? {
        guard signature.bytes.count == 72 else { return nil }
        let time = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let message = Cosignature.message(text, at: time)
        return isRight(Array(signature.bytes.dropFirst(8)), over: message) ? time : nil
    }
}

/// What a witness signs: `cosignature/v1`, the time, the checkpoint (C2SP tlog-cosignature).
enum Cosignature {
    static func message(_ text: String, at seconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
    }
}
