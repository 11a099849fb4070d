// How exchanges and exceptions are written and read. Scopes come sealed, as those of consents do.

extension TargetedExchanges {
    /// The id of a new row: what was sent to somebody stands together in the primary key, in the order of sending.
    static func id(to recipient: String, at now: Instant) -> String { "\(recipient).\(RowID.fresh(at: now))" }

    static func insert(
        _ exchange: NamedExchange, scope: [UInt8], of record: RecordScope, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO targeted_exchanges (id, structure, patient, created_at, retain_until, sender, recipient, scope,
                informed_on, informed_of_both, ends_on, sent_at)
            VALUES (\(exchange.id), \(record.structure), \(record.patient.value), \(exchange.sentAt),
                \(retention.term(from: exchange.sentAt)), \(exchange.sender), \(exchange.recipient), \(scope),
                \(exchange.informedOn), \(exchange.informedOfBothCategories), \(exchange.endsOn), \(exchange.sentAt))
            """)
    }

    /// False where there is no such exchange of this patient, or it was taken back already.
    static func end(
        _ id: String, by member: String, of record: RecordScope, at now: Instant, _ tx: borrowing Writing
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE targeted_exchanges SET ended_by = \(member), ended_at = \(now)
            WHERE id = \(id) AND structure = \(record.structure) AND patient = \(record.patient.value)
                AND ended_at IS NULL
            """) == 1
    }

    static func rows(of record: RecordScope, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM targeted_exchanges
            WHERE structure = \(record.structure) AND patient = \(record.patient.value) ORDER BY sent_at, id
            """)
    }

    /// Patients of whom something was sent to this recipient and still counts, the newest first.
    static func patients(
        sentTo recipient: String, on today: Day, after: String?, limit: Int, _ tx: borrowing Reading
    ) throws -> [(exchange: String, patient: PatientID)] {
        // `/` is the character behind `.`: the first id that is no more this recipient's.
        let end = after ?? "\(recipient)/"
        return try tx.rows(
            """
            SELECT id, patient FROM targeted_exchanges
            WHERE id > \("\(recipient).") AND id < \(end) AND ended_at IS NULL AND ends_on >= \(today)
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map { (try $0.text("id"), PatientID(try $0.text("patient"))) }
    }

    static func read(_ row: Row, open: CellOpen) throws -> NamedExchange {
        let id = try row.text("id")
        return NamedExchange(
            id: id, sender: try row.text("sender"), recipient: try row.text("recipient"),
            scope: try SharingScope(cell: try open(try row.bytes("scope"), "targeted_exchanges", "scope", id)),
            informedOn: try row.day("informed_on"), informedOfBothCategories: try row.flag("informed_of_both"),
            endsOn: try row.day("ends_on"), sentAt: try row.instant("sent_at"),
            endedAt: try row.optional("ended_at", row.instant))
    }
}

extension StatutoryExceptions {
    static func insert(
        _ exception: StatutoryOpening, scope: [UInt8], of record: RecordScope, at now: Instant,
        _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO statutory_exceptions (id, structure, patient, created_at, retain_until, article, holder, scope,
                recorded_by, starts_at, ends_at)
            VALUES (\(exception.id), \(record.structure), \(record.patient.value), \(now),
                \(retention.term(from: now)), \(exception.article.text), \(exception.holder), \(scope),
                \(exception.recordedBy), \(exception.startsAt), \(exception.endsAt))
            """)
    }

    /// Its end is now; false where there is no such exception of this patient, or it was over.
    static func end(
        _ id: String, by member: String, of record: RecordScope, at now: Instant, _ tx: borrowing Writing
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE statutory_exceptions SET ended_by = \(member), ends_at = \(now)
            WHERE id = \(id) AND structure = \(record.structure) AND patient = \(record.patient.value)
                AND ends_at > \(now)
            """) == 1
    }

    static func rows(of record: RecordScope, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM statutory_exceptions
            WHERE structure = \(record.structure) AND patient = \(record.patient.value) ORDER BY starts_at, id
            """)
    }

    static func read(_ row: Row, open: CellOpen) throws -> StatutoryOpening {
        let id = try row.text("id")
        guard let article = StatutoryArticle(try row.text("article")) else {
            throw StorageError.unexpected("an exception cites no article")
        }
        return StatutoryOpening(
            id: id, article: article, holder: try row.text("holder"),
            classes: try SharingScope(cell: try open(try row.bytes("scope"), "statutory_exceptions", "scope", id))
                .classes, recordedBy: try row.text("recorded_by"), startsAt: try row.instant("starts_at"),
            endsAt: try row.instant("ends_at"))
    }
}
