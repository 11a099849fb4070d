// How identities are written and read: the header, the numbers, what was checked, what changed.

extension Patients {
    /// The header's row bears the number of the patient.
    static func insertion(
        _ identity: PatientIdentity, of patient: PatientID, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(Patients.self, patient.value, of: patient)
        try fill(&row, with: identity, seal)
        row.set("retention_suspended", false)
        return row.insertion
    }

    /// Traits, names, status, mode and local number, whichever of them changed.
    static func update(
        _ identity: PatientIdentity, of patient: PatientID, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(Patients.self, patient.value, of: patient)
        try fill(&row, with: identity, seal)
        return row.update
    }

    static func died(
        on day: Day?, _ patient: PatientID, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(Patients.self, patient.value, of: patient)
        try row.seal("death_date", day?.description, seal)
        return row.update
    }

    static func visited(on day: Day, _ patient: PatientID) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(Patients.self, patient.value, of: patient)
        row.set("last_care_on", day)
        return row.update
    }

    static func suspend(_ suspended: Bool, _ patient: PatientID) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(Patients.self, patient.value, of: patient)
        row.set("retention_suspended", suspended)
        return row.update
    }

    /// Nil takes the pointer away, which undoes a merge.
    static func merge(_ patient: PatientID, into target: PatientID?) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(Patients.self, patient.value, of: patient)
        row.set("merged_into", target?.value)
        return row.update
    }

    private static func fill(
        _ row: inout IdentityRow<Patients>, with identity: PatientIdentity, _ seal: CellSealing
    ) throws {
        let traits = identity.traits
        try row.seal("birth_name", traits.birthName, seal)
        try row.seal("first_birth_given_name", traits.firstBirthGivenName, seal)
        try row.seal("birth_given_names", traits.birthGivenNames, seal)
        try row.seal("birth_date", traits.birthDate.day.description, seal)
        row.set("birth_date_uncertain", traits.birthDate.isUncertain)
        try row.seal("sex", traits.sex.rawValue, seal)
        try row.seal("birth_place", traits.birthPlace?.code, seal)
        try row.seal("used_name", identity.used.name, seal)
        try row.seal("used_given_name", identity.used.givenName, seal)
        try row.seal("local_number", identity.localNumber, seal)
        row.set("identity_status", identity.state.status.rawValue)
        row.set("identity_attributes", identity.state.attributeCodes)
        row.set("collection_mode", identity.mode.rawValue)
    }

    static func row(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first("SELECT * FROM patients WHERE id = \(patient.value) AND structure = \(structure)")
    }

    /// The structure that keeps a record; nil where there is none of that number.
    static func structure(of patient: PatientID, _ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT structure FROM patients WHERE id = \(patient.value)")?.text("structure")
    }

    /// Records merged into this one, and not parted since.
    static func absorbed(by patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> [PatientID] {
        // The pointer has no index: what was merged is told by the survivor's own history, which has one.
        let told = try tx.rows(
            """
            SELECT DISTINCT other_patient FROM identity_events
            WHERE structure = \(structure) AND patient = \(patient.value) AND other_patient IS NOT NULL
            ORDER BY other_patient
            """)
        return try told.compactMap { event in
            let other = try event.text("other_patient")
            let row = try tx.first(
                """
                SELECT id FROM patients
                WHERE id = \(other) AND structure = \(structure) AND merged_into = \(patient.value)
                """)
            return row == nil ? nil : PatientID(other)
        }
    }

    /// - Parameters:
    ///   - number: the row of the number in force.
    static func read(_ row: Row, number: Row?, _ open: CellOpening) throws -> PatientRecord {
        let cells = IdentityCells(Patients.self, row)
        let born = try cells.day(try cells.opened("birth_date", open))
        let place = try cells.openedIfAny("birth_place", open)
        let traits = try StrictTraits(
            birthName: try cells.opened("birth_name", open),
            firstBirthGivenName: try cells.opened("first_birth_given_name", open),
            birthGivenNames: try cells.openedIfAny("birth_given_names", open),
            birthDate: BirthDate(born, isUncertain: try row.flag("birth_date_uncertain")),
            sex: try cells.word(try cells.opened("sex", open)), birthPlace: place.flatMap { BirthPlace($0) })
        let used = try UsedNames(
            name: try cells.openedIfAny("used_name", open), givenName: try cells.openedIfAny("used_given_name", open))
        let status: IdentityStatus = try cells.word(try row.text("identity_status"))
        guard let attributes = IdentityState.attributes(fromCodes: try row.text("identity_attributes")),
            let state = IdentityState(status, attributes)
        else { throw StorageError.unexpected("patients holds attributes that exclude one another") }
        let identity = PatientIdentity(
            traits: traits, used: used, ins: try number.map { try PatientNumbers.read($0, open).ins }, state: state,
            mode: try cells.word(try row.text("collection_mode")),
            localNumber: try cells.openedIfAny("local_number", open))
        return PatientRecord(
            id: PatientID(try row.text("patient")), identity: identity,
            deathDate: try cells.openedIfAny("death_date", open).map { try cells.day($0) },
            lastCareOn: try row.optional("last_care_on", row.day),
            retentionSuspended: try row.flag("retention_suspended"),
            mergedInto: try row.optional("merged_into", row.text).map { PatientID($0) },
            enrolledAt: try row.instant("created_at"))
    }
}

extension PatientNumbers {
    static func insertion(
        _ ins: INS, id: String, of patient: PatientID, source: CollectionMode, on day: Day, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(PatientNumbers.self, id, of: patient)
        try row.seal("matricule", ins.matricule.value, seal)
        row.set("oid", ins.oid)
        row.set("type", ins.type)
        row.set("key_valid", ins.matricule.keyHolds)
        row.set("source", source.rawValue)
        row.set("retrieved_on", day)
        return row.insertion
    }

    static func ending(_ id: String, of patient: PatientID, on day: Day) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(PatientNumbers.self, id, of: patient)
        row.set("ended_on", day)
        return row.update
    }

    /// All of them, the one in force last.
    static func rows(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM patient_numbers WHERE structure = \(structure) AND patient = \(patient.value)
            ORDER BY CASE WHEN ended_on IS NULL THEN 1 ELSE 0 END, created_at, id
            """)
    }

    /// The number in force, as `rows` gave them.
    static func current(_ rows: [Row]) throws -> Row? {
        try rows.last.flatMap { try $0.value("ended_on") == .null ? $0 : nil }
    }

    static func read(_ row: Row, _ open: CellOpening) throws -> PatientNumber {
        let cells = IdentityCells(PatientNumbers.self, row)
        let ins = try INS(
            matricule: try cells.opened("matricule", open), oid: try row.text("oid"), type: try row.text("type"))
        return PatientNumber(
            id: try row.text("id"), ins: ins, source: try cells.word(try row.text("source")),
            retrievedOn: try row.day("retrieved_on"), endedOn: try row.optional("ended_on", row.day))
    }
}

extension IdentityChecks {
    static func insertion(
        _ check: DocumentCheck, id: String, of patient: PatientID
    ) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(IdentityChecks.self, id, of: patient)
        let parent = check.parentEvidence.map { "+" + $0.rawValue } ?? ""
        row.set("evidence", check.evidence.rawValue + parent)
        row.set("checked_by", check.checkedBy)
        row.set("checked_on", check.checkedOn)
        row.set("outcome", check.agrees ? "concorde" : "diverge")
        return row.insertion
    }

    static func rows(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM identity_checks WHERE structure = \(structure) AND patient = \(patient.value)
            ORDER BY created_at, id
            """)
    }

    static func read(_ row: Row) throws -> DocumentCheck {
        let cells = IdentityCells(IdentityChecks.self, row)
        let evidence = try row.text("evidence").split(separator: "+").map(String.init)
        guard let first = evidence.first else { throw StorageError.unexpected("a check without evidence") }
        return DocumentCheck(
            evidence: try cells.word(first),
            parentEvidence: try evidence.dropFirst().first.map { try cells.word($0) },
            checkedBy: try row.text("checked_by"), checkedOn: try row.day("checked_on"),
            agrees: try row.text("outcome") == "concorde")
    }
}

extension IdentityEvents {
    /// - Parameters:
    ///   - previous: the traits before, where they changed.
    static func insertion(
        _ kind: IdentityEventKind, id: String, of patient: PatientID, previous: PatientIdentity? = nil,
        other: PatientID? = nil, by account: String, at now: Instant, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(IdentityEvents.self, id, of: patient)
        row.set("kind", kind.rawValue)
        try row.seal("previous", previous.map(FormerIdentity.text), seal)
        row.set("other_patient", other?.value)
        row.set("decided_by", account)
        row.set("decided_at", now)
        return row.insertion
    }

    static func rows(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM identity_events WHERE structure = \(structure) AND patient = \(patient.value)
            ORDER BY decided_at, id
            """)
    }

    static func read(_ row: Row, _ open: CellOpening) throws -> IdentityEvent {
        let cells = IdentityCells(IdentityEvents.self, row)
        return IdentityEvent(
            id: try row.text("id"), kind: try cells.word(try row.text("kind")),
            previous: try cells.openedIfAny("previous", open),
            otherPatient: try row.optional("other_patient", row.text).map { PatientID($0) },
            decidedBy: try row.text("decided_by"), decidedAt: try row.instant("decided_at"))
    }
}
