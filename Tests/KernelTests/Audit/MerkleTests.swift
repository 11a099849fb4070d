import Foundation
import Testing

@testable import Kernel

@Suite struct MerkleTests {
    @Test(.enabled(if: SharedLogVectors.areThere, "the shared log vectors are absent"))
    func `inclusion proofs: the published verdicts, right and corrupted`() throws {
        let cases: [SharedLogVectors.Inclusion] = try SharedLogVectors.lines("merkle-inclusion.jsonl")
        #expect(cases.count >= 60)
        for one in cases {
            let proof = InclusionProof(
                index: one.leafIdx, size: one.treeSize, path: (one.proof ?? []).map { SharedLogVectors.bytes($0) })
            let refused = refusal {
                try proof.verify(
                    leafHash: SharedLogVectors.bytes(one.leafHash), root: SharedLogVectors.bytes(one.root))
            }
            #expect((refused != nil) == one.wantErr, "\(one.case): \(refused ?? "accepted")")
        }
    }

    @Test(.enabled(if: SharedLogVectors.areThere, "the shared log vectors are absent"))
    func `consistency proofs: the published verdicts, right and corrupted`() throws {
        let cases: [SharedLogVectors.Consistency] = try SharedLogVectors.lines("merkle-consistency.jsonl")
        #expect(cases.count >= 50)
        for one in cases {
            let proof = ConsistencyProof(
                first: one.size1, second: one.size2, path: (one.proof ?? []).map { SharedLogVectors.bytes($0) })
            let refused = refusal {
                try proof.verify(
                    firstRoot: SharedLogVectors.bytes(one.root1), secondRoot: SharedLogVectors.bytes(one.root2))
            }
            #expect((refused != nil) == one.wantErr, "\(one.case): \(refused ?? "accepted")")
        }
    }

    @Test(.enabled(if: SharedLogVectors.areThere, "the shared log vectors are absent"))
    func `the known tree has the known roots`() throws {
        let tree = try JSONDecoder().decode(
            SharedLogVectors.KnownTree.self,
            from: Data(contentsOf: SharedLogVectors.folder.appendingPathComponent("rfc6962-known-tree.json")))
        let leaves = tree.leafInputs.map { Merkle.leaf(Hex.decode($0) ?? []) }
        for size in 0...leaves.count {
            #expect(Hex.encode(Merkle.root(Array(leaves.prefix(size)))) == tree.roots[size])
        }
    }

    @Test func `every proof of every tree up to 70 leaves verifies, and no other root, leaf or place does`()
        async throws
    {
        let leaves = (0..<70).map { Merkle.leaf([UInt8($0)]) }
        let hashes = TreeHashes { level, index in
            Merkle.root(Array(leaves[Int(index << UInt64(level))..<Int((index + 1) << UInt64(level))]))
        }
        let roots = (0...70).map { Merkle.root(Array(leaves.prefix($0))) }
        for size in UInt64(1)...70 {
            #expect(try await hashes.root(size) == roots[Int(size)])
            for index in 0..<size {
                let proof = try await hashes.inclusion(of: index, in: size)
                try proof.verify(leafHash: leaves[Int(index)], root: roots[Int(size)])
                #expect(refusal { try proof.verify(leafHash: leaves[Int(index)], root: roots[Int(size) - 1]) } != nil)
                let other = leaves[Int((index + 1) % 70)]
                #expect(refusal { try proof.verify(leafHash: other, root: roots[Int(size)]) } != nil)
            }
            for first in UInt64(0)...size {
                let proof = try await hashes.consistency(from: first, to: size)
                try proof.verify(firstRoot: roots[Int(first)], secondRoot: roots[Int(size)])
                if first > 0, first < size {
                    #expect(
                        refusal { try proof.verify(firstRoot: roots[Int(first) - 1], secondRoot: roots[Int(size)]) }
                            != nil)
                }
            }
        }
    }

    @Test func `tile paths: one spelling each`() {
        #expect(Tile(level: 0, index: 1_234_067, width: 8).path == "tile/0/x001/x234/067.p/8")
        #expect(Tile(level: 3, index: 0, width: 256).path == "tile/3/000")
        for index in [UInt64(0), 1, 999, 1000, 256_255, 1_000_000, 123_456_789_012] {
            for width in [1, 255, 256] {
                let tile = Tile(level: 2, index: index, width: width)
                #expect(Tile.read(tile.path.dropFirst(5)) == .hashes(tile))
            }
        }
        #expect(Tile.read("entries/x001/000.p/7") == .entries(index: 1000, width: 7))
        for wrong in [
            "0/0", "0/00", "0/0000", "0/x000/001", "0/001.p/0", "0/001.p/256", "0/001.p/07", "0/001.p/", "00/001",
            "8/001", "-1/001", "0/x1/000", "0/001/002", "0/x001", "0/", "", "entries", "0/００1", "0/../0/001",
            "0/x001/x002/x003/x004/x005/x006/007",
        ] { #expect(Tile.read(wrong) == nil, "\(wrong)") }
    }
}

/// Why a proof was refused; nil where it was accepted.
func refusal(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch { return "\(error)" }
}
