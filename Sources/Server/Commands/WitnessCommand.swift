import ArgumentParser
import AsyncHTTPClient
import Foundation
import Kernel
import NIOCore

/// Meant to run at a partner's: it remembers how far the log had come, and co-signs only what continues it.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract:
            "Co-signs a log's checkpoint after checking that it continues the last one seen. Needs no installation.",
        discussion: """
            Exit 1 where the log does not continue: both checkpoints are then kept as evidence in the folder.

            Examples:
              citana witness --state witness --log 'citana.example/log+1f…' --url https://citana.example/log
              citana witness --state witness --log 'citana.example/log+1f…' --file export/checkpoint
            """)
    @Option(help: "Folder of the witness: its key, the last checkpoint of each log.") var state: String
    @Option(help: "Public key of the log, as `citana audit key` prints it.") var log: String
    @Option(help: "Address of the log, without /checkpoint.") var url: String?
    @Option(help: "File of a checkpoint, with the tiles beside it (`citana audit checkpoint --tiles`).") var file:
        String?
    @Option(help: "Name of the witness, used once, when its key is made.") var name = "witness"
    @Option(help: "Look again every so many seconds, until stopped.") var every: Int?

    func run() async throws {
        let key = try VerifierKey.argument(log)
        let witness = try Witness(folder: state, name: name)
        let source: LogSource
        switch (url, file) {
        case (let url?, nil): source = try LogSource(url: url)
        case (nil, let file?): source = .file(file)
        default: throw Failure("Give --url or --file.", code: 2)
        }
        guard let every else {
            try Output.write(Array(try await witness.look(at: source, by: key).utf8), to: nil)
            return
        }
        guard every > 0 else { throw Failure("--every must be above 0.", code: 2) }
        while true {
            do {
                _ = try await witness.look(at: source, by: key)
            } catch let failure as Failure where failure.code == 4 {
                // The log is away: what it will say then is compared all the same.
                FileHandle.standardError.write(Data("citana: \(failure.sentence)\n".utf8))
            }
            try await Task.sleep(for: .seconds(every))
        }
    }
}

/// Where a log's public files are.
enum LogSource {
    case address(String)
    case file(String)

    init(url text: String) throws {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""), url.host != nil else {
            throw Failure("--url must be an address such as https://citana.example/log.", code: 2)
        }
        self = .address(text.hasSuffix("/") ? String(text.dropLast()) : text)
    }

    private static let longest = 1 << 20

    func checkpoint() async throws -> String {
        switch self {
        case .address: String(decoding: try await get("checkpoint"), as: UTF8.self)
        case .file(let path): String(decoding: try read(path), as: UTF8.self)
        }
    }

    func tile(_ tile: Tile) async throws -> [UInt8] { try await get(tile.path) }

    private func get(_ name: String) async throws -> [UInt8] {
        switch self {
        case .file(let path):
            return try read(URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name).path)
        case .address(let base):
            do {
                let response = try await HTTPClient.shared.execute(
                    HTTPClientRequest(url: "\(base)/\(name)"), timeout: .seconds(20))
                let status = "\(response.status)"
                guard status.hasPrefix("200") else {
                    throw Failure("\(base)/\(name) answers \(status).", code: 4)
                }
                return Array(try await response.body.collect(upTo: LogSource.longest).readableBytesView)
            } catch let failure as Failure { throw failure } catch {
                throw Failure("\(base) does not answer.", code: 4)
            }
        }
    }

    private func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path) cannot be read.", code: 4)
        }
        return Array(data)
    }
}

/// The memory and the key of a witness.
struct Witness {
    let folder: URL
    let key: SigningKey

    /// Makes the folder and the key when there are none.
    init(folder: String, name: String) throws {
        self.folder = URL(fileURLWithPath: folder)
        let path = self.folder.appendingPathComponent("witness.key").path
        do {
            try FileManager.default.createDirectory(
                at: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw Failure("The folder \(folder) cannot be made; check its rights.", code: 4) }
        if FileManager.default.fileExists(atPath: path) {
            key = try SigningKey.read(path)
        } else {
            key = try SigningKey.create(at: path, name: name, algorithm: .cosignature)
            try Output.write(
                Array((key.verifier.description + "\n").utf8),
                to: self.folder.appendingPathComponent("witness.pub").path)
        }
        guard key.verifier.algorithm == .cosignature else {
            throw Failure("\(path) is the key of a log, not of a witness.", code: 2)
        }
    }

    /// The co-signed checkpoint. Throws `Failure` with code 1 where the log does not continue what was seen before.
    func look(at source: LogSource, by log: VerifierKey) async throws -> String {
        let text = try await source.checkpoint()
        let (checkpoint, note): (Checkpoint, SignedNote)
        do { (checkpoint, note) = try Checkpoint.read(text, by: log) } catch let refusal as ProofRefusal {
            throw Failure("The checkpoint is refused: \(refusal.description).", code: 1)
        }
        let file = folder.appendingPathComponent("\(log.description.hashName).checkpoint")
        let tree = TreeHashes.tiled(size: checkpoint.size) { tile in
            let bytes = try await source.tile(tile)
            guard bytes.count == 32 * tile.width else { return nil }
            return stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<$0 + 32]) }
        }
        do {
            if let before = try last(file, by: log) {
                guard before.checkpoint.size <= checkpoint.size else {
                    throw ProofRefusal("it has \(checkpoint.size) leaves, and had \(before.checkpoint.size)")
                }
                try await tree.consistency(from: before.checkpoint.size, to: checkpoint.size)
                    .verify(firstRoot: before.checkpoint.root, secondRoot: checkpoint.root)
            } else {
                guard try await tree.root(checkpoint.size) == checkpoint.root else {
                    throw ProofRefusal("its tiles lead to another root")
                }
            }
        } catch let refusal as ProofRefusal {
            let evidence = folder.appendingPathComponent("refused-\(checkpoint.size).checkpoint")
            try Output.write(Array(text.utf8), to: evidence.path)
            throw Failure(
                "The log does not continue what this witness saw: \(refusal.description). Both checkpoints are kept in "
                    + "\(folder.path).", code: 1)
        }
        let signed = note.adding(try key.signature(over: note.text, at: TimeSource.system.now)).description
        try Output.write(Array(signed.utf8), to: file.path)
        return signed
    }

    private func last(
        _ file: URL, by log: VerifierKey
    ) throws -> (checkpoint: Checkpoint, note: SignedNote)? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        // Its own memory is not trusted blindly either: it must be signed by the log, and by this witness.
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let read = try? Checkpoint.read(text, by: log), key.verifier.cosignedAt(read.note) != nil
        else {
            throw Failure("\(file.path) is not what this witness wrote; look at it before going on.", code: 4)
        }
        return read
    }
}

extension String {
    /// A file's name for a log's public key: the name's letters, then the key's hash.
    fileprivate var hashName: String {
        let parts = split(separator: "+", maxSplits: 2)
        let safe = String(parts[0].map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" })
        return parts.count > 1 ? "\(safe)-\(parts[1])" : safe
    }
}
