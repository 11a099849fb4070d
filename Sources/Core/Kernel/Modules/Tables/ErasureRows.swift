/// The marks of an erasure, and the rows that it removes.
enum ErasureRows {
    static func begin(_ entry: ErasureLedger.Entry, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO erasures (id, structure, rule, entry, marked_at)
            VALUES (\(entry.patient.value), \(entry.structure), \(entry.rule), \(entry.line), \(now))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// False where it was done before.
    static func done(_ entry: ErasureLedger.Entry, at now: Instant, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            INSERT INTO erasures (id, structure, rule, entry, marked_at)
            VALUES (\("\(entry.patient.value)/done"), \(entry.structure), \(entry.rule), \(entry.line), \(now))
            ON CONFLICT (id) DO NOTHING
            """) == 1
    }

    /// Ids of what was removed, in order.
    static func remove(
        _ patient: PatientID, in structure: String, from table: TableDeclaration, _ tx: borrowing Writing
    ) throws -> [String] {
        let scope = [structure, patient.value].map(SQLValue.text)
        let ids = try tx.rows(
            SQL(trusted: "SELECT id FROM \(table.name) WHERE structure = $1 AND patient = $2 ORDER BY id", scope)
        ).map { try $0.text("id") }
        guard !ids.isEmpty else { return [] }
        try tx.run(SQL(trusted: "DELETE FROM \(table.name) WHERE structure = $1 AND patient = $2", scope))
        return ids
    }
}
