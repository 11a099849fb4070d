// What the term of a patient's file is computed from, and where it is written.

enum FileTermRows {
    static func header(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first(
            """
            SELECT id, birth_date, death_date, last_care_on, retention_suspended, created_at, retain_until, merged_into
            FROM patients WHERE id = \(patient.value) AND structure = \(structure)
            """)
    }

    static func relations(
        of patient: PatientID, in structure: String, on today: Day, _ tx: borrowing Reading
    ) throws -> (last: Day?, running: Bool) {
        let rows = try tx.rows(
            """
            SELECT ends_on FROM care_relations WHERE structure = \(structure) AND patient = \(patient.value)
            """)
        let ends = try rows.map { try $0.optional("ends_on", $0.day) }
        let running = ends.contains { $0.map { today <= $0 } ?? true }
        return (ends.compactMap(\.self).filter { $0 < today }.max(), running)
    }

    /// The latest term of the patient's rows in these tables.
    static func latest(
        _ tables: [String], of patient: PatientID, in structure: String, _ tx: borrowing Reading
    ) throws -> Day? {
        try tables.compactMap { table -> Day? in
            let sql = SQL(
                trusted: "SELECT max(retain_until) AS latest FROM \(table) WHERE structure = $1 AND patient = $2",
                [.text(structure), .text(patient.value)])
            guard let row = try tx.first(sql) else { return nil }
            return try row.optional("latest", row.day)
        }.max()
    }

    static func set(_ end: Day?, of patient: PatientID, in structure: String, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            UPDATE patients SET retain_until = \(end) WHERE id = \(patient.value) AND structure = \(structure)
            """)
    }

    /// Patients whose file may have reached its term: the day on the header has passed, or was never computed.
    static func candidates(
        in structure: String, before today: Day, after: String, limit: Int, _ tx: borrowing Reading
    ) throws -> [PatientID] {
        try tx.rows(
            """
            SELECT id FROM patients
            WHERE structure = \(structure) AND id > \(after) AND retention_suspended = 0
                AND (retain_until IS NULL OR retain_until < \(today))
            ORDER BY id LIMIT \(limit)
            """
        ).map { PatientID(try $0.text("id")) }
    }

    /// Records that are one person's with this one: the one it yields to, and those that yield to it.
    static func sameFile(
        as patient: PatientID, in structure: String, _ tx: borrowing Reading
    ) throws -> [PatientID] {
        let into = try header(patient, in: structure, tx).flatMap { try $0.optional("merged_into", $0.text) }
        let told = try tx.rows(
            """
            SELECT DISTINCT e.other_patient AS other FROM identity_events e JOIN patients p ON p.id = e.other_patient
            WHERE e.structure = \(structure) AND e.patient = \(patient.value) AND p.merged_into = \(patient.value)
            ORDER BY other
            """)
        return try ([into].compactMap(\.self) + told.map { try $0.text("other") }).map { PatientID($0) }
    }
}
