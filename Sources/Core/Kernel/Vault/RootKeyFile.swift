import Foundation
import Glibc

/// Where the root key lies, and beside it, while it is being replaced, its successor: `root.key.next`.
struct RootKeyFile: Sendable {
    let path: String
    var next: String { path + ".next" }

    /// Both, as far as they can be read. A program under way looks here when the key store stands under another key
    /// than the one it has in memory.
    var candidates: [RootKey] { [path, next].compactMap { try? RootKey.read($0) } }

    var hasNext: Bool { FileManager.default.fileExists(atPath: next) }

    /// The successor takes the place: the old key is no longer on this disk under any name of ours.
    func promote() throws {
        guard unsafe rename(next, path) == 0, DurableFile.flush(path) else {
            throw VaultError.rootKeyUnreadable(
                path: path, why: "\(next) cannot take its place; move it there by hand, then start again")
        }
    }
}

/// What must survive a power cut before anything is wrapped under it.
enum DurableFile {
    /// Flushes a file and the folder that names it; false where the system refused.
    static func flush(_ path: String) -> Bool {
        [path, URL(fileURLWithPath: path).deletingLastPathComponent().path].allSatisfy { path in
            let descriptor = unsafe open(path, O_RDONLY)
            guard descriptor >= 0 else { return false }
            defer { close(descriptor) }
            return fsync(descriptor) == 0
        }
    }
}
