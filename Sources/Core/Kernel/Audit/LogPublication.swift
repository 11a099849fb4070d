import Synchronization

/// What outsiders fetch: the latest checkpoint, tiles of hashes, tiles of entries (C2SP tlog-tiles). Digests only; a
/// leaf tells nothing to whoever lacks its salt.
public struct LogPublication: Sendable {
    let store: any Store
    /// Roots of full tiles, which never change: a partial tile above them is made of up to 255.
    private let roots = TileRoots()

    package init(_ log: AuditLog) { store = log.store }

    /// The latest signed note; nil before the first line has its place.
    public func checkpoint() async throws -> String? {
        try await store.read { tx in try LogCheckpoints.latest(tx)?.note }
    }

    /// The log's name, as its checkpoints say it; nil before the first line has its place.
    public func origin() async throws -> String? {
        try await checkpoint().flatMap(SignedNote.init).flatMap { Checkpoint($0.text) }?.origin
    }

    /// Size of the latest checkpoint, 0 before the first.
    package func size() async throws -> UInt64 {
        try await store.read { tx in UInt64(clamping: try LogCheckpoints.latest(tx)?.size ?? 0) }
    }

    /// The bytes of what follows `tile/` in a path, and whether they are a full tile, which may be kept for ever. Nil
    /// for what the latest checkpoint does not cover, and for any spelling but the canonical one.
    public func tile(_ path: String) async throws -> (bytes: [UInt8], isFull: Bool)? {
        guard let request = Tile.read(path) else { return nil }
        let size = try await size()
        switch request {
        case .entries(let index, let width):
            let start = index * UInt64(Tile.fullWidth)
            guard index < 1 << 48, start + UInt64(width) <= size else { return nil }
            let leaves = try await store.read { tx in try LogLeaves.range(start, start + UInt64(width), tx) }
            var bytes: [UInt8] = []
            for leaf in leaves {
                bytes += [UInt8(leaf.leaf.count >> 8), UInt8(leaf.leaf.count & 255)]
                bytes += leaf.leaf
            }
            return (bytes, width == Tile.fullWidth)
        case .hashes(let tile):
            guard let hashes = try await hashes(tile, size: size) else { return nil }
            return (hashes.flatMap { $0 }, tile.isFull)
        }
    }

    private func hashes(_ tile: Tile, size: UInt64) async throws -> [LogHash]? {
        let start = tile.index * UInt64(Tile.fullWidth)
        guard tile.index < 1 << 48, start + UInt64(tile.width) <= Tile.hashes(atLevel: tile.level, size: size)
        else { return nil }
        let store = store
        if tile.isFull {
            let stored = try await store.read { tx in try LogTiles.range(tile.level, tile.index, tile.index + 1, tx) }
            return stored.first.map(TileBytes.hashes)
        }
        let end = start + UInt64(tile.width)
        guard tile.level > 0 else {
            return try await store.read { tx in try LogLeaves.range(start, end, tx).map { Merkle.leaf($0.leaf) } }
        }
        let below = tile.level - 1
        if let known = roots.all(below, start, end) { return known }
        let made = try await store.read { tx in
            try LogTiles.range(below, start, end, tx).map { Merkle.root(TileBytes.hashes($0)) }
        }
        guard made.count == tile.width else { return nil }
        roots.keep(below, start, made)
        return made
    }

    /// Proofs and roots out of the store's own tiles, for trees up to `size`.
    package func tree(size: UInt64) -> TreeHashes {
        TreeHashes.tiled(size: size) { tile in try await hashes(tile, size: size) }
    }
}

private final class TileRoots: Sendable {
    private let known = Mutex<[Int: [UInt64: LogHash]]>([:])
    private static let most = 100_000

    func all(_ level: Int, _ start: UInt64, _ end: UInt64) -> [LogHash]? {
        known.withLock { known in
            guard let here = known[level] else { return nil }
            var hashes: [LogHash] = []
            for index in start..<end {
                guard let hash = here[index] else { return nil }
                hashes.append(hash)
            }
            return hashes
        }
    }

    func keep(_ level: Int, _ start: UInt64, _ hashes: [LogHash]) {
        known.withLock { known in
            if known[level, default: [:]].count > TileRoots.most { known[level] = [:] }
            for (offset, hash) in hashes.enumerated() { known[level, default: [:]][start + UInt64(offset)] = hash }
        }
    }
}
