/// A difference between the live database and the declarations.
package struct SchemaDifference: Sendable, Hashable {
    package let sentence: String
}

/// Reads the live catalogue and compares it with what is declared: nothing is held that no treatment answers for.
enum SchemaCheck {
    private struct LiveColumn: Sendable, Hashable {
        let table: String
        let name: String
        let type: String
        let required: Bool
    }

    static func differences(_ tables: [TableDeclaration], in store: any Store) async throws -> [SchemaDifference] {
        let live = try await columns(in: store)
        let triggers = try await triggerNames(in: store)
        let liveTables = Set(try await tableNames(in: store)).subtracting(["schema_steps"])
        let declared = Dictionary(tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var sentences: [String] = []
        for name in liveTables.sorted() where declared[name] == nil {
            sentences.append("Table \(name) is in the database and in no declaration.")
        }
        for table in tables.sorted(by: { $0.name < $1.name }) {
            guard liveTables.contains(table.name) else {
                sentences.append("Table \(table.name) is declared and missing from the database.")
                continue
            }
            sentences += differences(table, live: live.filter { $0.table == table.name }, engine: store.engine)
            for suffix in ["update", "delete"] where table.appendOnly {
                let trigger = "\(table.name)_append_only_\(suffix)"
                if !triggers.contains(trigger) { sentences.append("Trigger \(trigger) is missing: rows could be altered.") }
            }
        }
        return sentences.map(SchemaDifference.init)
    }

    private static func differences(_ table: TableDeclaration, live: [LiveColumn], engine: Engine) -> [String] {
        var sentences: [String] = []
        let declared = table.allColumns
        for column in live where !declared.contains(where: { $0.name == column.name }) {
            sentences.append("Column \(table.name).\(column.name) is in the database and in no declaration.")
        }
        for column in declared {
            guard let found = live.first(where: { $0.name == column.name }) else {
                sentences.append("Column \(table.name).\(column.name) is declared and missing from the database.")
                continue
            }
            let type = Schema.type(column.kind, engine: engine)
            if found.type != type {
                sentences.append("Column \(table.name).\(column.name) is \(found.type) in the database, declared \(type).")
            }
            if found.required != column.required {
                let words = column.required ? "may be empty in the database, declared required" : "is required in the database, declared optional"
                sentences.append("Column \(table.name).\(column.name) \(words).")
            }
        }
        return sentences
    }

    static func tableNames(in store: any Store) async throws -> [String] {
        switch store.engine {
        case .sqlite:
            return try await store.read { tx in
                try tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
                    .map { try $0.text("name") }
            }
        case .postgresql:
            return try await store.read { tx in
                try tx.rows(
                    """
                    SELECT c.relname::text AS name FROM pg_catalog.pg_class c
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                    """
                ).map { try $0.text("name") }
            }
        }
    }

    private static func columns(in store: any Store) async throws -> [LiveColumn] {
        let rows: [Row]
        switch store.engine {
        case .sqlite:
            rows = try await store.read { tx in
                try tx.rows(
                    """
                    SELECT m.name AS table_name, p.name AS name, upper(p.type) AS type, p."notnull" AS required
                    FROM sqlite_master m JOIN pragma_table_xinfo(m.name) p WHERE m.type = 'table'
                    """)
            }
        case .postgresql:
            rows = try await store.read { tx in
                try tx.rows(
                    """
                    SELECT c.relname::text AS table_name, a.attname::text AS name,
                        upper(format_type(a.atttypid, a.atttypmod)) AS type,
                        CASE WHEN a.attnotnull THEN 1 ELSE 0 END AS required
                    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                        AND a.attnum > 0 AND NOT a.attisdropped
                    """)
            }
        }
        return try rows.map {
            LiveColumn(
                table: try $0.text("table_name"), name: try $0.text("name"), type: try $0.text("type"),
                required: try $0.flag("required"))
        }
    }

    private static func triggerNames(in store: any Store) async throws -> Set<String> {
        let rows: [Row]
        switch store.engine {
        case .sqlite:
            rows = try await store.read { tx in try tx.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'") }
        case .postgresql:
            rows = try await store.read { tx in
                try tx.rows(
                    """
                    SELECT t.tgname::text AS name FROM pg_catalog.pg_trigger t
                    JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                    WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'D'
                    """)
            }
        }
        return Set(try rows.map { try $0.text("name") })
    }
}
