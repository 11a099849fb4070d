/// Versions of sheets: immutable, sealed, each with its digest.
enum SheetVersionsTable: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "sheet_versions"
    static let title: StaticString = "Versions des fiches de traitement"
    static let columns = declare(
        Column<Administrative, Use>("role", "forme de la fiche"),
        Column<Administrative, Use>("version", "numéro de version", .integer),
        Column<Administrative, Use>("effective_at", "date d'effet de la version", .instant),
        Column<Administrative, Use>("cause", "cause de la version"),
        Column<Technical, Use>("sha256", ""),
        Column<Identifying, Use>("content", "contenu de la fiche (noms du responsable et du délégué)"))
    static let retention = Retentions.contract
    static let appendOnly = true
    static let unique = [["role", "version"]]

    static func place(_ id: String) -> Place { Place(table: "sheet_versions", column: "content", row: id) }

    static func insert(
        _ version: StoredSheet, structure: String, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let id = RowID.fresh(at: now)
        let content = try key.seal(String(decoding: version.json, as: UTF8.self), at: place(id))
        try tx.run(
            """
            INSERT INTO sheet_versions (id, structure, created_at, role, version, effective_at, cause, sha256, content)
            VALUES (\(id), \(structure), \(now), \(version.sheet.role.rawValue), \(version.sheet.version),
                \(version.effectiveAt), \(version.sheet.cause), \(version.sheet.sha256), \(content))
            """)
    }

    static func rows(_ structure: String, role: Sheet.Role, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM sheet_versions WHERE structure = \(structure) AND role = \(role.rawValue) ORDER BY version
            """)
    }

    static func latest(
        _ structure: String, role: Sheet.Role, before limit: Instant, _ tx: borrowing Reading
    ) throws
        -> Row?
    {
        try tx.first(
            """
            SELECT * FROM sheet_versions
            WHERE structure = \(structure) AND role = \(role.rawValue) AND effective_at < \(limit)
            ORDER BY version DESC LIMIT 1
            """)
    }

    static func numbered(_ number: Int, _ structure: String, role: Sheet.Role, _ tx: borrowing Reading) throws -> Row? {
        try tx.first(
            """
            SELECT * FROM sheet_versions
            WHERE structure = \(structure) AND role = \(role.rawValue) AND version = \(number)
            """)
    }

    static func read(_ row: Row, key: StructureKey) throws -> StoredSheet {
        let text = try key.open(try row.bytes("content"), at: place(try row.text("id")))
        let json = Array(text.utf8)
        return StoredSheet(sheet: try Sheet.decode(json), json: json, effectiveAt: try row.instant("effective_at"))
    }
}

/// What structures changed on their sheets, within bounds.
enum OverridesTable: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "sheet_overrides"
    static let title: StaticString = "Modifications des fiches par les structures"
    static let columns = declare(
        Column<Administrative, Use>("treatment", "traitement modifié"),
        Column<Administrative, Use>("field", "rubrique modifiée"),
        Column<Administrative, Use>("on_day", "date de la modification", .day),
        Column<Identifying, Use>("previous", "valeur précédente"),
        Column<Identifying, Use>("value", "valeur choisie"),
        Column<Identifying, Use>("author", "auteur de la modification"),
        Column<Identifying, Use>("reason", "motif de la modification"))
    static let retention = Retentions.contract
    static let appendOnly = true

    static func place(_ column: String, _ id: String) -> Place {
        Place(table: "sheet_overrides", column: column, row: id)
    }

    static func insert(
        _ override: Override, structure: String, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let id = RowID.fresh(at: now)
        let previous = try key.seal(override.previous, at: place("previous", id))
        let value = try key.seal(override.value, at: place("value", id))
        let author = try key.seal(override.author, at: place("author", id))
        let reason = try key.seal(override.reason, at: place("reason", id))
        try tx.run(
            """
            INSERT INTO sheet_overrides (id, structure, created_at, treatment, field, on_day, previous, value, author,
                reason)
            VALUES (\(id), \(structure), \(now), \(override.treatment), \(override.field.name), \(override.on),
                \(previous), \(value), \(author), \(reason))
            """)
    }

    static func rows(_ structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM sheet_overrides WHERE structure = \(structure) ORDER BY created_at, id")
    }

    static func read(_ row: Row, key: StructureKey) throws -> Override {
        let id = try row.text("id")
        guard let field = Override.Field(try row.text("field")) else {
            throw StorageError.unexpected("unknown field of override")
        }
        func open(_ column: String) throws -> String { try key.open(try row.bytes(column), at: place(column, id)) }
        return Override(
            treatment: try row.text("treatment"), field: field, previous: try open("previous"),
            value: try open("value"), author: try open("author"), on: try row.day("on_day"), reason: try open("reason"))
    }
}

/// What the program last computed sheets from: digest of its declarations, providers and publisher.
enum RegisterStateTable: ReferenceTable {
    static let name: StaticString = "register_state"
    static let title: StaticString = "État du registre"
    static let columns = [ReferenceColumn("value"), ReferenceColumn("updated_at", .instant)]

    static func value(_ id: String, _ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT value FROM register_state WHERE id = \(id)")?.text("value")
    }

    static func set(_ id: String, _ value: String, at now: Instant, _ tx: borrowing Writing) throws {
        let changed = try tx.run(
            "UPDATE register_state SET value = \(value), updated_at = \(now) WHERE id = \(id)")
        if changed == 0 {
            try tx.run("INSERT INTO register_state (id, value, updated_at) VALUES (\(id), \(value), \(now))")
        }
    }
}

/// Providers that came and went, with notice and effective dates (rule 9). No person in it.
enum ProviderChangesTable: ReferenceTable {
    static let name: StaticString = "provider_changes"
    static let title: StaticString = "Changements de sous-traitants ultérieurs"
    static let columns = [
        ReferenceColumn("service"), ReferenceColumn("previous"), ReferenceColumn("provider"),
        ReferenceColumn("notice_on", .day, required: false), ReferenceColumn("effective_on", .day),
        ReferenceColumn("recorded_at", .instant),
    ]
    static let appendOnly = true

    static func insert(_ change: ProviderChange, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO provider_changes (id, service, previous, provider, notice_on, effective_on, recorded_at)
            VALUES (\(change.id), \(change.service.rawValue), \(change.previous), \(change.provider),
                \(change.noticeOn), \(change.effectiveOn), \(now))
            """)
    }

    static func all(_ tx: borrowing Reading) throws -> [ProviderChange] {
        try tx.rows("SELECT * FROM provider_changes ORDER BY recorded_at, id").map { row in
            guard let service = ProviderService(rawValue: try row.text("service")) else {
                throw StorageError.unexpected("unknown service")
            }
            return ProviderChange(
                id: try row.text("id"), service: service, previous: try row.text("previous"),
                provider: try row.text("provider"),
                noticeOn: try row.optional("notice_on", row.day), effectiveOn: try row.day("effective_on"))
        }
    }
}

/// How many rows a table still holds for a structure, and until when.
enum DataPresence {
    /// Nil where the structure has no row in these tables; otherwise the last day any of them is kept
    /// (inner nil: rows without a term yet).
    static func lastDay(of tables: [TableDeclaration], structure: String, _ tx: borrowing Reading) throws -> Day?? {
        var found = false
        var last: Day?
        var open = false
        for table in tables where table.kind != .reference {
            let row = try tx.first(
                SQL(
                    trusted: """
                        SELECT count(*) AS n, max(retain_until) AS last, count(retain_until) AS dated
                        FROM \(table.name) WHERE structure = $1
                        """, [.text(structure)]))
            guard let row, try row.integer("n") > 0 else { continue }
            found = true
            if try row.integer("dated") < row.integer("n") { open = true }
            if let day = try row.optional("last", row.day) { last = max(last ?? day, day) }
        }
        guard found else { return nil }
        return .some(open ? nil : last)
    }
}
