// How sessions are written and read.

extension Sessions {
    struct Opening: Sendable {
        let account: Account
        let hash: [UInt8]
        let address: String
        let device: String
    }

    struct Found: Sendable {
        let account: Row
        let memberships: [Row]
        let structureRef: String
        let structureName: String
        let openedAt: Instant
        let seenAt: Instant
    }

    static func insert(
        _ opening: Opening, key: StructureKey, at now: Instant, until end: Instant, _ tx: borrowing Writing
    ) throws {
        let id = RowID.fresh(at: now)
        let address = try key.seal(opening.address, at: Place(table: "sessions", column: "address", row: id))
        let device = try key.seal(opening.device, at: Place(table: "sessions", column: "device", row: id))
        try tx.run(
            """
            INSERT INTO sessions (id, structure, created_at, account, token_hash, level, last_seen_at, proved_at,
                expires_at, address, device)
            VALUES (\(id), \(opening.account.structure), \(now), \(opening.account.id), \(opening.hash), 'demo', \(now),
                \(now), \(end), \(address), \(device))
            """)
    }

    /// The live session of a token: not revoked, not past its end, not idle since before `idleSince`.
    static func find(hash: [UInt8], now: Instant, idleSince: Instant, _ tx: borrowing Reading) throws -> Found? {
        guard
            let session = try tx.first(
                """
                SELECT account, structure, created_at, last_seen_at FROM sessions
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
            account: row, memberships: try Memberships.rows(ofAccount: account, tx),
            structureRef: try named.text("ref"), structureName: try named.text("name"),
            openedAt: try session.instant("created_at"), seenAt: try session.instant("last_seen_at"))
    }

    static func touch(hash: [UInt8], at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE sessions SET last_seen_at = \(now) WHERE token_hash = \(hash)")
    }

    static func revoke(hash: [UInt8], at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE sessions SET revoked_at = \(now) WHERE token_hash = \(hash) AND revoked_at IS NULL")
    }
}
