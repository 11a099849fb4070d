import Crypto
import Foundation

/// Why a key cannot be had. No message holds a key or a part of one.
public enum VaultError: Error, Sendable, Equatable {
    case rootKeyMissing(path: String)
    case rootKeyUnreadable(path: String, why: String)
    /// The key file can be read by others than its owner.
    case rootKeyExposed(path: String)
    /// The key store was made under another root key.
    case foreignKeyStore
    case structureKeyMissing(structure: String)
    /// A rotation replaced the key between its being read and its being used.
    case keyReplaced
    /// There is no key for this person: never enrolled here, or erased.
    case patientKeyMissing
    /// The cell was altered, or moved from another place.
    case sealBroken(place: String)

    public var sentence: String {
        switch self {
        case .rootKeyMissing(let path):
            "There is no root key at \(path); create the installation with `citana init`, or restore the key."
        case .rootKeyUnreadable(let path, let why): "The root key at \(path) cannot be read: \(why)."
        case .rootKeyExposed(let path):
            "The root key at \(path) can be read by other users of this machine; run `chmod 600` on it."
        case .foreignKeyStore: "The key store belongs to another installation: it was made under another root key."
        case .structureKeyMissing(let structure): "The key of structure \(structure) is not in the key store."
        case .keyReplaced: "A key was replaced at that moment; try again."
        case .patientKeyMissing: "The key of this person is not in the key store: what it sealed cannot be read."
        case .sealBroken(let place): "A sealed value of \(place) was altered or moved; it is refused."
        }
    }
}

/// The key that wraps all structure keys: 32 bytes in a file of its own, outside both stores.
package struct RootKey: Sendable {
    let key: SymmetricKey

    init(_ key: SymmetricKey) { self.key = key }

    /// Reads 64 hexadecimal digits. Refuses a file that others may read.
    package static func read(_ path: String) throws -> RootKey {
        guard FileManager.default.fileExists(atPath: path) else { throw VaultError.rootKeyMissing(path: path) }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0 {
            throw VaultError.rootKeyExposed(path: path)
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw VaultError.rootKeyUnreadable(path: path, why: "permission denied, or not a text file")
        }
        guard let bytes = Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)), bytes.count == 32 else {
            throw VaultError.rootKeyUnreadable(path: path, why: "it must hold 64 hexadecimal digits")
        }
        return RootKey(SymmetricKey(data: bytes))
    }

    /// Creates the file, mode 600; never overwrites one.
    package static func create(at path: String) throws {
        let key = SymmetricKey(size: .bits256)
        let text = Hex.encode(key.bytes) + "\n"
        let made =
            FileManager.default.fileExists(atPath: path) == false
            && FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made, DurableFile.flush(path) else {
            throw VaultError.rootKeyUnreadable(path: path, why: "it exists already or its folder is not writable")
        }
    }

    /// Tells two root keys apart without telling anything else.
    var fingerprint: String {
        Hex.encode(
            Array(HMAC<SHA256>.authenticationCode(for: Array("citana root key".utf8), using: key)).prefix(8).map { $0 })
    }
}
