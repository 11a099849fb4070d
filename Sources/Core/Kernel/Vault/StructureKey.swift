import Crypto

/// The key of one structure: seals what the kernel keeps about its staff, contacts and register.
/// Stays in memory; patient keys, which it will wrap, will not.
struct StructureKey: Sendable {
    let structure: String
    private let key: SymmetricKey

    init(structure: String, key: SymmetricKey) {
        self.structure = structure
        self.key = key
    }

    static func fresh(for structure: String) -> StructureKey {
        StructureKey(structure: structure, key: SymmetricKey(size: .bits256))
    }

    /// AES-256-GCM, bound to its place: a cell copied to another row, column or structure does not open.
    func seal(_ text: String, at place: Place) throws -> [UInt8] {
        try key.seal(Array(text.utf8), boundTo: place.bytes(structure))
    }

    func open(_ cell: [UInt8], at place: Place) throws -> String {
        guard let bytes = key.open(cell, boundTo: place.bytes(structure)) else {
            throw VaultError.sealBroken(place: "\(place.table).\(place.column)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Another key, wrapped under this one (AES-256-GCM, bound to the structure and to what the key is for).
    func wrap(_ other: SymmetricKey, as purpose: String) throws -> [UInt8] {
        try key.seal(other.bytes, boundTo: Array("\(purpose)|\(structure)".utf8))
    }

    func unwrap(_ cell: [UInt8], as purpose: String) throws -> SymmetricKey {
        guard let bytes = key.open(cell, boundTo: Array("\(purpose)|\(structure)".utf8)) else {
            throw VaultError.foreignKeyStore
        }
        return SymmetricKey(data: bytes)
    }

    /// Itself, wrapped under the root key (AES-256-GCM, bound to the structure's id).
    func wrapped(under root: RootKey) throws -> [UInt8] {
        try root.key.seal(key.bytes, boundTo: Array("structure-key|\(structure)".utf8))
    }

    static func unwrap(_ cell: [UInt8], structure: String, under root: RootKey) throws -> StructureKey {
        guard let bytes = root.key.open(cell, boundTo: Array("structure-key|\(structure)".utf8)) else {
            throw VaultError.foreignKeyStore
        }
        return StructureKey(structure: structure, key: SymmetricKey(data: bytes))
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
