import Crypto

/// Sessions of staff: an opaque token for the browser, its SHA-256 in the store (rule 31). Revoking is deleting the
/// row; the next request on any node sees it.
public struct SessionBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    /// 30 minutes without an action end a session.
    static let idleSeconds: Int64 = 1800
    /// 10 hours end it in any case.
    static let absoluteSeconds: Int64 = 36_000

    /// 64 hexadecimal digits, 256 random bits.
    package func open(_ account: Account, address: String, device: String) async throws -> String {
        let now = clock.now
        let token = Token.fresh()
        let key = try await keychain.key(for: account.structure)
        let opening = Sessions.Opening(
            account: account, hash: Token.hash(token), address: String(address.prefix(100)),
            device: String(device.prefix(300)))
        try await store.write { tx in
            try Sessions.insert(
                opening, key: key, at: now, until: now.adding(seconds: SessionBook.absoluteSeconds), tx)
        }
        return token
    }

    /// Nil for a token that is unknown, revoked, idle or past its end.
    package func find(_ token: String) async throws -> StaffSession? {
        guard token.utf8.count == 64 else { return nil }
        let now = clock.now
        let hash = Token.hash(token)
        let found = try await store.read { tx in
            try Sessions.find(
                hash: hash, now: now, idleSince: now.adding(seconds: -SessionBook.idleSeconds), tx)
        }
        guard let found else { return nil }
        // Moved once a minute, not at each request: a write costs a flush.
        if found.seenAt < now.adding(seconds: -60) {
            try await store.write { tx in try Sessions.touch(hash: hash, at: now, tx) }
        }
        let key = try await keychain.key(for: try found.account.text("structure"))
        return StaffSession(
            account: try Accounts.read(found.account, memberships: found.memberships, key: key),
            structureRef: found.structureRef,
            structureName: found.structureName, openedAt: found.openedAt)
    }

    package func close(_ token: String) async throws {
        let hash = Token.hash(token)
        let now = clock.now
        try await store.write { tx in try Sessions.revoke(hash: hash, at: now, tx) }
    }
}

package enum Token {
    /// 256 random bits in hexadecimal.
    package static func fresh() -> String {
        let bits = unsafe SymmetricKey(size: .bits256).withUnsafeBytes { bytes in unsafe Array(bytes) }
        return Hex.encode(bits)
    }

    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }
}
