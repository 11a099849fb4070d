// How departures, arrivals and sessions through a provider are written and read.

extension ProviderDepartures {
    struct Departure: Sendable {
        let provider: String
        let stateHash: [UInt8]
        let nonceHash: [UInt8]
        let browserHash: [UInt8]
        let expiresAt: Instant
        /// Id of the person's link that the browser left from; nil for sign-in of staff.
        let link: String?
    }

    /// Removes those long past, then adds one: the table never grows beyond what left within a day.
    static func insert(_ departure: Departure, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("DELETE FROM provider_departures WHERE expires_at < \(now.adding(seconds: -86_400))")
        try tx.run(
            """
            INSERT INTO provider_departures (id, provider, state_hash, nonce_hash, browser_hash, expires_at,
                link)
            VALUES (\(RowID.fresh(at: now)), \(departure.provider), \(departure.stateHash), \(departure.nonceHash),
                \(departure.browserHash), \(departure.expiresAt), \(departure.link))
            """)
    }

    /// Marks a departure as come back, once: nil where it is unknown, used, too old, or another browser's.
    static func consume(
        stateHash: [UInt8], browserHash: [UInt8], at now: Instant, _ tx: borrowing Writing
    ) throws -> Departure? {
        let changed = try tx.run(
            """
            UPDATE provider_departures SET used_at = \(now)
            WHERE state_hash = \(stateHash) AND browser_hash = \(browserHash) AND used_at IS NULL
                AND expires_at > \(now)
            """)
        guard changed == 1,
            let row = try tx.first("SELECT * FROM provider_departures WHERE state_hash = \(stateHash)")
        else { return nil }
        return Departure(
            provider: try row.text("provider"), stateHash: stateHash, nonceHash: try row.bytes("nonce_hash"),
            browserHash: browserHash, expiresAt: try row.instant("expires_at"),
            link: try row.optional("link", row.text))
    }
}

extension ExternalIdentities {
    /// A link between an account and a subject of a provider.
    struct Bond: Sendable {
        let id: String
        let structure: String
        let account: String
        let provider: String
    }

    static func place(_ id: String) -> Place { Place(table: "external_identities", column: "subject", row: id) }

    static func insert(
        _ bond: Bond, subject: String, hash: [UInt8], key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let sealed = try key.seal(subject, at: place(bond.id))
        try tx.run(
            """
            INSERT INTO external_identities (id, structure, created_at, account, provider, subject_hash, subject)
            VALUES (\(bond.id), \(bond.structure), \(now), \(bond.account), \(bond.provider), \(hash), \(sealed))
            """)
    }

    /// Over all structures: one professional may be known to several.
    static func bonds(provider: String, hash: [UInt8], _ tx: borrowing Reading) throws -> [Bond] {
        try tx.rows(
            """
            SELECT * FROM external_identities WHERE provider = \(provider) AND subject_hash = \(hash)
            ORDER BY created_at, id
            """
        ).map(read)
    }

    /// What of the structure a practice is compared with.
    static func home(
        ofStructure id: String, _ tx: borrowing Reading
    ) throws -> (name: String, finess: String?)? {
        try tx.first("SELECT name, finess FROM structures WHERE id = \(id)").map {
            (name: try $0.text("name"), finess: try $0.optional("finess", $0.text))
        }
    }

    static func bonds(ofAccount account: String, _ tx: borrowing Writing) throws -> [Bond] {
        try tx.rows("SELECT * FROM external_identities WHERE account = \(account) ORDER BY created_at, id").map(read)
    }

    static func remove(_ id: String, ofAccount account: String, _ tx: borrowing Writing) throws {
        try tx.run("DELETE FROM external_identities WHERE id = \(id) AND account = \(account)")
    }

    private static func read(_ row: Row) throws -> Bond {
        Bond(
            id: try row.text("id"), structure: try row.text("structure"), account: try row.text("account"),
            provider: try row.text("provider"))
    }
}

extension ProviderPractices {
    static func insert(
        _ practice: String, provider: String, structure: String, at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO provider_practices (id, structure, created_at, provider, practice)
            VALUES (\(RowID.fresh(at: now)), \(structure), \(now), \(provider), \(practice))
            """)
    }

    static func names(provider: String, structure: String, _ tx: borrowing Reading) throws -> [String] {
        try tx.rows(
            """
            SELECT practice FROM provider_practices
            WHERE structure = \(structure) AND provider = \(provider) ORDER BY practice
            """
        ).map { try $0.text("practice") }
    }
}

extension ProviderArrivals {
    struct Choice: Sendable {
        let id: String
        /// Of the membership.
        let structure: String
        let account: String
        let membership: String
        let provider: String
        let situation: [UInt8]
        let idToken: [UInt8]
    }

    static func place(_ column: String, _ id: String) -> Place {
        Place(table: "provider_arrivals", column: column, row: id)
    }

    static func insert(
        _ choice: Choice, browserHash: [UInt8], until end: Instant, at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO provider_arrivals (id, structure, created_at, account, membership, browser_hash, provider,
                situation, id_token, expires_at)
            VALUES (\(choice.id), \(choice.structure), \(now), \(choice.account), \(choice.membership),
                \(browserHash), \(choice.provider), \(choice.situation), \(choice.idToken), \(end))
            """)
    }

    static func open(browserHash: [UInt8], at now: Instant, _ tx: borrowing Reading) throws -> [Choice] {
        try tx.rows(
            """
            SELECT * FROM provider_arrivals
            WHERE browser_hash = \(browserHash) AND used_at IS NULL AND expires_at > \(now) ORDER BY created_at, id
            """
        ).map(read)
    }

    /// Takes one choice and closes the others of the same browser: nil where there is none such.
    static func take(_ id: String, browserHash: [UInt8], at now: Instant, _ tx: borrowing Writing) throws -> Choice? {
        guard
            let row = try tx.first(
                """
                SELECT * FROM provider_arrivals
                WHERE id = \(id) AND browser_hash = \(browserHash) AND used_at IS NULL AND expires_at > \(now)
                """)
        else { return nil }
        try tx.run("UPDATE provider_arrivals SET used_at = \(now) WHERE browser_hash = \(browserHash)")
        return try read(row)
    }

    private static func read(_ row: Row) throws -> Choice {
        Choice(
            id: try row.text("id"), structure: try row.text("structure"), account: try row.text("account"),
            membership: try row.text("membership"), provider: try row.text("provider"),
            situation: try row.bytes("situation"), idToken: try row.bytes("id_token"))
    }
}

extension ProviderSessions {
    struct Standing: Sendable {
        let id: String
        let structure: String
        let provider: String
        let situation: [UInt8]
        let idToken: [UInt8]
    }

    static func place(_ column: String, _ id: String) -> Place {
        Place(table: "provider_sessions", column: column, row: id)
    }

    static func insert(
        _ standing: Standing, account: String, tokenHash: [UInt8], at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO provider_sessions (id, structure, created_at, account, token_hash, provider, situation,
                id_token)
            VALUES (\(standing.id), \(standing.structure), \(now), \(account), \(tokenHash), \(standing.provider),
                \(standing.situation), \(standing.idToken))
            """)
    }

    static func find(tokenHash: [UInt8], _ tx: borrowing Reading) throws -> Standing? {
        try tx.first("SELECT * FROM provider_sessions WHERE token_hash = \(tokenHash) AND ended_at IS NULL").map {
            Standing(
                id: try $0.text("id"), structure: try $0.text("structure"), provider: try $0.text("provider"),
                situation: try $0.bytes("situation"), idToken: try $0.bytes("id_token"))
        }
    }

    static func end(tokenHash: [UInt8], at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            "UPDATE provider_sessions SET ended_at = \(now) WHERE token_hash = \(tokenHash) AND ended_at IS NULL")
    }
}
