// How sessions are written and read.

extension Sessions {
    struct Opening: Sendable {
        let id: String
        let account: String
        /// Of the situation d'exercice; of the account while none is chosen.
        let structure: String
        let membership: String?
        let hash: [UInt8]
        let level: SessionLevel
        /// Sealed under the structure's key.
        let address: [UInt8]
        let device: [UInt8]
    }

    struct Found: Sendable {
        let session: Row
        let account: Row
        /// Active memberships of the account in this session's structure.
        let memberships: [Row]
        let professional: Row?
        let structureRef: String
        let structureName: String
    }

    static func place(_ column: String, _ id: String) -> Place { Place(table: "sessions", column: column, row: id) }

    static func insert(_ opening: Opening, at now: Instant, until end: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO sessions (id, structure, created_at, account, membership, token_hash, level, last_seen_at,
                proved_at, expires_at, address, device)
            VALUES (\(opening.id), \(opening.structure), \(now), \(opening.account), \(opening.membership),
                \(opening.hash), \(opening.level.rawValue), \(now), \(now), \(end), \(opening.address),
                \(opening.device))
            """)
    }

    /// The live session of a token: not revoked, not past its end, not idle since before `idleSince`.
    static func find(hash: [UInt8], now: Instant, idleSince: Instant, _ tx: borrowing Reading) throws -> Found? {
        guard
            let session = try tx.first(
                """
                SELECT id, account, structure, membership, level, created_at, last_seen_at, proved_at FROM sessions
                WHERE token_hash = \(hash) AND revoked_at IS NULL AND expires_at > \(now)
                    AND last_seen_at > \(idleSince)
                """)
        else { return nil }
        let account = try session.text("account")
        let structure = try session.text("structure")
        guard let row = try Accounts.row(account, tx),
            let named = try tx.first("SELECT ref, name FROM structures WHERE id = \(structure)")
        else { return nil }
        return Found(
            session: session, account: row,
            memberships: try Memberships.rows(ofAccount: account, tx).filter { try $0.text("structure") == structure },
            professional: try ProfessionalIdentities.latest(of: account, in: structure, tx),
            structureRef: try named.text("ref"), structureName: try named.text("name"))
    }

    static func touch(hash: [UInt8], at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE sessions SET last_seen_at = \(now) WHERE token_hash = \(hash)")
    }

    static func revoke(hash: [UInt8], at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE sessions SET revoked_at = \(now) WHERE token_hash = \(hash) AND revoked_at IS NULL")
    }

    static func prove(_ id: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE sessions SET proved_at = \(now) WHERE id = \(id) AND revoked_at IS NULL")
    }

    /// Binds to another situation; address and device are sealed again under its structure's key.
    static func bind(_ opening: Opening, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            UPDATE sessions SET membership = \(opening.membership), structure = \(opening.structure),
                address = \(opening.address), device = \(opening.device)
            WHERE id = \(opening.id) AND account = \(opening.account) AND revoked_at IS NULL
            """)
    }

    static func row(_ id: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first("SELECT * FROM sessions WHERE id = \(id) AND revoked_at IS NULL")
    }

    /// Live sessions, the latest first.
    static func rows(of account: String, now: Instant, idleSince: Instant, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM sessions WHERE account = \(account) AND revoked_at IS NULL AND expires_at > \(now)
                AND last_seen_at > \(idleSince)
            ORDER BY last_seen_at DESC, id
            """)
    }

    static func revoke(_ id: String, of account: String, at now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE sessions SET revoked_at = \(now) WHERE id = \(id) AND account = \(account) AND revoked_at IS NULL
            """) == 1
    }

    /// All of an account but one; nil: all.
    static func revokeAll(of account: String, but kept: String?, at now: Instant, _ tx: borrowing Writing) throws -> Int
    {
        try tx.run(
            """
            UPDATE sessions SET revoked_at = \(now)
            WHERE account = \(account) AND revoked_at IS NULL AND id <> \(kept ?? "")
            """)
    }
}
