import Crypto

/// Applies the append-only steps that modules declare, once each, and refuses stores that are not ours to serve.
package enum Migrations {
    /// Steps still to do are applied in order, all in one transaction. Throws where the store holds a step that differs
    /// from the program's, or steps of a newer release that are not mere additions.
    static func apply(_ migrations: [Migration], to store: any Store) async throws {
        let engine = store.engine
        let (applied, remembers) = try await store.read { tx in
            (
                try Migrations.recorded(in: tx.connection, engine: engine) ?? [],
                try Migrations.remembersShapes(tx.connection, engine: engine)
            )
        }
        try check(applied, against: migrations)
        let known = Set(applied.map(\.id))
        guard !remembers || migrations.contains(where: { !known.contains($0.id) }) else { return }
        try await store.migrate { tx in
            // Read again under the lock: another program may have been first.
            let found = try Migrations.recorded(in: tx.connection, engine: engine)
            if found == nil { try tx.connection.script(ledger(engine)) }
            if found != nil, try !remembersShapes(tx.connection, engine: engine) {
                try tx.connection.script("ALTER TABLE schema_steps ADD COLUMN shape TEXT")
            }
            try check(found ?? [], against: migrations)
            let known = Set((found ?? []).map(\.id))
            var tables: [String: TableDeclaration] = [:]
            for migration in migrations {
                let statements = try statements(migration, over: &tables, engine: engine)
                let shape = try RecordedStep.text(of: migration)
                guard !known.contains(migration.id) else {
                    try tx.run(
                        "UPDATE schema_steps SET shape = \(shape) WHERE id = \(migration.id) AND shape IS NULL")
                    continue
                }
                for statement in statements { try tx.connection.script(statement) }
                try tx.run(
                    """
                    INSERT INTO schema_steps (id, digest, compatible, shape)
                    VALUES (\(migration.id), \(digest(migration)), \(migration.compatible), \(shape))
                    """)
            }
        }
    }

    /// SHA-256 over the declared values: the same on both engines, so that a step can never be changed afterwards.
    package static func digest(_ migration: Migration) -> String {
        let parts: [StepShape] = migration.steps.map { step in
            switch step {
            case .create(let table): StepShape(create: table, add: nil, table: nil)
            case .add(let column, let table): StepShape(create: nil, add: column, table: table)
            case .guards(let table): StepShape(create: nil, add: nil, table: table)
            }
        }
        let shapes = parts.map(\.shape).joined(separator: "\n")
        return Hex.encode(Array(SHA256.hash(data: Array(shapes.utf8))))
    }

    /// What a newer release added to the store by steps that this program does not have and that are recorded as
    /// compatible. Empty for a store that remembers no shapes.
    static func additions(in store: any Store, beyond migrations: [Migration]) async throws -> [RecordedStep] {
        let engine = store.engine
        let ours = Set(migrations.map(\.id))
        return try await store.read { tx in
            guard try remembersShapes(tx.connection, engine: engine) else { return [] }
            return try tx.rows("SELECT id, compatible, shape FROM schema_steps ORDER BY id").flatMap { row in
                guard try row.flag("compatible"), !ours.contains(try row.text("id")),
                    let shape = try row.optional("shape", row.text)
                else { return [RecordedStep]() }
                return RecordedStep.read(shape)
            }
        }
    }

    private static func remembersShapes(_ connection: any Connection, engine: Engine) throws -> Bool {
        try connection.rows(LiveCatalogue.columns(engine)).contains {
            try $0.text("table_name") == "schema_steps" && $0.text("name") == "shape"
        }
    }

    private struct Recorded: Sendable {
        let id: String
        let digest: String
        let compatible: Bool
    }

    /// Nil where the store has no ledger yet.
    private static func recorded(in connection: any Connection, engine: Engine) throws -> [Recorded]? {
        guard
            try connection.rows(LiveCatalogue.tables(engine)).contains(where: { try $0.text("name") == "schema_steps" })
        else { return nil }
        return try connection.rows("SELECT id, digest, compatible FROM schema_steps ORDER BY id").map {
            Recorded(id: try $0.text("id"), digest: try $0.text("digest"), compatible: try $0.flag("compatible"))
        }
    }

    private static func check(_ recorded: [Recorded], against migrations: [Migration]) throws {
        let ours = Dictionary(migrations.map { ($0.id, digest($0)) }, uniquingKeysWith: { first, _ in first })
        for step in recorded {
            guard let digest = ours[step.id] else {
                guard step.compatible else {
                    throw StorageError.unavailable(
                        "The store comes from a newer version of citana (step \(step.id)); use that version.")
                }
                continue
            }
            guard digest == step.digest else {
                throw StorageError.unavailable(
                    "The store was built with another step \(step.id) than this program's; it is refused.")
            }
        }
    }

    /// The statements of a step; `tables` holds what the steps before have made.
    private static func statements(
        _ migration: Migration, over tables: inout [String: TableDeclaration], engine: Engine
    ) throws -> [String] {
        var statements: [String] = []
        for step in migration.steps {
            switch step {
            case .create(let table):
                tables[table.name] = table
                statements += Schema.statements(for: table, engine: engine)
            case .add(let column, let name):
                guard let table = tables[name] else {
                    throw StorageError.unexpected("step \(migration.id) adds a column to \(name), which no step made")
                }
                let wider = table.adding(column)
                tables[name] = wider
                statements += Schema.addition(of: column, to: wider, engine: engine)
            case .guards(let name):
                guard let table = tables[name] else {
                    throw StorageError.unexpected("step \(migration.id) guards \(name), which no step made")
                }
                statements += Schema.guards(of: table, engine: engine)
            }
        }
        return statements
    }

    private static func ledger(_ engine: Engine) -> String {
        let strict = engine == .sqlite ? " STRICT" : ""
        let flag = Schema.type(.flag, engine: engine)
        return
            "CREATE TABLE schema_steps (id TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL, compatible \(flag) NOT NULL, shape TEXT)\(strict);"
    }
}

/// What a step does to the catalogue, without labels: wording may change, shape may not.
private struct StepShape {
    let create: TableDeclaration?
    let add: ColumnDeclaration?
    let table: String?

    var shape: String {
        func column(_ column: ColumnDeclaration) -> String {
            "\(column.name):\(column.kind.rawValue):\(column.required)"
        }
        if let create {
            let columns = create.allColumns.map(column).joined(separator: ",")
            let unique = create.unique.map { $0.joined(separator: "+") }.joined(separator: ",")
            return "create \(create.name) \(create.kind.rawValue) [\(columns)] [\(unique)] \(create.appendOnly)"
        }
        guard let add else { return "guards \(table ?? "")" }
        return "add \(table ?? "") \(column(add))"
    }
}
