/// A difference between the live database and the declarations.
package struct SchemaDifference: Sendable, Hashable {
    package let sentence: String
}

/// Reads the live catalogue and compares it with what is declared: nothing is held that no treatment answers for.
enum SchemaCheck {
    /// - Parameter migrations: the program's steps; what others recorded as compatible added beside them is accepted
    ///   in exactly the shape that was recorded. Nil: nothing but `tables` is accepted.
    static func differences(
        _ tables: [TableDeclaration], migrations: [Migration]? = nil, in store: any Store
    ) async throws -> [SchemaDifference] {
        var tables = tables
        if let migrations {
            let additions = try await Migrations.additions(in: store, beyond: migrations)
            tables = RecordedStep.extended(tables, by: additions)
        }
        let live = try await LiveCatalogue.read(store)
        let liveTables = Set(live.tables).subtracting(["schema_steps"])
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
            sentences += differences(table, live: live.columns.filter { $0.table == table.name }, engine: store.engine)
            sentences += differences(table, live: live.indexes.filter { $0.table == table.name })
            sentences += differences(table, live: live.triggers.filter { $0.table == table.name }, engine: store.engine)
            if store.engine == .postgresql {
                sentences += differences(table, live: live.walls.first { $0.table == table.name })
            }
        }
        return sentences.map(SchemaDifference.init)
    }

    private static func differences(_ table: TableDeclaration, live: [LiveCatalogue.Column], engine: Engine) -> [String]
    {
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
                sentences.append(
                    "Column \(table.name).\(column.name) is \(found.type) in the database, declared \(type).")
            }
            if found.required != column.required {
                let words =
                    column.required
                    ? "may be empty in the database, declared required"
                    : "is required in the database, declared optional"
                sentences.append("Column \(table.name).\(column.name) \(words).")
            }
        }
        return sentences
    }

    private static func differences(_ table: TableDeclaration, live: [LiveCatalogue.Index]) -> [String] {
        let live = Set(live)
        let unique = Set(
            ([["id"]] + table.unique.map { Schema.uniqueColumns($0, of: table) }).map { $0.joined(separator: ", ") })
        let liveUnique = Set(live.filter(\.unique).map(\.columns))
        var sentences = unique.subtracting(liveUnique).sorted().map {
            "Uniqueness of \(table.name) (\($0)) is declared and missing from the database."
        }
        sentences += liveUnique.subtracting(unique).sorted().map {
            "Uniqueness of \(table.name) (\($0)) is in the database and in no declaration."
        }
        if let columns = Schema.indexed(table), !live.contains(where: { $0.columns == columns.joined(separator: ", ") })
        {
            sentences.append(
                "Index on \(table.name) (\(columns.joined(separator: ", "))) is declared and missing from the database."
            )
        }
        return sentences
    }

    /// Rows about patients stand behind the wall, exactly as it was built.
    private static func differences(_ table: TableDeclaration, live: LiveCatalogue.Wall?) -> [String] {
        let declared = table.kind == .care ? Schema.wallShape(of: table) : nil
        guard live?.shape != declared else { return [] }
        if declared == nil { return ["Row-level security of \(table.name) is in the database and in no declaration."] }
        return ["Row-level security of \(table.name) is not the declared one: rows of other structures could be seen."]
    }

    /// A trigger is there only if it still does what it was made for.
    private static func differences(
        _ table: TableDeclaration, live: [LiveCatalogue.Trigger], engine: Engine
    ) -> [String] {
        let declared = table.appendOnly ? Schema.triggers(of: table, engine: engine) : [:]
        var sentences: [String] = []
        for (name, shape) in declared.sorted(by: { $0.key < $1.key }) {
            guard let found = live.first(where: { $0.name == name }) else {
                sentences.append("Trigger \(name) is missing: rows could be altered.")
                continue
            }
            if found.shape != shape {
                sentences.append("Trigger \(name) is not the declared one: rows could be altered.")
            }
        }
        for found in live where declared[found.name] == nil {
            sentences.append("Trigger \(found.name) is in the database and in no declaration.")
        }
        return sentences
    }
}
