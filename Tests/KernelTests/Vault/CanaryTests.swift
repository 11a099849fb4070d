import Foundation
import TestSupport
import Testing

@testable import Kernel

/// A word that is nowhere else, in every sealed column that the build declares; then the files of both stores are
/// gone through, as a thief would.
@Suite struct CanaryTests {
    /// Letters alone, so that it may be a name; what follows tells which column.
    static let word = "KANARIVO"

    @Test(arguments: EnginesForTests.all)
    func `no sealed column stands in clear in the files of either store`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let cells = CanaryCells(world: world)
            try await cells.throughGestures()
            let reached = try await cells.holdingWords()
            // The real paths are tried where they stand; a gesture that is added belongs in this list.
            let gestures = Set(reached.map(\.table))
            #expect(gestures.isSuperset(of: CanaryCells.written), "\(CanaryCells.written.subtracting(gestures))")
            try await cells.throughSealing(but: reached)
            let declared = Set(cells.sealedColumns.map(\.name))
            let held = Set(try await cells.holdingWords().map(\.name))
            #expect(declared.count > 90 && held == declared, "without a word: \(declared.subtracting(held).sorted())")

            let files = StoredFiles(world.stores)
            try await files.settle(world)
            #expect(try files.hits(Self.word) == [])
            // The same search, where a word was written without sealing.
            let (slip, id, now) = (Self.word + "SLIP", cells.slip, world.clock.source.now)
            _ = try await world.kernel.store.write { tx in
                try tx.run(
                    """
                    INSERT INTO account_search (id, structure, created_at, account, kind, blind_index)
                    VALUES (\(id), 's', \(now), 'a', \(slip), \([UInt8]([1])))
                    """)
            }
            _ = try await world.kernel.keyStore.write { tx in
                try tx.run(
                    "INSERT INTO search_secrets (id, wrapped, created_at) VALUES (\(slip), \([UInt8]([1])), \(now))")
            }
            try await files.settle(world)
            let slips = try files.hits(slip)
            #expect(slips.contains { files.isData($0) } && slips.contains { files.isKeys($0) }, "\(slips)")
        }
    }
}

/// The files that an engine keeps for two stores.
struct StoredFiles {
    let stores: StoreConfiguration

    init(_ stores: StoreConfiguration) { self.stores = stores }

    /// Written out, so that what memory holds of it is in the files too.
    func settle(_ world: GateWorld) async throws {
        await world.kernel.log.drain()
        if stores.engine == .postgresql { try PostgreSQLForTests.shared.get().sql("CHECKPOINT") }
    }

    /// Paths in which the word stands: as it is, in small letters, in hexadecimal or in base 64.
    func hits(_ word: String) throws -> [String] {
        let forms =
            [Array(word.utf8), Array(word.lowercased().utf8), Array(Hex.encode(Array(word.utf8)).utf8)]
            + (0..<3).map { shift in
                // The letters of base 64 that do not depend on what stands before or after.
                let padded = Data([UInt8](repeating: 65, count: shift) + Array(word.utf8)).base64EncodedString()
                return Array(padded.dropFirst(shift == 0 ? 0 : 4).prefix(8).utf8)
            }
        return try folders().flatMap { folder -> [String] in
            let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            return names.map { folder + "/" + $0 }.filter { path in
                guard let bytes = FileManager.default.contents(atPath: path) else { return false }
                return forms.contains { bytes.range(of: Data($0)) != nil }
            }
        }
    }

    private func folders() throws -> [String] {
        switch stores {
        case .sqlite(let directory): [directory]
        case .postgresql: [try PostgreSQLForTests.shared.get().dataFolder]
        }
    }

    func isData(_ path: String) -> Bool { path.contains("citana.sqlite") || path.contains("/base/") }
    func isKeys(_ path: String) -> Bool { path.contains("keys.sqlite") || path.contains("/base/") }
}
