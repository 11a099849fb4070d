/// The right edge of a log's tree, by levels of tiles: what is needed to append, to compute the root and to cut tiles.
package struct GrowingTree: Sendable, Hashable {
    package private(set) var size: UInt64 = 0
    /// Per level of tiles, the hashes after its last full tile: fewer than 256 each.
    private(set) var edge: [[LogHash]] = []

    package init() {}

    /// - Parameter edge: per level, the hashes that stand after the last full tile of that level. Nil where their
    ///   counts are not those of a tree of this size.
    package init?(size: UInt64, edge: [[LogHash]]) {
        for level in 0..<8 {
            let here = level < edge.count ? edge[level].count : 0
            guard here == Int(Tile.hashes(atLevel: level, size: size) % UInt64(Tile.fullWidth)) else { return nil }
        }
        self.size = size
        self.edge = edge
    }

    package mutating func append(_ leafHash: LogHash) { append(leafHash) { _, _ in } }

    /// Adds a leaf; `completed` is told of each tile that is full now, from the lowest level up.
    package mutating func append(_ leafHash: LogHash, completed: (Tile, [LogHash]) -> Void) {
        size += 1
        var hash = leafHash
        var level = 0
        while true {
            if edge.count == level { edge.append([]) }
            edge[level].append(hash)
            guard edge[level].count == Tile.fullWidth else { return }
            let hashes = edge[level]
            edge[level] = []
            let index = (size >> UInt64((level + 1) * Tile.height)) - 1
            completed(Tile(level: level, index: index, width: Tile.fullWidth), hashes)
            hash = Merkle.root(hashes)
            level += 1
        }
    }

    package var root: LogHash {
        var below: LogHash?
        for hashes in edge {
            let all = below.map { hashes + [$0] } ?? hashes
            if !all.isEmpty { below = Merkle.root(all) }
        }
        return below ?? Merkle.emptyRoot
    }
}
