// How tickets and the accesses under them are written and read.

extension SupportTickets {
    struct Sealed: Sendable {
        let ticket: SupportRequest
        let request: [UInt8]
        let replyTo: [UInt8]?
    }

    private static func place(_ column: String, _ id: String) -> Place {
        Place(table: "support_tickets", column: column, row: id)
    }

    static func sealed(_ ticket: SupportRequest, replyTo: String?, _ key: StructureKey) throws -> Sealed {
        Sealed(
            ticket: ticket, request: try key.seal(ticket.request, at: place("request", ticket.id)),
            replyTo: try replyTo.map { try key.seal($0, at: place("reply_to", ticket.id)) })
    }

    static func insert(_ row: Sealed, _ tx: borrowing Writing) throws {
        let ticket = row.ticket
        try tx.run(
            """
            INSERT INTO support_tickets (id, structure, created_at, number, opened_by, reply_to, request, state)
            VALUES (\(ticket.id), \(ticket.structure), \(ticket.openedAt), \(ticket.number), \(ticket.openedBy),
                \(row.replyTo), \(row.request), 'open')
            """)
    }

    /// The structure of an open ticket.
    static func open(_ id: String, _ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT structure FROM support_tickets WHERE id = \(id) AND state = 'open'")?.text("structure")
    }

    static func isOpen(_ id: String, _ tx: borrowing Writing) throws -> Bool {
        try tx.first("SELECT id FROM support_tickets WHERE id = \(id) AND state = 'open'") != nil
    }

    /// Its term counts from now.
    static func close(_ id: String, of structure: String, on day: Day, _ tx: borrowing Writing) throws -> Bool {
        let keep = retention.active.end(from: day)
        return try tx.run(
            """
            UPDATE support_tickets SET state = 'closed', closed_on = \(day), retain_until = \(keep)
            WHERE id = \(id) AND structure = \(structure) AND state = 'open'
            """) == 1
    }

    static func rows(_ structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM support_tickets WHERE structure = \(structure) ORDER BY created_at DESC, id")
    }

    static func read(_ row: Row, _ key: StructureKey) throws -> SupportRequest {
        let id = try row.text("id")
        return SupportRequest(
            id: id, number: try row.text("number"), structure: try row.text("structure"),
            request: try key.open(try row.bytes("request"), at: place("request", id)),
            openedBy: try row.optional("opened_by", row.text) ?? "", openedAt: try row.instant("created_at"),
            closedOn: try row.optional("closed_on", row.day))
    }
}

extension SupportAccesses {
    static func place(_ id: String) -> Place { Place(table: "support_accesses", column: "operator_name", row: id) }

    static func insert(
        _ id: String, ticket: String, structure: String, operatorAccount: String, name: [UInt8], scope: String,
        at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO support_accesses (id, structure, created_at, ticket, operator, operator_name, scope, state)
            VALUES (\(id), \(structure), \(now), \(ticket), \(operatorAccount), \(name), \(scope), 'asked')
            """)
    }

    static func approve(
        _ id: String, of structure: String, by account: String, until end: Instant, at now: Instant,
        _ tx: borrowing Writing
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE support_accesses SET state = 'approved', approved_by = \(account), starts_at = \(now),
                ends_at = \(end)
            WHERE id = \(id) AND structure = \(structure) AND state = 'asked'
            """) == 1
    }

    static func refuse(_ id: String, of structure: String, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE support_accesses SET state = 'refused'
            WHERE id = \(id) AND structure = \(structure) AND state = 'asked'
            """) == 1
    }

    /// An end that has passed already stays where it was.
    static func end(_ id: String, of structure: String, at now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE support_accesses SET state = 'ended', ends_at = \(now)
            WHERE id = \(id) AND structure = \(structure)
                AND (state = 'asked' OR state = 'approved' AND ends_at > \(now))
            """) == 1
    }

    /// With the ticket, whose closing their term counts from.
    static func endAll(under ticket: String, of structure: String, at now: Instant, _ tx: borrowing Writing) throws {
        let keep = retention.active.end(from: now.parisDay)
        try tx.run(
            "UPDATE support_accesses SET retain_until = \(keep) WHERE ticket = \(ticket) AND structure = \(structure)")
        try tx.run(
            """
            UPDATE support_accesses SET state = 'ended', ends_at = \(now)
            WHERE ticket = \(ticket) AND structure = \(structure)
                AND (state = 'asked' OR state = 'approved' AND ends_at > \(now))
            """)
    }

    static func holder(_ id: String, of structure: String, _ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT operator FROM support_accesses WHERE id = \(id) AND structure = \(structure)")?
            .text("operator")
    }

    static func rows(_ structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM support_accesses WHERE structure = \(structure) ORDER BY created_at DESC, id")
    }

    static func read(_ row: Row, _ key: StructureKey) throws -> SupportAccess {
        let id = try row.text("id")
        return SupportAccess(
            id: id, ticket: try row.text("ticket"), operatorAccount: try row.text("operator"),
            operatorName: try key.open(try row.bytes("operator_name"), at: place(id)),
            classes: try SupportScope(try row.text("scope")).classes, state: try row.word("state"),
            approvedBy: try row.optional("approved_by", row.text),
            startsAt: try row.optional("starts_at", row.instant), endsAt: try row.optional("ends_at", row.instant))
    }
}
