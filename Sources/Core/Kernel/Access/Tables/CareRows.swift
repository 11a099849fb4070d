// The statements on rows about a patient. The kernel writes them from the declarations, with the structure and the
// patient of the grant: a module gives columns, a predicate, an order and a limit, and cannot leave the scope.

enum CareRows {
    /// The declared columns of a table's rows about one patient.
    static func read(
        _ table: TableDeclaration, of patient: PatientID, in structure: String, where predicate: Clause?,
        order: Clause?,
        limit: Int, _ tx: borrowing Reading
    ) throws -> [Row] {
        let predicate = predicate?.sql
        var values = predicate?.values ?? []
        let columns = table.allColumns.map(\.name).joined(separator: ", ")
        var text = "SELECT \(columns) FROM \(table.name) WHERE "
        if let predicate { text += "(\(predicate.text)) AND " }
        text += "structure = $\(values.count + 1) AND patient = $\(values.count + 2)"
        values += [.text(structure), .text(patient.value)]
        text += " ORDER BY \(order.map { "\($0.sql.text), " } ?? "")id LIMIT \(max(0, limit))"
        return try tx.rows(SQL(trusted: text, values))
    }

    /// Writes one change; the row must be the patient's, a sealed value must be written where it was sealed for.
    static func write<Use: Treatment>(
        _ change: CareChange<Use>, of patient: PatientID, in structure: String, at now: Instant,
        _ tx: borrowing Writing
    ) throws {
        for value in change.values {
            guard let declared = change.table.columns.first(where: { $0.name == value.column }) else {
                throw StorageError.unexpected("\(change.table.name) has no column \(value.column)")
            }
            let sealed = value.value == .null ? nil : value.place
            if declared.data.keeping == .sealed, value.value != .null {
                guard let place = sealed, place.table == change.table.name, place.column == value.column,
                    place.row == change.row, value.patient == patient
                else { throw VaultError.sealBroken(place: "\(change.table.name).\(value.column)") }
            }
        }
        switch change.kind {
        case .insert: try insert(change, of: patient, in: structure, at: now, tx)
        case .update: try update(change, of: patient, in: structure, tx)
        case .delete:
            let scope = [change.row, structure, patient.value].map(SQLValue.text)
            let statement = SQL(
                trusted: "DELETE FROM \(change.table.name) WHERE id = $1 AND structure = $2 AND patient = $3", scope)
            guard try tx.run(statement) == 1 else { throw StorageError.conflict("the row is not there any more") }
        }
    }

    private static func insert<Use: Treatment>(
        _ change: CareChange<Use>, of patient: PatientID, in structure: String, at now: Instant,
        _ tx: borrowing Writing
    ) throws {
        let term = change.table.retention.map { ($0.intermediate ?? $0.active).end(from: now.parisDay) }
        let fixed: [(String, SQLValue)] = [
            ("id", .text(change.row)), ("structure", .text(structure)), ("patient", .text(patient.value)),
            ("created_at", now.sqlValue), ("retain_until", term.sqlValue),
        ]
        let all = fixed + change.values.map { ($0.column, $0.value) }
        let places = (1...all.count).map { "$\($0)" }.joined(separator: ", ")
        let names = all.map(\.0).joined(separator: ", ")
        try tx.run(SQL(trusted: "INSERT INTO \(change.table.name) (\(names)) VALUES (\(places))", all.map(\.1)))
    }

    private static func update<Use: Treatment>(
        _ change: CareChange<Use>, of patient: PatientID, in structure: String, _ tx: borrowing Writing
    ) throws {
        let count = change.values.count
        guard count > 0 else { return }
        let set = change.values.enumerated().map { "\($1.column) = $\($0 + 1)" }.joined(separator: ", ")
        let scope = [change.row, structure, patient.value].map(SQLValue.text)
        let statement = SQL(
            trusted: """
                UPDATE \(change.table.name) SET \(set)
                WHERE id = $\(count + 1) AND structure = $\(count + 2) AND patient = $\(count + 3)
                """, change.values.map(\.value) + scope)
        guard try tx.run(statement) == 1 else { throw StorageError.conflict("the row is not there any more") }
    }
}
