import Crypto

/// The keys of one structure. One seals what the kernel keeps about its staff, contacts and register, and never
/// changes; another wraps it, the patients' keys, the log's monthly keys and the search secret, and is replaced by a
/// rotation. They stay in memory; patients' keys do not.
struct StructureKey: Sendable {
    let structure: String
    /// How often the wrapping key was replaced; 0 in stores older than rotation, where one key does both.
    let generation: Int64
    private let sealing: SymmetricKey
    /// The first wraps. Those behind it are being replaced: they still unwrap, until nothing is wrapped under them.
    private let wrapping: [SymmetricKey]

    fileprivate init(structure: String, generation: Int64, sealing: SymmetricKey, wrapping: [SymmetricKey]) {
        self.structure = structure
        self.generation = generation
        self.sealing = sealing
        self.wrapping = wrapping
    }

    static func fresh(for structure: String) -> StructureKey {
        StructureKey(
            structure: structure, generation: 1, sealing: SymmetricKey(size: .bits256),
            wrapping: [SymmetricKey(size: .bits256)])
    }

    /// The same with a new key in front, which wraps from now on.
    func rotated() -> StructureKey {
        StructureKey(
            structure: structure, generation: generation + 1, sealing: sealing,
            wrapping: [SymmetricKey(size: .bits256)] + wrapping)
    }

    /// Whether a key is still being replaced.
    var isRotating: Bool { wrapping.count > 1 }

    /// Whether nothing was rotated between the two.
    func isAsKnown(_ other: StructureKey) -> Bool {
        generation == other.generation && wrapping.count == other.wrapping.count
    }

    // MARK: Cells

    /// AES-256-GCM, bound to its place: a cell copied to another row, column or structure does not open.
    func seal(_ text: String, at place: Place) throws -> [UInt8] {
        try sealing.seal(Array(text.utf8), boundTo: place.bytes(structure))
    }

    func open(_ cell: [UInt8], at place: Place) throws -> String {
        guard let bytes = sealing.open(cell, boundTo: place.bytes(structure)) else {
            throw VaultError.sealBroken(place: "\(place.table).\(place.column)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Other keys

    /// Another key or secret, wrapped under the latest key and bound to what it is for.
    func wrap(_ bytes: [UInt8], boundTo bound: [UInt8]) throws -> [UInt8] {
        guard let first = wrapping.first else { throw VaultError.foreignKeyStore }
        return try first.seal(bytes, boundTo: bound)
    }

    /// Nil where no key of the structure opens it.
    func unwrap(_ cell: [UInt8], boundTo bound: [UInt8]) -> [UInt8]? {
        for key in wrapping {
            if let bytes = key.open(cell, boundTo: bound) { return bytes }
        }
        return nil
    }

    /// The cell wrapped again under the latest key; nil where it is already. Throws where no key opens it.
    func rewrapped(_ cell: [UInt8], boundTo bound: [UInt8]) throws -> [UInt8]? {
        if let first = wrapping.first, first.open(cell, boundTo: bound) != nil { return nil }
        guard let bytes = unwrap(cell, boundTo: bound) else { throw VaultError.foreignKeyStore }
        return try wrap(bytes, boundTo: bound)
    }
}

/// A structure's keys as the key store holds them.
struct WrappedStructureKey: Sendable {
    /// A wrapping key, under the root key.
    struct Generation: Sendable {
        let number: Int64
        let cell: [UInt8]
    }
    let structure: String
    /// The key of the cells: under the latest wrapping key, or under the root key where there is none yet.
    let sealing: [UInt8]
    let current: Generation?
    /// Being replaced, the latest first.
    let former: [Generation]

    func unwrap(under root: RootKey) throws -> StructureKey {
        func opened(_ cell: [UInt8], _ bound: [UInt8], _ key: SymmetricKey) throws -> SymmetricKey {
            guard let bytes = key.open(cell, boundTo: bound) else { throw VaultError.foreignKeyStore }
            return SymmetricKey(data: bytes)
        }
        guard let current else {
            let key = try opened(sealing, WrappedStructureKey.underRoot(structure), root.key)
            return StructureKey(structure: structure, generation: 0, sealing: key, wrapping: [key])
        }
        let wrapping = try ([current] + former).map {
            try opened($0.cell, WrappedStructureKey.bound(structure, $0.number), root.key)
        }
        return StructureKey(
            structure: structure, generation: current.number,
            sealing: try opened(sealing, WrappedStructureKey.bound(structure), wrapping[0]), wrapping: wrapping)
    }

    /// What the sealing key of a store without rotation is bound to.
    static func underRoot(_ structure: String) -> [UInt8] { Array("structure-key|\(structure)".utf8) }
    static func bound(_ structure: String) -> [UInt8] { Array("staff-key|\(structure)".utf8) }
    static func bound(_ structure: String, _ generation: Int64) -> [UInt8] {
        Array("wrapping-key|\(structure)|\(generation)".utf8)
    }
}

extension StructureKey {
    /// All of it, wrapped for the key store.
    func wrapped(under root: RootKey) throws -> WrappedStructureKey {
        let all = try wrapping.enumerated().map { back, key in
            let number = generation - Int64(back)
            return WrappedStructureKey.Generation(
                number: number,
                cell: try root.key.seal(key.bytes, boundTo: WrappedStructureKey.bound(structure, number)))
        }
        return WrappedStructureKey(
            structure: structure, sealing: try wrap(sealing.bytes, boundTo: WrappedStructureKey.bound(structure)),
            current: all.first, former: Array(all.dropFirst()))
    }
}

/// Where a sealed cell lives.
struct Place: Sendable {
    let table: String
    let column: String
    let row: String

    func bytes(_ structure: String) -> [UInt8] {
        Array("\(table)|\(column)|\(row)|\(structure)".utf8)
    }
}
