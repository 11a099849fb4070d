extension StaffMessages {
    /// Once per event: a second row of the same key is not written.
    static func insert(_ message: Outbox.Prepared, _ tx: borrowing Writing) throws {
        let notice = message.notice
        let keep = retention.active.end(from: message.at.parisDay)
        try tx.run(
            """
            INSERT INTO staff_messages (id, structure, created_at, retain_until, account, template, about, message_key,
                recipient, channel, provider, state, attempts)
            VALUES (\(message.id), \(notice.structure), \(message.at), \(keep), \(message.account),
                \(notice.template.rawValue), \(notice.about), \(key(of: message)), \(message.recipient), 'mail',
                \(message.provider), \(message.state.rawValue), 0)
            ON CONFLICT (structure, message_key) DO NOTHING
            """)
    }

    /// Template, event, recipient.
    private static func key(of message: Outbox.Prepared) -> String {
        "\(message.notice.template.rawValue)/\(message.notice.about)/\(message.account ?? "dpo")"
    }

    /// The sealed address of an open account of this structure.
    static func mail(ofAccount account: String, in structure: String, _ tx: borrowing Reading) throws -> [UInt8]? {
        guard
            let row = try tx.first(
                """
                SELECT mail FROM accounts
                WHERE id = \(account) AND structure = \(structure) AND state = 'active'
                """)
        else { return nil }
        return try row.optional("mail", row.bytes)
    }

    static func officer(
        of structure: String, _ tx: borrowing Reading
    ) throws -> (contact: String, mail: [UInt8])? {
        try tx.first(
            """
            SELECT id, email FROM structure_contacts WHERE structure = \(structure) AND role = 'dpo'
            ORDER BY position LIMIT 1
            """
        ).map { (try $0.text("id"), try $0.bytes("email")) }
    }

    static func waiting(limit: Int, _ tx: borrowing Reading) throws -> [WaitingMessage] {
        try tx.rows(
            """
            SELECT m.id AS id, s.ref AS ref, m.template AS template, 'staff' AS audience, m.channel AS channel,
                m.provider AS provider, m.state AS state, m.attempts AS attempts, m.created_at AS created_at
            FROM staff_messages m JOIN structures s ON s.id = m.structure WHERE m.sent_at IS NULL
            UNION ALL
            SELECT p.id, s.ref, p.template, 'person' AS audience, p.channel, p.provider, p.state, p.attempts,
                p.created_at
            FROM person_messages p JOIN structures s ON s.id = p.structure WHERE p.sent_at IS NULL
            ORDER BY id LIMIT \(limit)
            """
        ).map { row in
            WaitingMessage(
                id: try row.text("id"), structureRef: try row.text("ref"), template: try row.text("template"),
                audience: try row.text("audience"), channel: try row.text("channel"),
                provider: try row.text("provider"), state: try row.text("state"),
                attempts: try row.integer("attempts"), queuedAt: try row.instant("created_at"))
        }
    }
}
