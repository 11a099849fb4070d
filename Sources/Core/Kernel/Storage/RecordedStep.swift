import Foundation

/// What a step did to the schema, as the store remembers it, so that an older program can tell a newer release's
/// additions from what nobody declared. Names and shapes alone: an older program may not know the newer words.
struct RecordedStep: Sendable, Codable, Hashable {
    struct Column: Sendable, Codable, Hashable {
        let name: String
        let kind: String
        let required: Bool

        init(_ column: ColumnDeclaration) {
            name = column.name
            kind = column.kind.rawValue
            required = column.required
        }

        /// Nil where this program does not know the kind.
        var declaration: ColumnDeclaration? {
            ColumnKind(rawValue: kind).map {
                ColumnDeclaration(name: name, label: "", data: .technical, kind: $0, required: required)
            }
        }
    }

    struct Table: Sendable, Codable, Hashable {
        let name: String
        let kind: String
        let columns: [Column]
        let unique: [[String]]
        let appendOnly: Bool

        var declaration: TableDeclaration? {
            let known = columns.compactMap(\.declaration)
            guard let kind = TableKind(rawValue: kind), known.count == columns.count else { return nil }
            return TableDeclaration(
                name: name, title: "", kind: kind, treatment: nil, columns: known, retention: nil,
                appendOnly: appendOnly, unique: unique)
        }
    }

    let create: Table?
    let add: Column?
    /// The table that `add` widens, or whose triggers were made again.
    let table: String?

    init(_ step: Migration.Step) {
        switch step {
        case .create(let made):
            create = Table(
                name: made.name, kind: made.kind.rawValue, columns: made.columns.map(Column.init),
                unique: made.unique, appendOnly: made.appendOnly)
            add = nil
            table = nil
        case .add(let column, let name):
            create = nil
            add = Column(column)
            table = name
        case .guards(let name):
            create = nil
            add = nil
            table = name
        }
    }

    static func text(of migration: Migration) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(migration.steps.map(RecordedStep.init)), as: UTF8.self)
    }

    /// Empty where the text is nothing that this program can read: its tables are then strangers, and are named.
    static func read(_ text: String) -> [RecordedStep] {
        (try? JSONDecoder().decode([RecordedStep].self, from: Data(text.utf8))) ?? []
    }

    /// `tables` with what these steps added to them, and the tables that they made.
    static func extended(_ tables: [TableDeclaration], by steps: [RecordedStep]) -> [TableDeclaration] {
        var all = tables
        for made in steps.compactMap({ $0.create?.declaration }) where !all.contains(where: { $0.name == made.name }) {
            all.append(made)
        }
        for step in steps {
            guard let column = step.add?.declaration, let index = all.firstIndex(where: { $0.name == step.table }),
                !all[index].allColumns.contains(where: { $0.name == column.name })
            else { continue }
            all[index] = all[index].adding(column)
        }
        return all
    }
}

extension TableDeclaration {
    /// The same table with one more column, behind the others.
    func adding(_ column: ColumnDeclaration) -> TableDeclaration {
        TableDeclaration(
            name: name, title: title, kind: kind, treatment: treatment, columns: columns + [column],
            retention: retention, appendOnly: appendOnly, unique: unique)
    }
}
