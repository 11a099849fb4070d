import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct SequencerTests {
    @Test(arguments: EnginesForTests.all)
    func `lines get places, numbers, tiles and a signed checkpoint, and all of it verifies`(
        _ engine: Engine
    )
        async throws
    {
        try await LogWorld.use(engine) { world in
            let sequencer = try await world.fill(530)
            #expect(try await sequencer.integrate() == .idle)
            let report = try await world.verify()
            #expect(report.findings == [])
            #expect(report.leaves == 530 && report.opened == 530 && report.pending == 0 && report.checkpoints == 8)
            #expect(try await world.latest().root == report.root)
            let tiles = try await world.store.read { tx in try tx.rows("SELECT id FROM log_tiles").count }
            #expect(tiles == 2)
            let numbers = try await world.store.read { tx in
                try tx.rows(
                    "SELECT number FROM audit_subjects WHERE structure = 's1' AND subject = 'p1' ORDER BY number"
                ).map { try $0.integer("number") }
            }
            #expect(numbers.count > 20 && numbers == Array(1...Int64(numbers.count)))
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `what is served leads to the checkpoint: tiles, entries, proofs`(_ engine: Engine) async throws {
        try await LogWorld.use(engine) { world in
            _ = try await world.fill(530)
            let publication = LogPublication(world.log)
            let checkpoint = try await world.latest()
            let tree = publication.tree(size: checkpoint.size)
            #expect(try await tree.root(checkpoint.size) == checkpoint.root)
            var leaves: [[UInt8]] = []
            for path in ["entries/000", "entries/001", "entries/002.p/18"] {
                let bundle = try #require(try await publication.tile(path))
                #expect(bundle.isFull == !path.contains(".p"))
                leaves += try #require(NoteTests.Bundle.leaves(bundle.bytes))
            }
            #expect(Merkle.root(leaves.map(Merkle.leaf)) == checkpoint.root)
            #expect(leaves.allSatisfy { $0.count == 64 })
            for index in [UInt64(0), 255, 256, 529] {
                let proof = try await tree.inclusion(of: index, in: checkpoint.size)
                try proof.verify(leafHash: Merkle.leaf(leaves[Int(index)]), root: checkpoint.root)
            }
            try await tree.consistency(from: 300, to: 530).verify(
                firstRoot: Merkle.root(leaves.prefix(300).map(Merkle.leaf)), secondRoot: checkpoint.root)
            #expect(try await publication.tile("1/000.p/2")?.bytes.count == 64)
            for absent in ["0/002", "0/002.p/19", "1/000", "1/000.p/3", "2/000.p/1", "entries/003.p/1", "0/2", "x"] {
                #expect(try await publication.tile(absent) == nil, "\(absent)")
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `one node at a time: the other waits, takes over when the turn has ended, and the first is fenced off`(
        _ engine: Engine
    ) async throws {
        try await LogWorld.use(engine) { world in
            let first = Sequencer(world.log, signer: world.signer)
            let second = Sequencer(world.log, signer: world.signer)
            try await world.log.record(world.line())
            #expect(try await first.integrate() == .integrated(entries: 1, size: 1))
            try await world.log.record(world.line())
            #expect(try await second.integrate() == .notOurTurn)
            world.clock.move(milliseconds: 11_000)
            #expect(try await second.integrate() == .integrated(entries: 1, size: 2))
            try await world.log.record(world.line())
            #expect(try await first.integrate() == .notOurTurn)
            world.clock.move(milliseconds: 11_000)
            #expect(try await first.integrate() == .integrated(entries: 1, size: 3))
            // An hour back: the turn that was taken seems to end in an hour, and must not block the log until then.
            world.clock.move(milliseconds: -3_600_000)
            try await world.log.record(world.line())
            #expect(try await second.integrate() == .integrated(entries: 1, size: 4))
            try await world.log.record(world.line())
            try await second.release()
            #expect(try await first.integrate() == .integrated(entries: 1, size: 5))
            #expect(try await world.verify().findings == [])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `nodes that write and sequence at once lose nothing and double nothing`(_ engine: Engine) async throws {
        try await LogWorld.use(engine) { world in
            let nodes = (0..<2).map { _ in Sequencer(world.log, signer: world.signer) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<25 {
                            try await world.log.record(world.line())
                            world.clock.move(milliseconds: 7)
                        }
                    }
                }
                for node in nodes {
                    group.addTask {
                        for _ in 0..<10 {
                            do { _ = try await node.integrate() } catch StorageError.conflict {}
                            await Task.yield()
                        }
                    }
                }
                try await group.waitForAll()
            }
            world.clock.move(milliseconds: 11_000)
            try await nodes[0].integrateAll()
            let report = try await world.verify()
            #expect(report.findings == [] && report.leaves == 100 && report.pending == 0)
        }
    }
}
