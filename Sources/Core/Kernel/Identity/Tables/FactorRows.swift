// How factors are written and read. A password's scrypt text, a TOTP secret and the hash of a recovery code are
// sealed too: whoever steals the database without the keys has nothing to grind.

extension AuthenticationFactors {
    enum Kind: String, Sendable { case password, totp, recovery, passkey }

    struct Factor: Sendable {
        let id: String
        let account: String
        let structure: String
        let kind: Kind
        let credential: [UInt8]?
        let publicKey: [UInt8]?
        let secret: [UInt8]?
        let label: [UInt8]?
        /// A passkey's signature counter; the last step used of a TOTP.
        let counter: Int64
        let createdAt: Instant
        let lastUsedAt: Instant?
    }

    static func place(_ column: String, _ id: String) -> Place {
        Place(table: "authentication_factors", column: column, row: id)
    }

    static func insert(_ factor: Factor, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO authentication_factors (id, structure, created_at, account, kind, credential_id, public_key,
                secret, label, counter, state, last_used_at)
            VALUES (\(factor.id), \(factor.structure), \(factor.createdAt), \(factor.account), \(factor.kind.rawValue),
                \(factor.credential), \(factor.publicKey), \(factor.secret), \(factor.label), \(factor.counter),
                'active', \(factor.lastUsedAt))
            """)
    }

    static func rows(of account: String, _ tx: borrowing Reading) throws -> [Factor] {
        try tx.rows(
            """
            SELECT * FROM authentication_factors WHERE account = \(account) AND state = 'active'
            ORDER BY created_at, id
            """
        ).map(read)
    }

    static func rows(of account: String, _ tx: borrowing Writing) throws -> [Factor] {
        try tx.rows(
            """
            SELECT * FROM authentication_factors WHERE account = \(account) AND state = 'active'
            ORDER BY created_at, id
            """
        ).map(read)
    }

    /// The passkey of a credential id, whoever's it is.
    static func passkey(_ credential: [UInt8], _ tx: borrowing Reading) throws -> Factor? {
        try tx.first(
            """
            SELECT * FROM authentication_factors
            WHERE credential_id = \(credential) AND kind = 'passkey' AND state = 'active'
            """
        ).map(read)
    }

    static func isTaken(_ credential: [UInt8], _ tx: borrowing Writing) throws -> Bool {
        try tx.first("SELECT id FROM authentication_factors WHERE credential_id = \(credential)") != nil
    }

    /// Moves the counter on; false where another request was first, which makes this one a replay.
    static func advance(
        _ id: String, from old: Int64, to new: Int64, at now: Instant, _ tx: borrowing Writing
    ) throws
        -> Bool
    {
        try tx.run(
            """
            UPDATE authentication_factors SET counter = \(new), last_used_at = \(now)
            WHERE id = \(id) AND counter = \(old) AND state = 'active'
            """) == 1
    }

    /// Used, removed or replaced; false where it was already.
    static func end(_ id: String, as state: String, at now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE authentication_factors SET state = \(state), last_used_at = \(now), secret = NULL, public_key = NULL
            WHERE id = \(id) AND state = 'active'
            """) == 1
    }

    static func end(_ kind: Kind, of account: String, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            UPDATE authentication_factors SET state = 'replaced', secret = NULL, public_key = NULL
            WHERE account = \(account) AND kind = \(kind.rawValue) AND state = 'active'
            """)
    }

    private static func read(_ row: Row) throws -> Factor {
        guard let kind = Kind(rawValue: try row.text("kind")) else {
            throw StorageError.unexpected("unknown kind of factor")
        }
        return Factor(
            id: try row.text("id"), account: try row.text("account"), structure: try row.text("structure"), kind: kind,
            credential: try row.optional("credential_id", row.bytes),
            publicKey: try row.optional("public_key", row.bytes), secret: try row.optional("secret", row.bytes),
            label: try row.optional("label", row.bytes), counter: try row.integer("counter"),
            createdAt: try row.instant("created_at"), lastUsedAt: try row.optional("last_used_at", row.instant))
    }
}

extension AuthenticationFactors.Factor {
    /// A new one, its secret and label sealed under the structure's key.
    static func made(
        _ kind: AuthenticationFactors.Kind, for account: String, structure: String, key: StructureKey,
        secret: String? = nil, label: String? = nil, credential: [UInt8]? = nil, publicKey: [UInt8]? = nil,
        counter: Int64 = 0, at now: Instant
    ) throws -> AuthenticationFactors.Factor {
        let id = RowID.fresh(at: now)
        return AuthenticationFactors.Factor(
            id: id, account: account, structure: structure, kind: kind, credential: credential, publicKey: publicKey,
            secret: try secret.map { try key.seal($0, at: AuthenticationFactors.place("secret", id)) },
            label: try label.map { try key.seal($0, at: AuthenticationFactors.place("label", id)) }, counter: counter,
            createdAt: now, lastUsedAt: nil)
    }

    func openSecret(_ key: StructureKey) throws -> String? {
        try secret.map { try key.open($0, at: AuthenticationFactors.place("secret", id)) }
    }

    func openLabel(_ key: StructureKey) throws -> String? {
        try label.map { try key.open($0, at: AuthenticationFactors.place("label", id)) }
    }
}
