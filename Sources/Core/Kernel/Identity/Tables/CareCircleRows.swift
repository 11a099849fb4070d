// How the circle of a patient and the titles of its members are written and read.

extension CircleMembers {
    static func insertion(
        _ member: CircleMember, of patient: PatientID, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(CircleMembers.self, member.id, of: patient)
        try row.seal("family_name", member.familyName, seal)
        try row.seal("given_name", member.givenName, seal)
        try row.seal("birth_date", member.birthDate?.description, seal)
        try row.seal("relationship", member.relationship, seal)
        row.set("starts_on", member.startsOn)
        row.set("ends_on", member.endsOn)
        return row.insertion
    }

    static func ending(_ id: String, of patient: PatientID, on day: Day) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(CircleMembers.self, id, of: patient)
        row.set("ends_on", day)
        return row.update
    }

    static func rows(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM circle_members WHERE structure = \(structure) AND patient = \(patient.value)
            ORDER BY created_at, id
            """)
    }

    static func read(_ row: Row, _ open: CellOpening) throws -> CircleMember {
        let cells = IdentityCells(CircleMembers.self, row)
        return CircleMember(
            id: try row.text("id"), familyName: try cells.opened("family_name", open),
            givenName: try cells.opened("given_name", open),
            birthDate: try cells.openedIfAny("birth_date", open).map { try cells.day($0) },
            relationship: try cells.opened("relationship", open), startsOn: try row.day("starts_on"),
            endsOn: try row.optional("ends_on", row.day))
    }
}

extension Mandates {
    static func insertion(
        _ mandate: HeldMandate, of patient: PatientID, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(Mandates.self, mandate.id, of: patient)
        row.set("member", mandate.member)
        try row.seal("title", mandate.title.rawValue, seal)
        try row.seal("scope", String(sealedForm: try mandate.reach.sealedForm()), seal)
        try row.seal("evidence", mandate.evidence, seal)
        row.set("checked_on", mandate.checkedOn)
        row.set("checked_by", mandate.checkedBy)
        row.set("starts_on", mandate.startsOn)
        row.set("ends_on", mandate.endsOn)
        row.set("revoked_on", mandate.revokedOn)
        return row.insertion
    }

    static func revocation(_ id: String, of patient: PatientID, on day: Day) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(Mandates.self, id, of: patient)
        row.set("revoked_on", day)
        return row.update
    }

    static func rows(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM mandates WHERE structure = \(structure) AND patient = \(patient.value)
            ORDER BY created_at, id
            """)
    }

    static func read(_ row: Row, _ open: CellOpening) throws -> HeldMandate {
        let cells = IdentityCells(Mandates.self, row)
        let reach = try MandateReach(sealedForm: Array(try cells.opened("scope", open).utf8))
        return HeldMandate(
            id: try row.text("id"), member: try row.text("member"),
            title: try cells.word(try cells.opened("title", open)),
            reach: reach, evidence: try cells.openedIfAny("evidence", open),
            checkedOn: try row.optional("checked_on", row.day), checkedBy: try row.optional("checked_by", row.text),
            startsOn: try row.day("starts_on"), endsOn: try row.optional("ends_on", row.day),
            revokedOn: try row.optional("revoked_on", row.day))
    }
}
