import Foundation
import Kernel

/// The public log as files.
struct LogFolder {
    let path: String

    func write(_ publication: LogPublication, note: String) async throws {
        guard let size = SignedNote(note).flatMap({ Checkpoint($0.text) })?.size else { return }
        for level in 0..<8 {
            let count = Tile.hashes(atLevel: level, size: size)
            var start: UInt64 = 0
            while start < count {
                let width = min(UInt64(Tile.fullWidth), count - start)
                let tile = Tile(level: level, index: start / UInt64(Tile.fullWidth), width: Int(width))
                try await copy(tile.path, publication)
                if level == 0 { try await copy(tile.path.replacing("tile/0/", with: "tile/entries/"), publication) }
                start += width
            }
        }
        try put(Array(note.utf8), "checkpoint")
    }

    private func copy(_ name: String, _ publication: LogPublication) async throws {
        guard let tile = try await publication.tile(String(name.dropFirst(5))) else {
            throw Failure("\(name) is missing in the store; run `citana audit verify`.", code: 1)
        }
        try put(tile.bytes, name)
    }

    private func put(_ bytes: [UInt8], _ name: String) throws {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch { throw Failure("The folder \(path) cannot be made; check its rights.", code: 4) }
        try Output.write(bytes, to: file.path)
    }
}
