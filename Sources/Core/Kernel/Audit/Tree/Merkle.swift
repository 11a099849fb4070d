import Crypto

/// 32 bytes.
package typealias LogHash = [UInt8]

/// The hash tree of RFC 6962 §2.1 / RFC 9162 §2.1: SHA-256, 0x00 before a leaf, 0x01 before a pair.
package enum Merkle {
    package static let emptyRoot: LogHash = Array(SHA256.hash(data: [UInt8]()))

    package static func leaf(_ data: [UInt8]) -> LogHash {
        var hash = SHA256()
        hash.update(data: [0])
        hash.update(data: data)
        return Array(hash.finalize())
    }

    package static func node(_ left: LogHash, _ right: LogHash) -> LogHash {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(65)
        bytes.append(1)
        bytes.append(contentsOf: left)
        bytes.append(contentsOf: right)
        return Array(SHA256.hash(data: bytes))
    }

    /// Root over hashes of leaves (or of complete subtrees of one size) in order.
    package static func root(_ hashes: [LogHash]) -> LogHash {
        var frontier = Frontier()
        for hash in hashes { frontier.append(hash) }
        return frontier.root
    }

    /// What must be kept of a tree so that it can grow: the roots of its complete subtrees, largest first.
    package struct Frontier: Sendable, Hashable {
        package private(set) var size: UInt64 = 0
        private var subtrees: [LogHash] = []

        package init() {}

        /// - Parameter subtrees: roots of the complete subtrees that a tree of this size ends in, largest first.
        package init?(size: UInt64, subtrees: [LogHash]) {
            guard subtrees.count == size.nonzeroBitCount else { return nil }
            self.size = size
            self.subtrees = subtrees
        }

        package mutating func append(_ leafHash: LogHash) {
            var hash = leafHash
            var rest = size
            while rest & 1 == 1 {
                hash = Merkle.node(subtrees.removeLast(), hash)
                rest >>= 1
            }
            subtrees.append(hash)
            size += 1
        }

        package var root: LogHash {
            guard var hash = subtrees.last else { return Merkle.emptyRoot }
            for left in subtrees.dropLast().reversed() { hash = Merkle.node(left, hash) }
            return hash
        }
    }
}

/// A proof that was refused. The reason is for whoever looks into it; it tells nothing about entries.
package struct ProofRefusal: Error, Hashable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
