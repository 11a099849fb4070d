import Synchronization

/// A tile of C2SP tlog-tiles: up to 256 hashes of one level in a row. Level 0 holds leaf hashes; a hash of level n + 1
/// is the root over a full tile of level n.
package struct Tile: Sendable, Hashable {
    package static let height = 8
    package static let fullWidth = 256

    package let level: Int
    package let index: UInt64
    /// 1…256; 256 is a full tile, which never changes again.
    package let width: Int

    package init(level: Int, index: UInt64, width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }

    package var isFull: Bool { width == Tile.fullWidth }

    /// How many hashes a tree of this size has at a level of tiles.
    package static func hashes(atLevel level: Int, size: UInt64) -> UInt64 {
        level * height >= 64 ? 0 : size >> UInt64(level * height)
    }

    /// `tile/0/x001/x234/067.p/8`.
    package var path: String { "tile/\(level)/" + Tile.indexPath(index) + (isFull ? "" : ".p/\(width)") }

    /// Groups of three digits, all but the last with an `x`.
    package static func indexPath(_ index: UInt64) -> String {
        func three(_ number: UInt64) -> String { String(String(1000 + number).dropFirst()) }
        var text = three(index % 1000)
        var rest = index / 1000
        while rest > 0 {
            text = "x" + three(rest % 1000) + "/" + text
            rest /= 1000
        }
        return text
    }

    /// What a path names: hashes or entries. Only the one canonical spelling is read.
    package enum Request: Sendable, Hashable {
        case hashes(Tile)
        /// The leaves themselves, each after its length in two bytes.
        case entries(index: UInt64, width: Int)
    }

    /// Reads what follows `tile/`: `0/x001/234`, `entries/000.p/8`. Nil for any other spelling.
    package static func read(_ path: some StringProtocol) -> Request? {
        var parts = String(path).split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count >= 2 else { return nil }
        let kind = parts.removeFirst()
        var width = fullWidth
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts[parts.count - 1]), (1..<fullWidth).contains(partial),
                String(partial) == parts[parts.count - 1]
            else { return nil }
            width = partial
            parts.removeLast()
            parts[parts.count - 1].removeLast(2)
        }
        guard parts.count <= 6 else { return nil }
        var index: UInt64 = 0
        for (place, part) in parts.enumerated() {
            let digits = place == parts.count - 1 ? Substring(part) : part.dropFirst()
            guard place == parts.count - 1 || part.hasPrefix("x"), digits.utf8.count == 3,
                digits.utf8.allSatisfy({ (48...57).contains($0) }), let group = UInt64(digits)
            else { return nil }
            index = index * 1000 + group
        }
        guard indexPath(index) == parts.joined(separator: "/") else { return nil }
        if kind == "entries" { return .entries(index: index, width: width) }
        guard let level = Int(kind), (0...7).contains(level), String(level) == kind else { return nil }
        return .hashes(Tile(level: level, index: index, width: width))
    }
}

extension TreeHashes {
    /// Out of tiles, wherever they are. `fetch` gives a tile's hashes, nil where it is missing; each is asked for once.
    package static func tiled(
        size: UInt64, _ fetch: @escaping (Tile) async throws -> [LogHash]?
    ) -> TreeHashes {
        let known = Mutex<[Tile: [LogHash]]>([:])
        return TreeHashes { level, index in
            let first = index << UInt64(level % Tile.height)
            let start = first - first % UInt64(Tile.fullWidth)
            let available = Tile.hashes(atLevel: level / Tile.height, size: size)
            guard first < available else { throw ProofRefusal("a tree of \(size) leaves has no such subtree") }
            let tile = Tile(
                level: level / Tile.height, index: start / UInt64(Tile.fullWidth),
                width: Int(min(UInt64(Tile.fullWidth), available - start)))
            var hashes = known.withLock { $0[tile] }
            if hashes == nil {
                hashes = try await fetch(tile)
                let fetched = hashes
                known.withLock { $0[tile] = fetched }
            }
            guard let hashes, hashes.count == tile.width else { throw ProofRefusal("\(tile.path) is missing") }
            let offset = Int(first - start)
            let count = 1 << (level % Tile.height)
            guard offset + count <= hashes.count else { throw ProofRefusal("\(tile.path) is too short") }
            return Merkle.root(Array(hashes[offset..<offset + count]))
        }
    }
}
