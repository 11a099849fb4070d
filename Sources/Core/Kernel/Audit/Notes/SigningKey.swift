import Crypto
import Foundation

/// Why a signing key cannot be had.
package enum SigningKeyProblem: Error, Sendable, Equatable {
    case missing(path: String)
    case unreadable(path: String, why: String)
    case exposed(path: String)

    package var sentence: String {
        switch self {
        case .missing(let path):
            "There is no log key at \(path); restore it, or make one with `citana audit key --create`."
        case .unreadable(let path, let why): "The log key at \(path) cannot be used: \(why)."
        case .exposed(let path):
            "The log key at \(path) can be read by other users of this machine; run `chmod 600` on it."
        }
    }
}

/// The private half of a key of the log or of a witness, in a file of its own, mode 600. The file holds one line,
/// `PRIVATE+KEY+name+hash+key`, the form of golang.org/x/mod/sumdb/note: the name is the log's origin and stays with
/// the key, whatever the configuration says later.
package struct SigningKey: Sendable {
    package let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    private init(name: String, algorithm: VerifierKey.Algorithm, key: Curve25519.Signing.PrivateKey) {
        self.key = key
        verifier = VerifierKey(name: name, algorithm: algorithm, key: Array(key.publicKey.rawRepresentation))
    }

    package static func fresh(name: String, algorithm: VerifierKey.Algorithm) -> SigningKey {
        SigningKey(name: name, algorithm: algorithm, key: Curve25519.Signing.PrivateKey())
    }

    private static let start = "PRIVATE+KEY+"

    package init?(_ text: String) {
        guard text.hasPrefix(SigningKey.start) else { return nil }
        let parts = text.dropFirst(SigningKey.start.count)
            .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, KeyHash.isName(parts[0]), let hash = KeyHash.read(parts[1]),
            let data = StrictBase64.decode(parts[2]), data.count == 33, let first = data.first,
            let algorithm = VerifierKey.Algorithm(rawValue: first),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: data.dropFirst())
        else { return nil }
        self.init(name: String(parts[0]), algorithm: algorithm, key: key)
        guard verifier.hash == hash else { return nil }
    }

    private var text: String {
        "\(SigningKey.start)\(verifier.name)+\(KeyHash.text(verifier.hash))+"
            + Data([verifier.algorithm.rawValue] + key.rawRepresentation).base64EncodedString()
    }

    package static func read(_ path: String) throws -> SigningKey {
        guard FileManager.default.fileExists(atPath: path) else { throw SigningKeyProblem.missing(path: path) }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0 {
            throw SigningKeyProblem.exposed(path: path)
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw SigningKeyProblem.unreadable(path: path, why: "permission denied, or not a text file")
        }
        guard let key = SigningKey(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw SigningKeyProblem.unreadable(path: path, why: "it must hold one line, PRIVATE+KEY+name+hash+key")
        }
        return key
    }

    /// Creates the file, mode 600; never overwrites one.
    @discardableResult
    package static func create(
        at path: String, name: String, algorithm: VerifierKey.Algorithm
    ) throws -> SigningKey {
        guard KeyHash.isName(name) else {
            throw SigningKeyProblem.unreadable(path: path, why: "a name holds no space and no plus")
        }
        let key = fresh(name: name, algorithm: algorithm)
        let made =
            FileManager.default.fileExists(atPath: path) == false
            && FileManager.default.createFile(
                atPath: path, contents: Data((key.text + "\n").utf8), attributes: [.posixPermissions: 0o600])
        guard made else {
            throw SigningKeyProblem.unreadable(
                path: path, why: "it exists already, or its folder is not there or not writable")
        }
        return key
    }

    /// A signature for a note, or at a time for a checkpoint, as the key's algorithm says.
    package func signature(over text: String, at now: Instant) throws -> SignedNote.Signature {
        var bytes: [UInt8] = []
        switch verifier.algorithm {
        case .note: bytes = Array(try key.signature(for: Array(text.utf8)))
        case .cosignature:
            let seconds = UInt64(max(0, now.milliseconds / 1000))
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(seconds >> UInt64(shift) & 255)) }
            bytes += Array(try key.signature(for: Cosignature.message(text, at: seconds)))
        }
        return SignedNote.Signature(name: verifier.name, keyHash: verifier.hash, bytes: bytes)
    }
}
