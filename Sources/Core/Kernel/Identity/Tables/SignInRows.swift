// How tries, one-time codes, devices and invitations are written and read.

extension SignInCounters {
    struct Count: Sendable {
        let tries: Int64
        let lastAt: Instant
        let freeAt: Instant
    }

    static func read(_ id: String, _ tx: borrowing Writing) throws -> Count? {
        try tx.first("SELECT tries, last_at, free_at FROM sign_in_counters WHERE id = \(id)").map {
            Count(
                tries: try $0.integer("tries"), lastAt: try $0.instant("last_at"), freeAt: try $0.instant("free_at"))
        }
    }

    static func write(_ id: String, _ count: Count, new: Bool, _ tx: borrowing Writing) throws {
        if new {
            try tx.run(
                """
                INSERT INTO sign_in_counters (id, tries, last_at, free_at)
                VALUES (\(id), \(count.tries), \(count.lastAt), \(count.freeAt))
                """)
        } else {
            try tx.run(
                """
                UPDATE sign_in_counters SET tries = \(count.tries), last_at = \(count.lastAt), free_at = \(count.freeAt)
                WHERE id = \(id)
                """)
        }
    }

    static func lower(_ id: String, toZero: Bool, _ tx: borrowing Writing) throws {
        if toZero {
            try tx.run("DELETE FROM sign_in_counters WHERE id = \(id)")
        } else {
            try tx.run(
                "UPDATE sign_in_counters SET tries = tries - 1, free_at = last_at WHERE id = \(id) AND tries > 0")
        }
    }

    /// One old counter at a time, so that no try pays for many.
    static func forget(before: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            DELETE FROM sign_in_counters WHERE id IN
                (SELECT id FROM sign_in_counters WHERE last_at < \(before) LIMIT 2)
            """)
    }
}

extension SignInAttempts {
    struct Attempt: Sendable {
        let id: String
        let structure: String
        let account: String?
        let identifier: [UInt8]
        let factor: String
        let outcome: String
        let address: [UInt8]
        let device: [UInt8]
    }

    static func insert(_ attempt: Attempt, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO sign_in_attempts (id, structure, created_at, account, identifier_hash, factor, outcome, address,
                device)
            VALUES (\(attempt.id), \(attempt.structure), \(now), \(attempt.account), \(attempt.identifier),
                \(attempt.factor), \(attempt.outcome), \(attempt.address), \(attempt.device))
            """)
    }
}

extension OneTimeCodes {
    struct Code: Sendable {
        let id: String
        let structure: String
        let subject: String
        let hash: [UInt8]
        let channel: String
        let expiresAt: Instant
    }

    static func insert(_ code: Code, used: Bool = false, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO one_time_codes (id, structure, created_at, subject, code_hash, channel, attempts, expires_at,
                used_at)
            VALUES (\(code.id), \(code.structure), \(now), \(code.subject), \(code.hash), \(code.channel), 0,
                \(code.expiresAt), \(used ? now : nil))
            """)
    }

    /// Live: not used, not past its end.
    static func live(_ hash: [UInt8], channel: String, now: Instant, _ tx: borrowing Reading) throws -> Row? {
        try tx.first(
            """
            SELECT id, subject, structure, attempts FROM one_time_codes
            WHERE code_hash = \(hash) AND channel = \(channel) AND used_at IS NULL AND expires_at > \(now)
            """)
    }

    /// Counts a try; false where it is used, over or was tried as often as may be.
    static func takeTry(_ id: String, of most: Int, now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE one_time_codes SET attempts = attempts + 1
            WHERE id = \(id) AND used_at IS NULL AND expires_at > \(now) AND attempts < \(most)
            """) == 1
    }

    static func use(_ id: String, now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run("UPDATE one_time_codes SET used_at = \(now) WHERE id = \(id) AND used_at IS NULL") == 1
    }

    static func isKnown(_ hash: [UInt8], channel: String, _ tx: borrowing Writing) throws -> Bool {
        try tx.first("SELECT id FROM one_time_codes WHERE code_hash = \(hash) AND channel = \(channel)") != nil
    }

    static func isKnown(_ hash: [UInt8], channel: String, _ tx: borrowing Reading) throws -> Bool {
        try tx.first("SELECT id FROM one_time_codes WHERE code_hash = \(hash) AND channel = \(channel)") != nil
    }

    /// They are kept one day at most (CNIL: no longer than they serve).
    static func forget(before: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            DELETE FROM one_time_codes WHERE id IN
                (SELECT id FROM one_time_codes WHERE expires_at < \(before) LIMIT 2)
            """)
    }
}

extension KnownDevices {
    static func isKnown(_ hash: [UInt8], of account: String, _ tx: borrowing Reading) throws -> Bool {
        try tx.first("SELECT id FROM known_devices WHERE account = \(account) AND device_hash = \(hash)") != nil
    }

    /// True where it was not known yet. `device` is sealed at `place(id)`.
    static func meet(
        _ hash: [UInt8], id: String, account: String, structure: String, device: [UInt8], at now: Instant,
        _ tx: borrowing Writing
    ) throws -> Bool {
        let seen = try tx.run(
            """
            UPDATE known_devices SET last_seen_at = \(now) WHERE account = \(account) AND device_hash = \(hash)
            """)
        guard seen == 0 else { return false }
        try tx.run(
            """
            INSERT INTO known_devices (id, structure, created_at, account, device_hash, device, last_seen_at)
            VALUES (\(id), \(structure), \(now), \(account), \(hash), \(device), \(now))
            """)
        return true
    }

    static func isOneOfSeveral(of account: String, _ tx: borrowing Writing) throws -> Bool {
        try tx.rows("SELECT id FROM known_devices WHERE account = \(account) LIMIT 2").count > 1
    }

    static func place(_ id: String) -> Place { Place(table: "known_devices", column: "device", row: id) }

    static func rows(of account: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM known_devices WHERE account = \(account) ORDER BY last_seen_at DESC, id")
    }

    static func remove(_ id: String, of account: String, _ tx: borrowing Writing) throws -> Bool {
        try tx.run("DELETE FROM known_devices WHERE id = \(id) AND account = \(account)") == 1
    }
}

extension AccountInvitations {
    static func insert(
        id: String, account: String, structure: String, hash: [UInt8], by: String, at now: Instant, until: Instant,
        _ tx: borrowing Writing
    ) throws {
        // One link at a time: a new one puts an end to those before.
        try tx.run(
            "UPDATE account_invitations SET expires_at = \(now) WHERE account = \(account) AND used_at IS NULL")
        try tx.run(
            """
            INSERT INTO account_invitations (id, structure, created_at, account, token_hash, invited_by, expires_at)
            VALUES (\(id), \(structure), \(now), \(account), \(hash), \(by), \(until))
            """)
    }

    static func live(_ hash: [UInt8], now: Instant, _ tx: borrowing Reading) throws -> Row? {
        try tx.first(
            """
            SELECT id, account, structure FROM account_invitations
            WHERE token_hash = \(hash) AND used_at IS NULL AND expires_at > \(now)
            """)
    }

    static func use(_ id: String, now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE account_invitations SET used_at = \(now)
            WHERE id = \(id) AND used_at IS NULL AND expires_at > \(now)
            """) == 1
    }
}

extension FactorRecoveries {
    static func insert(
        _ id: String, account: String, structure: String, first: String, at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO factor_recoveries (id, structure, created_at, account, first_approver, state)
            VALUES (\(id), \(structure), \(now), \(account), \(first), 'asked')
            """)
    }

    static func open(in structure: String, since: Instant, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM factor_recoveries
            WHERE structure = \(structure) AND state = 'asked' AND created_at > \(since) ORDER BY created_at, id
            """)
    }

    static func close(_ id: String, second: String, at now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE factor_recoveries SET state = 'agreed', second_approver = \(second), closed_at = \(now)
            WHERE id = \(id) AND state = 'asked' AND first_approver <> \(second)
            """) == 1
    }
}
