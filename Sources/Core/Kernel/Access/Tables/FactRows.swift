// What a decision rests on, read in one transaction. Clear columns as they are; the scopes of consents and oppositions
// come sealed, and the judge opens them with the patient's key before it decides.

struct FactRows: Sendable {
    /// False where there is no such patient: the same is asked of the store all the same, under the caller's structure,
    /// so that the time of an answer does not tell an absence from a refusal.
    let exists: Bool
    /// The structure that keeps the record.
    let structure: String
    let birthDate: [UInt8]?
    let moduleOn: Bool
    let relations: [Row]
    let teams: [Row]
    let consents: [Row]
    let oppositions: [Row]
    let information: [Row]
    let mandates: [Row]
    /// Addressed to the caller by name.
    let exchanges: [Row]
    /// Only of an insurer's.
    let exceptions: [Row]
    /// Only of the publisher's people.
    let support: [Row]
    /// What the structure chose about access to its records.
    let choices: [Row]
    /// The last emergency that this caller declared on this patient.
    let emergency: Row?
    let sheetVersion: Int?

    static func gather(
        _ patient: PatientID, for caller: Facts.Caller, module: ModuleName, at now: Instant, _ tx: borrowing Reading
    ) throws -> FactRows {
        let person = try tx.first("SELECT structure, birth_date FROM patients WHERE id = \(patient.value)")
        let structure = try person?.text("structure") ?? caller.structure
        return FactRows(
            exists: person != nil, structure: structure,
            birthDate: caller.kind == .representative ? try person?.bytes("birth_date") : nil,
            moduleOn: try module == .kernel || isOn(module, in: structure, on: now.parisDay, tx),
            relations: try relations(patient, structure, caller, tx), teams: try teams(structure, caller, tx),
            consents: try tx.rows(
                "SELECT * FROM care_consents WHERE structure = \(structure) AND patient = \(patient.value)"),
            oppositions: try tx.rows(
                "SELECT * FROM oppositions WHERE structure = \(structure) AND patient = \(patient.value)"),
            information: try tx.rows(
                "SELECT * FROM information_given WHERE structure = \(structure) AND patient = \(patient.value)"),
            mandates: try caller.kind.isPerson ? mandates(patient, structure, caller, on: now.parisDay, tx) : [],
            exchanges: try caller.kind.isProfessional ? exchanges(patient, structure, caller, tx) : [],
            exceptions: try caller.kind == .insurer ? exceptions(patient, structure, caller, tx) : [],
            support: try caller.kind == .vendorSupport ? support(structure, caller, tx) : [],
            choices: try choices(structure, tx),
            emergency: try tx.first(
                """
                SELECT mode, created_at FROM access_reasons
                WHERE structure = \(structure) AND patient = \(patient.value) AND opened_by = \(caller.id)
                    AND NOT EXISTS (SELECT 1 FROM access_endings e WHERE e.emergency = access_reasons.id)
                ORDER BY created_at DESC, id DESC LIMIT 1
                """),
            sheetVersion: try sheetVersion(structure, at: now, tx))
    }

    /// Id of the structure that keeps the record; nil where there is no such patient.
    static func keeper(of patient: PatientID, _ tx: borrowing Reading) throws -> String? {
        try tx.first("SELECT structure FROM patients WHERE id = \(patient.value)")?.text("structure")
    }

    /// Oldest first: of a subject, the last one counts.
    static func choices(_ structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT subject, value FROM access_choices WHERE structure = \(structure) ORDER BY subject, decided_at
            """)
    }

    static func sheetVersion(_ structure: String, at now: Instant, _ tx: borrowing Reading) throws -> Int? {
        try tx.first(
            """
            SELECT version FROM sheet_versions
            WHERE structure = \(structure) AND role = 'controller' AND effective_at <= \(now)
            ORDER BY version DESC LIMIT 1
            """
        ).map { Int(try $0.integer("version")) }
    }

    private static func relations(
        _ patient: PatientID, _ structure: String, _ caller: Facts.Caller, _ tx: borrowing Reading
    ) throws -> [Row] {
        guard let membership = caller.membership else { return [] }
        return try tx.rows(
            """
            SELECT id, basis, informed_on, starts_on, ends_on FROM care_relations
            WHERE structure = \(structure) AND patient = \(patient.value) AND membership = \(membership)
            ORDER BY starts_on, id
            """)
    }

    private static func teams(
        _ structure: String, _ caller: Facts.Caller, _ tx: borrowing Reading
    ) throws -> [Row] {
        guard let membership = caller.membership else { return [] }
        return try tx.rows(
            """
            SELECT b.id AS id, b.basis AS basis, b.attested_on AS attested_on, b.ends_on AS ends_on,
                m.starts_on AS member_from, m.ends_on AS member_until
            FROM care_team_members m JOIN care_team_bases b ON b.id = m.team
            WHERE m.structure = \(structure) AND b.structure = \(structure) AND m.membership = \(membership)
            ORDER BY b.id
            """)
    }

    /// Titles of somebody who left the patient's circle count no more.
    private static func mandates(
        _ patient: PatientID, _ structure: String, _ caller: Facts.Caller, on today: Day, _ tx: borrowing Reading
    ) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM mandates
            WHERE structure = \(structure) AND patient = \(patient.value) AND member = \(caller.id)
                AND NOT EXISTS (SELECT 1 FROM circle_members c WHERE c.id = \(caller.id) AND c.ends_on < \(today))
            ORDER BY starts_on, id
            """)
    }

    private static func exchanges(
        _ patient: PatientID, _ structure: String, _ caller: Facts.Caller, _ tx: borrowing Reading
    ) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM targeted_exchanges
            WHERE structure = \(structure) AND patient = \(patient.value) AND recipient = \(caller.id)
            ORDER BY sent_at, id
            """)
    }

    private static func exceptions(
        _ patient: PatientID, _ structure: String, _ caller: Facts.Caller, _ tx: borrowing Reading
    ) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM statutory_exceptions
            WHERE structure = \(structure) AND patient = \(patient.value) AND holder = \(caller.id)
            ORDER BY starts_at, id
            """)
    }

    private static func support(
        _ structure: String, _ caller: Facts.Caller, _ tx: borrowing Reading
    ) throws -> [Row] {
        try tx.rows(
            """
            SELECT id, structure, approved_by, ends_at, scope FROM support_accesses
            WHERE structure = \(structure) AND operator = \(caller.id) ORDER BY created_at, id
            """)
    }

    /// Whether somebody may come in with this account.
    static func isOpen(account: String, _ tx: borrowing Reading) throws -> Bool {
        try tx.first("SELECT id FROM accounts WHERE id = \(account) AND state = 'active'") != nil
    }

    /// The same question as `Contracts.isEnabled`, asked inside the decision's own snapshot.
    private static func isOn(
        _ module: ModuleName, in structure: String, on today: Day, _ tx: borrowing Reading
    ) throws -> Bool {
        let contract = try tx.first(
            "SELECT ends_on FROM contracts WHERE structure = \(structure) ORDER BY signed_on DESC, id DESC LIMIT 1")
        guard let contract else { return false }
        if let end = try contract.optional("ends_on", contract.day), today > end { return false }
        let event = try tx.first(
            """
            SELECT kind FROM contract_events
            WHERE structure = \(structure) AND module = \(module.value) AND kind <> 'confirmed'
                AND from_day <= \(today)
            ORDER BY from_day DESC, created_at DESC, id DESC LIMIT 1
            """)
        return try event?.text("kind") == "enabled"
    }
}

/// A declared emergency: its reason, sealed under the patient's key, and the review that it calls for (rule 43).
struct EmergencyRows: Sendable {
    let id: String
    let review: String
    let structure: String
    let patient: PatientID
    let line: String
    let openedBy: String
    let mode: AccessMode
    let reason: [UInt8]
    let at: Instant

    /// Days within which somebody reads the access again.
    static let reviewDays = 7

    static func insert(_ emergency: EmergencyRows, _ tx: borrowing Writing) throws {
        let keep = AccessReasons.retention.active.end(from: emergency.at.parisDay)
        try tx.run(
            """
            INSERT INTO access_reasons (id, structure, patient, created_at, retain_until, entry, mode, reason,
                opened_by)
            VALUES (\(emergency.id), \(emergency.structure), \(emergency.patient.value), \(emergency.at), \(keep),
                \(emergency.line), \(emergency.mode.rawValue), \(emergency.reason), \(emergency.openedBy))
            """)
        try tx.run(
            """
            INSERT INTO access_reviews (id, structure, patient, created_at, retain_until, entry, due_on)
            VALUES (\(emergency.review), \(emergency.structure), \(emergency.patient.value), \(emergency.at), \(keep),
                \(emergency.line), \(emergency.at.parisDay.adding(days: EmergencyRows.reviewDays)))
            """)
    }
}
