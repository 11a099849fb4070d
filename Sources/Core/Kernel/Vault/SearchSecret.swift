import Crypto

/// The secret from which blind indexes are made: 32 random bytes, wrapped like a key. It is random rather than
/// derived, so that rotating a key wraps it again and never re-indexes anybody.
package struct SearchSecret: Sendable {
    /// What the secret serves; one secret never serves two.
    package enum Scope: Sendable, Hashable {
        /// What belongs to the whole installation: people are found by mail before their structure is known.
        case accounts
        /// Tokens, birth dates and codes of persons' links: a link is followed before its structure is known.
        case links
        /// The patients of one structure, by its id: two structures' indexes cannot be compared.
        case patients(structure: String)

        /// Those that are wrapped under the root key.
        static let ofInstallation = [Scope.accounts, .links]
    }

    private let key: SymmetricKey

    static func fresh() -> SearchSecret { SearchSecret(key: SymmetricKey(size: .bits256)) }

    /// A keyed digest of a value: equal values of the same kind give equal digests, and nothing else is told.
    /// Whoever holds the database still sees how often each digest occurs.
    ///
    /// - Parameters:
    ///   - kind: what is indexed (`mail`, `birth-name`); the same text under two kinds gives two digests.
    ///   - value: normalised by the caller, since only exact bytes are found again.
    package func index(_ kind: StaticString, of value: String) -> BlindIndex {
        // The kind is a literal of ours without a zero byte, so that no value can pretend to another kind.
        let message = Array(kind.description.utf8) + [0] + Array(value.utf8)
        return BlindIndex(bytes: Array(HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(16)))
    }

    /// Wrapped under the root key, bound to its name.
    func wrapped(under root: RootKey, name: String) throws -> [UInt8] {
        try root.key.seal(key.bytes, boundTo: SearchSecret.bound(name))
    }

    static func unwrap(_ cell: [UInt8], name: String, under root: RootKey) throws -> SearchSecret {
        guard let bytes = root.key.open(cell, boundTo: bound(name)), bytes.count == 32 else {
            throw VaultError.sealBroken(place: "search_secrets.wrapped")
        }
        return SearchSecret(key: SymmetricKey(data: bytes))
    }

    /// Wrapped under a structure's key, bound to its name.
    func wrapped(under structureKey: StructureKey, name: String) throws -> [UInt8] {
        try structureKey.wrap(
            Array(Hex.encode(key.bytes).utf8), boundTo: SearchSecret.bound(name, structureKey.structure))
    }

    static func unwrap(_ cell: [UInt8], name: String, under key: StructureKey) throws -> SearchSecret {
        guard let hex = key.unwrap(cell, boundTo: bound(name, key.structure)),
            let bytes = Hex.decode(String(decoding: hex, as: UTF8.self)), bytes.count == 32
        else {
            throw VaultError.sealBroken(place: "search_secrets.wrapped")
        }
        return SearchSecret(key: SymmetricKey(data: bytes))
    }

    /// What a secret under the root key is bound to.
    static func bound(_ name: String) -> [UInt8] { Array("search-secret|\(name)".utf8) }

    /// What a secret under a structure's key is bound to.
    static func bound(_ name: String, _ structure: String) -> [UInt8] {
        Place(table: "search_secrets", column: "wrapped", row: name).bytes(structure)
    }
}

extension SearchSecret.Scope {
    /// The row of the key store.
    var name: String {
        switch self {
        case .accounts: "accounts"
        case .links: "links"
        case .patients(let structure): "patients|\(structure)"
        }
    }
}

/// A keyed digest by which a sealed value is found: 16 bytes of HMAC-SHA-256(secret, kind ‖ 0x00 ‖ value).
package struct BlindIndex: Sendable, Hashable {
    package let bytes: [UInt8]
}
