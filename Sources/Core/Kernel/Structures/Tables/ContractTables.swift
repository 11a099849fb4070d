enum ContractsTable: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "contracts"
    static let title: StaticString = "Contrats"
    static let columns = declare(
        Column<Administrative, Use>("reference", "référence du contrat"),
        Column<Administrative, Use>("signed_on", "date de signature du contrat", .day),
        Column<Administrative, Use>("ends_on", "date de fin du contrat", .day, required: false))
    static let retention = Retentions.contract
    static let unique = [["reference"]]

    static func insert(_ contract: Contract, structure: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO contracts (id, structure, created_at, reference, signed_on, ends_on)
            VALUES (\(RowID.fresh(at: now)), \(structure), \(now), \(contract.reference), \(contract.signedOn),
                \(contract.endsOn))
            """)
    }

    static func latest(_ structure: String, _ tx: borrowing Reading) throws -> Contract? {
        try tx.first(
            "SELECT * FROM contracts WHERE structure = \(structure) ORDER BY signed_on DESC, id DESC LIMIT 1"
        ).map { row in
            Contract(
                reference: try row.text("reference"), signedOn: try row.day("signed_on"),
                endsOn: try row.optional("ends_on", row.day))
        }
    }
}

/// What was decided about modules: enabled, disabled, confirmed. Facts are added, never changed.
enum ContractEventsTable: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "contract_events"
    static let title: StaticString = "Activations et arrêts de modules"
    static let columns = declare(
        Column<Administrative, Use>("module", "module concerné"),
        Column<Administrative, Use>("kind", "nature de la décision"),
        Column<Administrative, Use>("from_day", "date d'effet de la décision", .day),
        Column<Identifying, Use>("author", "auteur de la décision"),
        Column<Identifying, Use>("acknowledged_by", "nom du délégué qui a pris acte", required: false),
        Column<Administrative, Use>("acknowledged_how", "forme de l'accusé", required: false))
    static let retention = Retentions.contract
    static let appendOnly = true

    static func place(_ column: String, _ id: String) -> Place {
        Place(table: "contract_events", column: column, row: id)
    }

    static func insert(_ event: ContractEvent, structure: String, key: StructureKey, _ tx: borrowing Writing) throws {
        let author = try key.seal(event.author, at: place("author", event.id))
        let acknowledgedBy = try event.acknowledgedBy.map { try key.seal($0, at: place("acknowledged_by", event.id)) }
        try tx.run(
            """
            INSERT INTO contract_events (id, structure, created_at, module, kind, from_day, author, acknowledged_by,
                acknowledged_how)
            VALUES (\(event.id), \(structure), \(event.recordedAt), \(event.module.value), \(event.kind.rawValue),
                \(event.from), \(author), \(acknowledgedBy), \(event.acknowledgedHow?.rawValue))
            """)
    }

    static func rows(_ structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM contract_events WHERE structure = \(structure) ORDER BY created_at, id")
    }

    static func read(_ row: Row, key: StructureKey) throws -> ContractEvent {
        let id = try row.text("id")
        guard let kind = ContractEvent.Kind(rawValue: try row.text("kind")) else {
            throw StorageError.unexpected("unknown kind of contract event")
        }
        return ContractEvent(
            id: id, module: ModuleName(try row.text("module")), kind: kind, from: try row.day("from_day"),
            recordedAt: try row.instant("created_at"),
            author: try key.open(try row.bytes("author"), at: place("author", id)),
            acknowledgedBy: try row.optional("acknowledged_by", row.bytes).map {
                try key.open($0, at: place("acknowledged_by", id))
            },
            acknowledgedHow: try row.optional("acknowledged_how", row.text).flatMap(Acknowledgement.How.init))
    }

    /// Which modules are on today, without opening anything: what every request of a module asks.
    static func clearFacts(
        _ structure: String, _ tx: borrowing Reading
    ) throws -> [(module: String, kind: String, from: Day)] {
        try tx.rows(
            """
            SELECT module, kind, from_day FROM contract_events
            WHERE structure = \(structure) AND kind <> 'confirmed' ORDER BY from_day, created_at, id
            """
        ).map { (try $0.text("module"), try $0.text("kind"), try $0.day("from_day")) }
    }
}
