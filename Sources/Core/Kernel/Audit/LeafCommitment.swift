import Crypto

/// What a leaf of the log says of an entry. Everything here can be made again from the stores without a key, and from
/// the salt and text of one line by the person that it is about.
enum LeafCommitment {
    /// HMAC-SHA-256 of the line's text, the salt as key: whoever lacks the salt cannot try guesses.
    static func entry(_ text: [UInt8], salt: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: salt)))
    }

    /// What stands around an entry in the stores, and the numbers that its patients' lines were given.
    struct Header: Sendable, Hashable {
        let id: String
        let structure: String
        let at: Instant
        let subject: String?
        let cites: String?
        let key: String
        /// One number per patient, in the order of `subject`.
        let numbers: [Int64]
        let integratedAt: Instant
    }

    /// The 64 bytes of a leaf: SHA-256 over the header and the entry's commitment, then SHA-256 of the sealed entry.
    static func leaf(_ header: Header, commitment: [UInt8], sealed: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: text(header, commitment: commitment))
        var leaf: [UInt8] = []
        leaf.reserveCapacity(64)
        leaf.append(contentsOf: hash.finalize())
        leaf.append(contentsOf: SHA256.hash(data: sealed))
        return leaf
    }

    /// The first half's preimage, as `audit prove` prints it.
    static func text(_ header: Header, commitment: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(448)
        func field(_ name: StaticString, _ value: String) {
            bytes.append(contentsOf: name.description.utf8)
            bytes.append(32)
            bytes.append(contentsOf: value.utf8)
            bytes.append(10)
        }
        bytes.append(contentsOf: "citana log leaf v1\n".utf8)
        field("entry", header.id)
        field("structure", header.structure)
        field("at", String(header.at.milliseconds))
        field("subject", header.subject ?? "-")
        field("numbers", header.numbers.isEmpty ? "-" : header.numbers.map(String.init).joined(separator: ","))
        field("cites", header.cites ?? "-")
        field("key", header.key)
        field("integrated", String(header.integratedAt.milliseconds))
        field("commitment", Hex.encode(commitment))
        return bytes
    }
}
