// How persons' links, their codes and sessions are written and read.

extension PersonLinks {
    struct Opening: Sendable {
        let id: String
        let draft: LinkDraft
        let tokenHash: [UInt8]
        let proofHash: [UInt8]?
        let identityHash: [UInt8]?
        let expiresAt: Instant
    }

    struct Found: Sendable {
        let id: String
        let structure: String
        let patient: String
        let member: String?
        let proofHash: [UInt8]?
        /// Who the person is, digested; nil where whoever made the link did not say.
        let identityHash: [UInt8]?
        /// Nil where the proof is the birth date.
        let channel: LinkCode.Channel?
        let contact: String?
        let failures: Int64
        let closedUntil: Instant?

        /// Minutes until the link answers again, rounded up; nil where it does.
        func rest(at now: Instant) -> Int? {
            guard let closedUntil, closedUntil > now else { return nil }
            return Int((closedUntil.milliseconds - now.milliseconds + 59_999) / 60_000)
        }
    }

    static func insert(_ opening: Opening, at now: Instant, _ tx: borrowing Writing) throws {
        let draft = opening.draft
        let proof: String
        var contact: String?
        switch draft.proof {
        case .birthDate: proof = "birth-date"
        case .code(let channel, let id):
            proof = channel.rawValue
            contact = id
        }
        try tx.run(
            """
            INSERT INTO person_links (id, structure, patient, created_at, retain_until, member, task, token_hash, proof,
                proof_hash, contact, failures, uses, most_uses, expires_at, identity_hash)
            VALUES (\(opening.id), \(draft.structure), \(draft.patient), \(now),
                \(retention.active.end(from: opening.expiresAt.parisDay)), \(draft.member), \(draft.task),
                \(opening.tokenHash), \(proof), \(opening.proofHash), \(contact), \(0), \(0), \(draft.mostUses),
                \(opening.expiresAt), \(opening.identityHash))
            """)
    }

    /// A link that may still be followed.
    static func live(hash: [UInt8], at now: Instant, _ tx: borrowing Reading) throws -> Found? {
        try tx.first(
            """
            SELECT * FROM person_links
            WHERE token_hash = \(hash) AND revoked_at IS NULL AND expires_at > \(now) AND uses < most_uses
            """
        ).map(read)
    }

    static func live(id: String, at now: Instant, _ tx: borrowing Writing) throws -> Found? {
        try tx.first(
            """
            SELECT * FROM person_links
            WHERE id = \(id) AND revoked_at IS NULL AND expires_at > \(now) AND uses < most_uses
            """
        ).map(read)
    }

    /// A link in whatever state.
    static func any(_ id: String, _ tx: borrowing Reading) throws -> Found? {
        try tx.first("SELECT * FROM person_links WHERE id = \(id)").map(read)
    }

    static func revoke(_ id: String, at now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run("UPDATE person_links SET revoked_at = \(now) WHERE id = \(id) AND revoked_at IS NULL") == 1
    }

    static func fail(_ id: String, failures: Int64, closedUntil: Instant?, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE person_links SET failures = \(failures), closed_until = \(closedUntil) WHERE id = \(id)")
    }

    static func use(_ id: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            UPDATE person_links SET uses = uses + 1, failures = 0, closed_until = NULL, last_used_at = \(now)
            WHERE id = \(id)
            """)
    }

    private static func read(_ row: Row) throws -> Found {
        Found(
            id: try row.text("id"), structure: try row.text("structure"), patient: try row.text("patient"),
            member: try row.optional("member", row.text), proofHash: try row.optional("proof_hash", row.bytes),
            identityHash: try row.optional("identity_hash", row.bytes),
            channel: LinkCode.Channel(rawValue: try row.text("proof")),
            contact: try row.optional("contact", row.text), failures: try row.integer("failures"),
            closedUntil: try row.optional("closed_until", row.instant))
    }
}

extension OneTimeCodes {
    static let tries: Int64 = 5

    static func insert(
        _ id: String, of subject: String, structure: String, hash: [UInt8], channel: String, until end: Instant,
        at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO one_time_codes (id, structure, created_at, retain_until, subject, code_hash, channel, attempts,
                expires_at)
            VALUES (\(id), \(structure), \(now), \(retention.active.end(from: now.parisDay)), \(subject), \(hash),
                \(channel), \(0), \(end))
            """)
    }

    /// The newest code of a subject, where it still works: an older one is void once a newer is sent.
    static func open(
        of subject: String, at now: Instant, _ tx: borrowing Reading
    ) throws -> (id: String, hash: [UInt8])? {
        try newest(
            tx.first(
                "SELECT * FROM one_time_codes WHERE subject = \(subject) ORDER BY created_at DESC, id DESC LIMIT 1"),
            at: now)
    }

    static func open(
        of subject: String, at now: Instant, _ tx: borrowing Writing
    ) throws -> (id: String, hash: [UInt8])? {
        try newest(
            tx.first(
                "SELECT * FROM one_time_codes WHERE subject = \(subject) ORDER BY created_at DESC, id DESC LIMIT 1"),
            at: now)
    }

    private static func newest(_ row: Row?, at now: Instant) throws -> (id: String, hash: [UInt8])? {
        guard let row, try row.value("used_at") == .null, try row.integer("attempts") < tries,
            try row.instant("expires_at") > now
        else { return nil }
        return (try row.text("id"), try row.bytes("code_hash"))
    }

    static func count(_ id: String, right: Bool, at now: Instant, _ tx: borrowing Writing) throws {
        let used: Instant? = right ? now : nil
        try tx.run("UPDATE one_time_codes SET attempts = attempts + 1, used_at = \(used) WHERE id = \(id)")
    }

    static func times(of subject: String, since start: Instant, _ tx: borrowing Writing) throws -> [Instant] {
        try tx.rows(
            """
            SELECT created_at FROM one_time_codes
            WHERE subject = \(subject) AND created_at > \(start) ORDER BY created_at
            """
        ).map { try $0.instant("created_at") }
    }
}

extension PersonSessions {
    struct Opening: Sendable {
        let tokenHash: [UInt8]
        let proof: String
        let expiresAt: Instant
        let doorstep: Doorstep
    }

    static func insert(
        _ opening: Opening, of link: PersonLinks.Found, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let id = RowID.fresh(at: now)
        func seal(_ text: String, _ column: String) throws -> [UInt8] {
            try key.seal(String(text.prefix(300)), at: Place(table: "person_sessions", column: column, row: id))
        }
        let address = try seal(opening.doorstep.address, "address")
        let device = try seal(opening.doorstep.device, "device")
        try tx.run(
            """
            INSERT INTO person_sessions (id, structure, patient, created_at, member, token_hash, proof, expires_at,
                address, device)
            VALUES (\(id), \(link.structure), \(link.patient), \(now), \(link.member), \(opening.tokenHash),
                \(opening.proof), \(opening.expiresAt), \(address), \(device))
            """)
        try tx.run(
            """
            INSERT INTO person_link_uses (id, structure, patient, created_at, link, token_hash)
            VALUES (\(RowID.fresh(at: now)), \(link.structure), \(link.patient), \(now), \(link.id),
                \(opening.tokenHash))
            """)
    }

    /// A live session whose link is neither revoked nor past its end.
    static func find(hash: [UInt8], at now: Instant, _ tx: borrowing Reading) throws -> PersonSession? {
        guard
            let row = try tx.first(
                """
                SELECT p.structure, p.patient, p.member, p.proof, p.expires_at, l.id AS link, l.task, s.name
                FROM person_sessions p
                JOIN person_link_uses u ON u.token_hash = p.token_hash
                JOIN person_links l ON l.id = u.link
                JOIN structures s ON s.id = p.structure
                WHERE p.token_hash = \(hash) AND p.revoked_at IS NULL AND p.expires_at > \(now)
                    AND l.revoked_at IS NULL AND l.expires_at > \(now)
                """)
        else { return nil }
        return PersonSession(
            structure: try row.text("structure"), structureName: try row.text("name"),
            patient: try row.text("patient"), member: try row.optional("member", row.text),
            link: try row.text("link"), task: try row.text("task"), proof: try row.text("proof"),
            expiresAt: try row.instant("expires_at"))
    }

    static func revoke(hash: [UInt8], at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run("UPDATE person_sessions SET revoked_at = \(now) WHERE token_hash = \(hash) AND revoked_at IS NULL")
    }
}
