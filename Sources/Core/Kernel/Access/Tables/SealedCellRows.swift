/// Sealed cells as they lie in the store, for whoever asks only whether they open.
struct SealedCell: Sendable {
    let table: String
    let column: String
    let row: String
    let structure: String
    /// Nil where the structure's key seals it.
    let patient: PatientID?
    /// Nil where a value must stand and none does.
    let cell: [UInt8]?

    var place: Place { Place(table: table, column: column, row: row) }
}

enum SealedCellRows {
    /// Rows about a patient that are sealed before anybody has the patient's key: under the structure's.
    static let underStructure: Set<String> = ["person_sessions"]
    /// Lines of the access log are sealed under keys of their own, and the log's verification opens them.
    private static let elsewhere: Set<String> = ["audit_entries"]

    /// Tables that have sealed columns.
    static func tables(of all: [TableDeclaration]) -> [TableDeclaration] {
        all.filter { table in
            !elsewhere.contains(table.name) && table.columns.contains { $0.data.keeping == .sealed }
        }
    }

    static func count(_ table: TableDeclaration, _ tx: borrowing Reading) throws -> Int {
        Int(try tx.first(SQL(trusted: "SELECT count(*) AS many FROM \(table.name)"))?.integer("many") ?? 0)
    }

    /// The sealed cells of the next rows, in the order of their ids; how many rows, and the last one's id.
    static func next(
        _ table: TableDeclaration, after: String, limit: Int, _ tx: borrowing Reading
    ) throws -> (cells: [SealedCell], rows: Int, last: String?) {
        let sealed = table.columns.filter { $0.data.keeping == .sealed }
        let names = (table.fixedColumns.map(\.name) + sealed.map(\.name)).joined(separator: ", ")
        let rows = try tx.rows(
            SQL(
                trusted: "SELECT \(names) FROM \(table.name) WHERE id > $1 ORDER BY id LIMIT \(limit)",
                [.text(after)]))
        var cells: [SealedCell] = []
        for row in rows {
            let ofPatient = table.kind == .care && !underStructure.contains(table.name)
            let patient = ofPatient ? PatientID(try row.text("patient")) : nil
            for column in sealed {
                let cell = try row.optional(column.name, row.bytes)
                guard cell != nil || column.required else { continue }
                cells.append(
                    SealedCell(
                        table: table.name, column: column.name, row: try row.text("id"),
                        structure: try row.text("structure"), patient: patient, cell: cell))
            }
        }
        return (cells, rows.count, try rows.last?.text("id"))
    }
}
