/// A leaf is in a tree (RFC 9162 §2.1.3).
package struct InclusionProof: Sendable, Hashable {
    package let index: UInt64
    package let size: UInt64
    package let path: [LogHash]

    package init(index: UInt64, size: UInt64, path: [LogHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Throws `ProofRefusal` where the leaf is not shown to be under this root.
    package func verify(leafHash: LogHash, root: LogHash) throws {
        guard index < size else { throw ProofRefusal("index \(index) is not below size \(size)") }
        guard leafHash.count == 32 else { throw ProofRefusal("a leaf hash has 32 bytes") }
        var hash = leafHash
        var node = index
        var last = size - 1
        for sibling in path {
            guard last > 0 else { throw ProofRefusal("the path is too long") }
            guard sibling.count == 32 else { throw ProofRefusal("a hash of the path has not 32 bytes") }
            if node & 1 == 1 || node == last {
                hash = Merkle.node(sibling, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = Merkle.node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw ProofRefusal("the path is too short") }
        guard hash == root else { throw ProofRefusal("the path leads to another root") }
    }
}

/// A tree is the beginning of another (RFC 9162 §2.1.4).
package struct ConsistencyProof: Sendable, Hashable {
    package let first: UInt64
    package let second: UInt64
    package let path: [LogHash]

    package init(first: UInt64, second: UInt64, path: [LogHash]) {
        self.first = first
        self.second = second
        self.path = path
    }

    /// Throws `ProofRefusal` where the first root is not shown to be a beginning of the second.
    package func verify(firstRoot: LogHash, secondRoot: LogHash) throws {
        guard first <= second else { throw ProofRefusal("size \(second) is smaller than size \(first)") }
        guard path.allSatisfy({ $0.count == 32 }) else { throw ProofRefusal("a hash of the path has not 32 bytes") }
        if first == second {
            guard path.isEmpty else { throw ProofRefusal("a path between equal sizes") }
            guard firstRoot == secondRoot else { throw ProofRefusal("two roots for the same size") }
            guard first > 0 || firstRoot == Merkle.emptyRoot else {
                throw ProofRefusal("not the root of the empty tree")
            }
            return
        }
        guard firstRoot.count == 32, secondRoot.count == 32 else { throw ProofRefusal("a root has 32 bytes") }
        if first == 0 {
            guard path.isEmpty else { throw ProofRefusal("a path from the empty tree") }
            guard firstRoot == Merkle.emptyRoot else { throw ProofRefusal("not the root of the empty tree") }
            return
        }
        var rest = path[...]
        var node = first - 1
        var last = second - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        let start = node == 0 ? firstRoot : rest.popFirst()
        guard let start else { throw ProofRefusal("the path is too short") }
        var (older, newer) = (start, start)
        while let sibling = rest.popFirst() {
            guard last > 0 else { throw ProofRefusal("the path is too long") }
            if node & 1 == 1 || node == last {
                older = Merkle.node(sibling, older)
                newer = Merkle.node(sibling, newer)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newer = Merkle.node(newer, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw ProofRefusal("the path is too short") }
        guard older == firstRoot else { throw ProofRefusal("the first tree is not a beginning of the second") }
        guard newer == secondRoot else { throw ProofRefusal("the path leads to another root") }
    }
}

/// Makes proofs and roots out of whatever holds the hashes: a store's tiles, files, a server.
package struct TreeHashes {
    /// Hash of the complete subtree of 2^level leaves that starts at leaf `index` × 2^level.
    let complete: (_ level: Int, _ index: UInt64) async throws -> LogHash

    package init(_ complete: @escaping (_ level: Int, _ index: UInt64) async throws -> LogHash) {
        self.complete = complete
    }

    /// Root of the first `size` leaves.
    package func root(_ size: UInt64) async throws -> LogHash { try await hash(0, size) }

    package func inclusion(of index: UInt64, in size: UInt64) async throws -> InclusionProof {
        guard index < size else { throw ProofRefusal("index \(index) is not below size \(size)") }
        var path: [LogHash] = []
        var (low, high) = (UInt64(0), size)
        while high - low > 1 {
            let middle = low + TreeHashes.split(high - low)
            if index < middle {
                path.append(try await hash(middle, high))
                high = middle
            } else {
                path.append(try await hash(low, middle))
                low = middle
            }
        }
        return InclusionProof(index: index, size: size, path: path.reversed())
    }

    package func consistency(from first: UInt64, to second: UInt64) async throws -> ConsistencyProof {
        guard first <= second else { throw ProofRefusal("size \(second) is smaller than size \(first)") }
        guard first > 0, first < second else { return ConsistencyProof(first: first, second: second, path: []) }
        var path: [LogHash] = []
        var (low, high) = (UInt64(0), second)
        var whole = true
        while first != high {
            let middle = low + TreeHashes.split(high - low)
            if first <= middle {
                path.append(try await hash(middle, high))
                high = middle
            } else {
                path.append(try await hash(low, middle))
                low = middle
                whole = false
            }
        }
        if !whole { path.append(try await hash(low, high)) }
        return ConsistencyProof(first: first, second: second, path: path.reversed())
    }

    /// Root over the leaves from `low` up to, not including, `high`; `low` is where a complete subtree starts.
    private func hash(_ low: UInt64, _ high: UInt64) async throws -> LogHash {
        var parts: [LogHash] = []
        var start = low
        while start < high {
            let level = min(
                (high - start).bitWidth - (high - start).leadingZeroBitCount - 1,
                start == 0 ? 63 : start.trailingZeroBitCount)
            parts.append(try await complete(level, start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        guard var hash = parts.popLast() else { return Merkle.emptyRoot }
        while let left = parts.popLast() { hash = Merkle.node(left, hash) }
        return hash
    }

    /// The largest power of two below `size`.
    private static func split(_ size: UInt64) -> UInt64 {
        1 << UInt64((size - 1).bitWidth - (size - 1).leadingZeroBitCount - 1)
    }
}
