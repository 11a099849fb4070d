/// The declared schema as text, for each engine: what `citana schema print` shows and what migrations run.
package enum Schema {
    /// Every table, in the order of names, with its indexes and triggers.
    package static func text(of tables: [TableDeclaration], engine: Engine) -> String {
        tables.sorted { $0.name < $1.name }.map { statements(for: $0, engine: engine).joined(separator: "\n") }
            .joined(separator: "\n\n") + "\n"
    }

    /// The statements that make one table.
    static func statements(for table: TableDeclaration, engine: Engine) -> [String] {
        let columns = table.allColumns.map { "    " + column($0, engine: engine) }
        let unique = table.unique.map { "    UNIQUE (\(uniqueColumns($0, of: table).joined(separator: ", ")))" }
        let strict = engine == .sqlite ? " STRICT" : ""
        var all = ["CREATE TABLE \(table.name) (\n\((columns + unique).joined(separator: ",\n"))\n)\(strict);"]
        if let columns = indexed(table) {
            all.append("CREATE INDEX \(table.name)_of ON \(table.name) (\(columns.joined(separator: ", ")));")
        }
        if table.appendOnly { all += appendOnly(table, engine: engine) }
        if engine == .postgresql, table.kind == .care { all += wall(around: table) }
        return all
    }

    /// Row-level security by structure, on the table's owner too.
    private static func wall(around table: TableDeclaration) -> [String] {
        [
            "ALTER TABLE \(table.name) ENABLE ROW LEVEL SECURITY;",
            "ALTER TABLE \(table.name) FORCE ROW LEVEL SECURITY;",
            """
            CREATE POLICY \(table.name)_of_structure ON \(table.name) USING (
                structure = current_setting('citana.structure', true)
                OR current_setting('citana.structure', true) = '*');
            """,
        ]
    }

    /// The wall as `LiveCatalogue` reads it: enabled, forced, one permissive policy for every command and role.
    static func wallShape(of table: TableDeclaration) -> String {
        let said = "current_setting('citana.structure'::text, true)"
        return "tt \(table.name)_of_structure * t {0} ((structure = \(said)) OR (\(said) = '*'::text)) -"
    }

    /// The statements that add a column. `table` is the declaration with the column in it: an append-only table's
    /// triggers are made again, so that the new column is frozen like the others.
    static func addition(of column: ColumnDeclaration, to table: TableDeclaration, engine: Engine) -> [String] {
        let added = "ALTER TABLE \(table.name) ADD COLUMN \(self.column(column, engine: engine));"
        guard table.appendOnly else { return [added] }
        let on = engine == .postgresql ? " ON \(table.name)" : ""
        let dropped = triggerNames(of: table, engine: engine).map { "DROP TRIGGER \($0)\(on);" }
        let made = appendOnly(table, engine: engine).filter { $0.hasPrefix("CREATE TRIGGER") }
        return [added] + dropped + made
    }

    /// Statements that give an append-only table the triggers of today. The function is replaced, so that PostgreSQL's
    /// triggers, which call it, need not be made again.
    static func guards(of table: TableDeclaration, engine: Engine) -> [String] {
        guard table.appendOnly else { return [] }
        switch engine {
        case .sqlite:
            return triggerNames(of: table, engine: engine).map { "DROP TRIGGER \($0);" }
                + appendOnly(table, engine: engine)
        case .postgresql:
            return appendOnly(table, engine: engine).filter { $0.hasPrefix("CREATE FUNCTION") }
                .map { "CREATE OR REPLACE" + $0.dropFirst("CREATE".count) }
        }
    }

    /// The columns of the table's own index.
    static func indexed(_ table: TableDeclaration) -> [String]? {
        switch table.kind {
        case .care: ["structure", "patient"]
        case .staff: ["structure"]
        case .reference: nil
        }
    }

    /// An append-only table's triggers by name, in the shape in which `LiveCatalogue` reads them.
    static func triggers(of table: TableDeclaration, engine: Engine) -> [String: String] {
        let names = triggerNames(of: table, engine: engine)
        switch engine {
        case .sqlite: return Dictionary(uniqueKeysWithValues: zip(names, appendOnly(table, engine: engine)))
        case .postgresql:
            // pg_trigger.h: row 1, before 2, delete 8, update 16, truncate 32.
            let body = refusal(table)
            return [names[0]: "19 \(frozen(table)) \(body)", names[1]: "11  \(body)", names[2]: "34  \(body)"]
        }
    }

    /// SQLite has no TRUNCATE: a DELETE without a condition fires its row triggers.
    private static func triggerNames(of table: TableDeclaration, engine: Engine) -> [String] {
        let gestures = engine == .sqlite ? ["update", "delete"] : ["update", "delete", "truncate"]
        return gestures.map { "\(table.name)_append_only_\($0)" }
    }

    private static func frozen(_ table: TableDeclaration) -> String {
        table.allColumns.map(\.name).filter { $0 != "retain_until" }.joined(separator: ", ")
    }

    /// The body of PostgreSQL's trigger function.
    private static func refusal(_ table: TableDeclaration) -> String {
        let refuse = "RAISE EXCEPTION '\(table.name)_append_only' USING ERRCODE = 'integrity_constraint_violation';"
        guard table.kind == .care else { return "BEGIN \(refuse) END" }
        return "BEGIN IF TG_OP = 'DELETE' THEN IF \(erasing) THEN RETURN OLD; END IF; END IF; \(refuse) END"
    }

    /// Whether the patient of a row is being erased: begun, and not done.
    private static let erasing = """
        EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) \
        AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done')
        """

    /// Uniqueness holds inside a structure; a reference to a structure and a token hash are unique everywhere.
    static func uniqueColumns(_ columns: [String], of table: TableDeclaration) -> [String] {
        let everywhere = table.kind == .reference || columns == ["token_hash"] || (table.name == "structures")
        return everywhere ? columns : ["structure"] + columns
    }

    static func type(_ kind: ColumnKind, engine: Engine) -> String {
        switch (kind, engine) {
        case (.text, _), (.day, _): "TEXT"
        case (.integer, .sqlite), (.instant, .sqlite), (.flag, .sqlite): "INTEGER"
        case (.integer, .postgresql), (.instant, .postgresql): "BIGINT"
        case (.flag, .postgresql): "SMALLINT"
        case (.bytes, .sqlite): "BLOB"
        case (.bytes, .postgresql): "BYTEA"
        }
    }

    private static func column(_ column: ColumnDeclaration, engine: Engine) -> String {
        let key = column.name == "id" ? " PRIMARY KEY" : ""
        // Compared byte by byte on both engines, whatever the locale of the database.
        let order = engine == .postgresql && type(column.kind, engine: engine) == "TEXT" ? " COLLATE \"C\"" : ""
        let required = column.required ? " NOT NULL" : ""
        return "\(column.name) \(type(column.kind, engine: engine))\(order)\(required)\(key)"
    }

    /// Rows of an append-only table are neither changed nor removed; only `retain_until` may move. The one key to this
    /// door is an erasure under way of the patient whom a row is about: its own row, append-only like the others.
    private static func appendOnly(_ table: TableDeclaration, engine: Engine) -> [String] {
        let name = table.name
        let frozen = frozen(table)
        switch engine {
        case .sqlite:
            let unless = table.kind == .care ? "\nWHEN NOT (\(erasing))" : ""
            return [
                """
                CREATE TRIGGER \(name)_append_only_update BEFORE UPDATE OF \(frozen) ON \(name)
                BEGIN SELECT RAISE(ABORT, '\(name)_append_only'); END;
                """,
                """
                CREATE TRIGGER \(name)_append_only_delete BEFORE DELETE ON \(name)\(unless)
                BEGIN SELECT RAISE(ABORT, '\(name)_append_only'); END;
                """,
            ]
        case .postgresql:
            return [
                """
                CREATE FUNCTION \(name)_append_only() RETURNS trigger LANGUAGE plpgsql AS
                $$\(refusal(table))$$;
                """,
                """
                CREATE TRIGGER \(name)_append_only_update BEFORE UPDATE OF \(frozen) ON \(name)
                FOR EACH ROW EXECUTE FUNCTION \(name)_append_only();
                """,
                """
                CREATE TRIGGER \(name)_append_only_delete BEFORE DELETE ON \(name)
                FOR EACH ROW EXECUTE FUNCTION \(name)_append_only();
                """,
                """
                CREATE TRIGGER \(name)_append_only_truncate BEFORE TRUNCATE ON \(name)
                FOR EACH STATEMENT EXECUTE FUNCTION \(name)_append_only();
                """,
            ]
        }
    }
}
