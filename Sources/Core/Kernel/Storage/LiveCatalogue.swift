/// What the database itself says it holds.
struct LiveCatalogue: Sendable {
    struct Column: Sendable, Hashable {
        let table: String
        let name: String
        let type: String
        let required: Bool
    }

    /// Columns joined by `, `; a partial or broken index never equals a declared one.
    struct Index: Sendable, Hashable {
        let table: String
        let columns: String
        let unique: Bool
    }

    /// `shape` is comparable with `Schema.triggers`.
    struct Trigger: Sendable, Hashable {
        let table: String
        let name: String
        let shape: String
    }

    /// PostgreSQL's row-level security of a table; `shape` is comparable with `Schema.wallShape`.
    struct Wall: Sendable, Hashable {
        let table: String
        let shape: String
    }

    let tables: [String]
    let columns: [Column]
    let indexes: [Index]
    let triggers: [Trigger]
    let walls: [Wall]

    static func read(_ store: any Store) async throws -> LiveCatalogue {
        let engine = store.engine
        return try await store.read { tx in
            LiveCatalogue(
                tables: try tx.rows(tables(engine)).map { try $0.text("name") },
                columns: try tx.rows(columns(engine)).map {
                    Column(
                        table: try $0.text("table_name"), name: try $0.text("name"), type: try $0.text("type"),
                        required: try $0.flag("required"))
                },
                indexes: try tx.rows(indexes(engine)).map {
                    Index(
                        table: try $0.text("table_name"), columns: try $0.text("columns"),
                        unique: try $0.flag("is_unique"))
                },
                triggers: try tx.rows(triggers(engine)).map {
                    Trigger(table: try $0.text("table_name"), name: try $0.text("name"), shape: try $0.text("shape"))
                },
                walls: engine == .sqlite
                    ? []
                    : try tx.rows(walls).map {
                        Wall(table: try $0.text("table_name"), shape: try $0.text("shape"))
                    })
        }
    }

    static func tables(_ engine: Engine) -> SQL {
        switch engine {
        case .sqlite:
            """
            SELECT name FROM sqlite_master
            WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            """
        case .postgresql:
            """
            SELECT c.relname::text AS name FROM pg_catalog.pg_class c
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """
        }
    }

    static func columns(_ engine: Engine) -> SQL {
        switch engine {
        case .sqlite:
            """
            SELECT m.name AS table_name, p.name AS name, upper(p.type) AS type, p."notnull" AS required
            FROM sqlite_master m JOIN pragma_table_xinfo(m.name) p WHERE m.type = 'table'
            """
        case .postgresql:
            """
            SELECT c.relname::text AS table_name, a.attname::text AS name,
                upper(format_type(a.atttypid, a.atttypmod)) AS type,
                CASE WHEN a.attnotnull THEN 1 ELSE 0 END AS required
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                AND a.attnum > 0 AND NOT a.attisdropped
            """
        }
    }

    private static func indexes(_ engine: Engine) -> SQL {
        switch engine {
        case .sqlite:
            """
            SELECT m.name AS table_name, l."unique" AS is_unique,
                (SELECT group_concat(coalesce(i.name, '(expression)'), ', ')
                    FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) i)
                || CASE WHEN l.partial THEN ' (partial)' ELSE '' END AS columns
            FROM sqlite_master m JOIN pragma_index_list(m.name) l WHERE m.type = 'table'
            """
        case .postgresql:
            """
            SELECT c.relname::text AS table_name, i.indisunique AS is_unique,
                string_agg(coalesce(a.attname::text, '(expression)'), ', ' ORDER BY k.place)
                || CASE WHEN i.indpred IS NOT NULL OR NOT i.indisvalid THEN ' (partial)' ELSE '' END AS columns
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
            WHERE c.relnamespace = current_schema()::regnamespace
            GROUP BY i.indexrelid, c.relname, i.indisunique, i.indpred, i.indisvalid
            """
        }
    }

    /// Tables with row-level security or a policy: whether it is on, whether it holds for the owner too, each policy.
    private static let walls: SQL = """
        SELECT c.relname::text AS table_name,
            (CASE WHEN c.relrowsecurity THEN 't' ELSE 'f' END)
            || (CASE WHEN c.relforcerowsecurity THEN 't' ELSE 'f' END)
            || coalesce(' ' || (SELECT string_agg(
                p.polname::text || ' ' || p.polcmd::text || ' ' || (CASE WHEN p.polpermissive THEN 't' ELSE 'f' END)
                || ' ' || p.polroles::text || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '-')
                || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '-'), '; ' ORDER BY p.polname)
                FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid), '') AS shape
        FROM pg_catalog.pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
            AND (c.relrowsecurity OR c.relforcerowsecurity
                OR EXISTS (SELECT 1 FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid))
        """

    /// PostgreSQL: what fires it (`tgtype`), on which columns, and the function's own text.
    private static func triggers(_ engine: Engine) -> SQL {
        switch engine {
        case .sqlite:
            "SELECT tbl_name AS table_name, name, sql || ';' AS shape FROM sqlite_master WHERE type = 'trigger'"
        case .postgresql:
            """
            SELECT c.relname::text AS table_name, t.tgname::text AS name,
                t.tgtype::text || ' ' || coalesce((
                    SELECT string_agg(a.attname::text, ', ' ORDER BY k.place)
                    FROM unnest(t.tgattr::int2[]) WITH ORDINALITY AS k (number, place)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number), '')
                || ' ' || p.prosrc AS shape
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
            JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
                AND t.tgqual IS NULL
            """
        }
    }
}
