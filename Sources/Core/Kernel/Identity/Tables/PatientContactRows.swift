// How contacts of patients and of their circle are written and read.

extension PatientContacts {
    static func insertion(
        _ contact: PatientContact, of patient: PatientID, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(PatientContacts.self, contact.id, of: patient)
        row.set("member", contact.member)
        row.set("kind", contact.kind.rawValue)
        try row.seal("value", contact.value, seal)
        row.set("preferred", contact.preferred)
        row.set("language", contact.language.rawValue)
        row.set("time_zone", contact.timeZone)
        row.set("verified_at", contact.verifiedAt)
        row.set("ended_on", contact.endedOn)
        return row.insertion
    }

    static func ending(_ id: String, of patient: PatientID, on day: Day) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(PatientContacts.self, id, of: patient)
        row.set("ended_on", day)
        return row.update
    }

    static func verified(_ id: String, of patient: PatientID, at now: Instant) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(PatientContacts.self, id, of: patient)
        row.set("verified_at", now)
        return row.update
    }

    static func rows(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM patient_contacts WHERE structure = \(structure) AND patient = \(patient.value)
            ORDER BY created_at, id
            """)
    }

    static func read(_ row: Row, _ open: CellOpening) throws -> PatientContact {
        let cells = IdentityCells(PatientContacts.self, row)
        return PatientContact(
            id: try row.text("id"), member: try row.optional("member", row.text),
            kind: try cells.word(try row.text("kind")), value: try cells.opened("value", open),
            preferred: try row.flag("preferred"), language: try cells.word(try row.text("language")),
            timeZone: try row.text("time_zone"), verifiedAt: try row.optional("verified_at", row.instant),
            endedOn: try row.optional("ended_on", row.day))
    }
}
