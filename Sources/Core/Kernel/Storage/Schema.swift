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
        switch table.kind {
        case .care: all.append("CREATE INDEX \(table.name)_of ON \(table.name) (structure, patient);")
        case .staff: all.append("CREATE INDEX \(table.name)_of ON \(table.name) (structure);")
        case .reference: break
        }
        if table.appendOnly { all += appendOnly(table, engine: engine) }
        return all
    }

    static func addition(of column: ColumnDeclaration, to table: String, engine: Engine) -> String {
        "ALTER TABLE \(table) ADD COLUMN \(self.column(column, engine: engine));"
    }

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
        return "\(column.name) \(type(column.kind, engine: engine))\(column.required ? " NOT NULL" : "")\(key)"
    }

    /// Rows of an append-only table are neither changed nor removed; only `retain_until` may move. Purging at term
    /// comes with retention and will carry its own key to this door.
    private static func appendOnly(_ table: TableDeclaration, engine: Engine) -> [String] {
        let name = table.name
        let frozen = table.allColumns.map(\.name).filter { $0 != "retain_until" }
        switch engine {
        case .sqlite:
            return [
                """
                CREATE TRIGGER \(name)_append_only_update BEFORE UPDATE OF \(frozen.joined(separator: ", ")) ON \(name)
                BEGIN SELECT RAISE(ABORT, '\(name)_append_only'); END;
                """,
                """
                CREATE TRIGGER \(name)_append_only_delete BEFORE DELETE ON \(name)
                BEGIN SELECT RAISE(ABORT, '\(name)_append_only'); END;
                """,
            ]
        case .postgresql:
            return [
                """
                CREATE FUNCTION \(name)_append_only() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN RAISE EXCEPTION '\(name)_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
                """,
                """
                CREATE TRIGGER \(name)_append_only_update BEFORE UPDATE OF \(frozen.joined(separator: ", ")) ON \(name)
                FOR EACH ROW EXECUTE FUNCTION \(name)_append_only();
                """,
                """
                CREATE TRIGGER \(name)_append_only_delete BEFORE DELETE ON \(name)
                FOR EACH ROW EXECUTE FUNCTION \(name)_append_only();
                """,
            ]
        }
    }
}
