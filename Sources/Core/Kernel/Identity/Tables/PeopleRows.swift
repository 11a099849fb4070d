// The people of a structure, as its administrators and its DPO see them: accounts, situations, means, last uses.

/// Everything that one page about people needs, read in one snapshot.
struct PeopleRows: Sendable {
    /// Accounts of the structure in any state, and those of others that have or had a situation here.
    let accounts: [Row]
    /// Situations in this structure, those that ended too, oldest first.
    let memberships: [Row]
    /// Oldest first: the last one of an account counts.
    let professions: [Row]
    /// `account`, `kind`, `many`.
    let factors: [Row]
    /// `account`, `provider`.
    let providers: [Row]
    /// `account`, `at`: sessions opened in this structure.
    let signIns: [Row]
    /// `membership`, `at`: the last request in each situation.
    let uses: [Row]
    /// `account`, `expires_at`: links that still open an account.
    let invitations: [Row]
    /// Oldest first.
    let reviews: [Row]

    static func read(_ structure: String, at now: Instant, _ tx: borrowing Reading) throws -> PeopleRows {
        PeopleRows(
            accounts: try tx.rows(
                """
                SELECT * FROM accounts WHERE structure = \(structure)
                    OR id IN (SELECT account FROM memberships WHERE structure = \(structure))
                ORDER BY created_at, id
                """),
            memberships: try tx.rows(
                "SELECT * FROM memberships WHERE structure = \(structure) ORDER BY created_at, id"),
            professions: try tx.rows(
                "SELECT * FROM professional_identities WHERE structure = \(structure) ORDER BY created_at, id"),
            factors: try tx.rows(
                """
                SELECT f.account AS account, f.kind AS kind, COUNT(*) AS many FROM authentication_factors f
                WHERE f.state = 'active' AND (
                    f.account IN (SELECT id FROM accounts WHERE structure = \(structure))
                    OR f.account IN (SELECT account FROM memberships WHERE structure = \(structure)))
                GROUP BY f.account, f.kind ORDER BY f.account, f.kind
                """),
            providers: try tx.rows(
                """
                SELECT account, provider FROM external_identities
                WHERE account IN (SELECT id FROM accounts WHERE structure = \(structure))
                    OR account IN (SELECT account FROM memberships WHERE structure = \(structure))
                ORDER BY account, provider
                """),
            signIns: try tx.rows(
                """
                SELECT account, MAX(created_at) AS at FROM sessions WHERE structure = \(structure) GROUP BY account
                """),
            uses: try tx.rows(
                """
                SELECT membership, MAX(last_seen_at) AS at FROM sessions
                WHERE structure = \(structure) AND membership IS NOT NULL GROUP BY membership
                """),
            invitations: try tx.rows(
                """
                SELECT account, MAX(expires_at) AS expires_at FROM account_invitations
                WHERE used_at IS NULL AND expires_at > \(now)
                    AND account IN (SELECT id FROM accounts WHERE structure = \(structure))
                GROUP BY account
                """),
            reviews: try tx.rows(
                "SELECT * FROM rights_reviews WHERE structure = \(structure) ORDER BY created_at, id"))
    }
}

extension Accounts {
    /// In any state: names in a log outlive the account's activity.
    static func any(_ id: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first("SELECT * FROM accounts WHERE id = \(id)")
    }

    /// False where it was not in the state that is left.
    static func move(
        _ id: String, of structure: String, from old: String, to new: String, _ tx: borrowing Writing
    ) throws -> Bool {
        try tx.run(
            "UPDATE accounts SET state = \(new) WHERE id = \(id) AND structure = \(structure) AND state = \(old)") == 1
    }
}

extension Memberships {
    /// Of a structure, active, of active accounts.
    static func inForce(_ structure: String, _ tx: borrowing Writing) throws -> [Row] {
        try tx.rows(
            """
            SELECT m.* FROM memberships m JOIN accounts a ON a.id = m.account
            WHERE m.structure = \(structure) AND m.state = 'active' AND a.state = 'active' ORDER BY m.created_at, m.id
            """)
    }

    static func active(_ id: String, in structure: String, _ tx: borrowing Writing) throws -> Row? {
        try tx.first(
            "SELECT * FROM memberships WHERE id = \(id) AND structure = \(structure) AND state = 'active'")
    }

    static func active(_ id: String, in structure: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first(
            "SELECT * FROM memberships WHERE id = \(id) AND structure = \(structure) AND state = 'active'")
    }

    static func active(of account: String, in structure: String, _ tx: borrowing Writing) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM memberships WHERE account = \(account) AND structure = \(structure) AND state = 'active'
            ORDER BY created_at, id
            """)
    }

    /// Ends a situation, and every session that is bound to it.
    static func end(_ id: String, by account: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            UPDATE memberships SET state = 'ended', ends_on = \(now.parisDay), revoked_by = \(account)
            WHERE id = \(id) AND state = 'active'
            """)
        try tx.run("UPDATE sessions SET revoked_at = \(now) WHERE membership = \(id) AND revoked_at IS NULL")
    }
}

extension AccountInvitations {
    /// Links that were handed out open nothing any more.
    static func expire(of account: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            UPDATE account_invitations SET expires_at = \(now)
            WHERE account = \(account) AND used_at IS NULL AND expires_at > \(now)
            """)
    }
}

extension RightsReviews {
    static func insert(
        _ decision: ReviewDecision, of membership: String, in structure: String, by account: String, at now: Instant,
        _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO rights_reviews (id, structure, created_at, membership, reviewed_by, decision, reviewed_on)
            VALUES (\(RowID.fresh(at: now)), \(structure), \(now), \(membership), \(account), \(decision.rawValue),
                \(now.parisDay))
            """)
    }
}
