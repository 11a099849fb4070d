import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct NoteTests {
    /// The verifier key that golang.org/x/mod/sumdb/note publishes in its documentation.
    static let published = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let publishedNote = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    @Test func `a note of another implementation verifies; a changed one does not`() throws {
        let key = try #require(VerifierKey(Self.published))
        #expect(key.description == Self.published)
        let note = try #require(SignedNote(Self.publishedNote))
        #expect(key.signed(note))
        #expect(note.description == Self.publishedNote)
        let changed = try #require(SignedNote(Self.publishedNote.replacingOccurrences(of: "answer", with: "Answer")))
        #expect(!key.signed(changed))
        let other = SigningKey.fresh(name: "PeterNeumann", algorithm: .note).verifier
        #expect(!other.signed(note))
        #expect(VerifierKey(Self.published.replacingOccurrences(of: "c74f20a3", with: "c74f20a4")) == nil)
        #expect(VerifierKey("a b+c74f20a3+AR==") == nil)
    }

    @Test(.enabled(if: SharedLogVectors.areThere, "the shared log vectors are absent"))
    func `a log of another implementation: checkpoints read, tiles lead to their roots, each grows from the last`()
        async throws
    {
        var before: Checkpoint?
        for size in 0...15 {
            let text = String(decoding: try SharedLogVectors.file("checkpoint.\(size)"), as: UTF8.self)
            let note = try #require(SignedNote(text))
            let checkpoint = try #require(Checkpoint(note.text))
            #expect(checkpoint.size == UInt64(size) && checkpoint.origin == "example.com/log/testdata")
            guard size > 0 else {
                #expect(checkpoint.root == Merkle.emptyRoot)
                continue
            }
            let tile = try SharedLogVectors.file("tile/0/000.p/\(size)")
            let leaves = stride(from: 0, to: tile.count, by: 32).map { Array(tile[$0..<$0 + 32]) }
            #expect(Merkle.root(leaves) == checkpoint.root)
            let bundle = try SharedLogVectors.file("tile/entries/000.p/\(size)")
            #expect(Bundle.leaves(bundle)?.map(Merkle.leaf) == leaves)
            let hashes = TreeHashes { level, index in
                Merkle.root(Array(leaves[Int(index << UInt64(level))..<Int((index + 1) << UInt64(level))]))
            }
            if let before {
                try await hashes.consistency(from: before.size, to: checkpoint.size)
                    .verify(firstRoot: before.root, secondRoot: checkpoint.root)
            }
            before = checkpoint
        }
    }

    /// Entry bundles as read by somebody else: two bytes of length, then the leaf.
    enum Bundle {
        static func leaves(_ bytes: [UInt8]) -> [[UInt8]]? {
            var leaves: [[UInt8]] = []
            var index = 0
            while index + 2 <= bytes.count {
                let length = Int(bytes[index]) << 8 | Int(bytes[index + 1])
                guard index + 2 + length <= bytes.count else { return nil }
                leaves.append(Array(bytes[index + 2..<index + 2 + length]))
                index += 2 + length
            }
            return index == bytes.count ? leaves : nil
        }
    }

    @Test func `checkpoints: signed, co-signed, and refused when anything is another's`() throws {
        let log = SigningKey.fresh(name: "citana.example/log", algorithm: .note)
        let witness = SigningKey.fresh(name: "partner.example", algorithm: .cosignature)
        let checkpoint = Checkpoint(origin: log.verifier.name, size: 7, root: Merkle.leaf([7]))
        var note = try checkpoint.signed(by: log, at: LogWorld.start)
        #expect(witness.verifier.cosignedAt(note) == nil)
        note = note.adding(try witness.signature(over: note.text, at: LogWorld.start))
        let read = try Checkpoint.read(note.description, by: log.verifier)
        #expect(read.checkpoint == checkpoint)
        #expect(witness.verifier.cosignedAt(read.note) == UInt64(LogWorld.start.milliseconds / 1000))
        let foreign = SigningKey.fresh(name: log.verifier.name, algorithm: .note)
        #expect(throws: ProofRefusal.self) { try Checkpoint.read(note.description, by: foreign.verifier) }
        let other = Checkpoint(origin: "other.example/log", size: 7, root: checkpoint.root)
        #expect(throws: ProofRefusal.self) {
            try Checkpoint.read(try other.signed(by: log, at: LogWorld.start).description, by: log.verifier)
        }
    }

    @Test func `every single bit of a co-signed checkpoint matters`() throws {
        let log = SigningKey.fresh(name: "citana.example/log", algorithm: .note)
        let witness = SigningKey.fresh(name: "partner.example", algorithm: .cosignature)
        var note = try Checkpoint(origin: log.verifier.name, size: 300, root: Merkle.leaf([1]))
            .signed(by: log, at: LogWorld.start)
        note = note.adding(try witness.signature(over: note.text, at: LogWorld.start))
        let bytes = Array(note.description.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                guard let text = String(validating: changed, as: UTF8.self) else { continue }
                let read = try? Checkpoint.read(text, by: log.verifier)
                let seen = read.flatMap { witness.verifier.cosignedAt($0.note) }
                #expect(read == nil || seen == nil, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func `a key file: mode 600, never replaced, refused when others may read it or when it is no key`() throws {
        let folder = FoldersForTests.fresh()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("log.key").path
        #expect(throws: SigningKeyProblem.missing(path: path)) { try SigningKey.read(path) }
        let made = try SigningKey.create(at: path, name: "citana.example/log", algorithm: .note)
        #expect(try SigningKey.read(path).verifier == made.verifier)
        #expect(throws: SigningKeyProblem.self) {
            try SigningKey.create(at: path, name: "citana.example/log", algorithm: .note)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: SigningKeyProblem.exposed(path: path)) { try SigningKey.read(path) }
        let wrong = folder.appendingPathComponent("wrong.key").path
        let written = FileManager.default.createFile(
            atPath: wrong, contents: Data("PRIVATE+KEY+a+00000000+AA==".utf8), attributes: [.posixPermissions: 0o600])
        #expect(written)
        #expect(throws: SigningKeyProblem.self) { try SigningKey.read(wrong) }
        let plus = folder.appendingPathComponent("plus.key").path
        #expect(throws: SigningKeyProblem.self) { try SigningKey.create(at: plus, name: "a b", algorithm: .note) }
    }
}
