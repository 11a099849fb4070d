// How care relations and care teams are written and read. The id of a relation starts with the membership, so that the
// primary key gives « my patients » without walking everybody's.

extension CareRelations {
    /// A fresh id for a relation of this membership.
    static func id(_ membership: String, at now: Instant) -> String { membership + "." + RowID.fresh(at: now) }

    static func insertion(
        _ relation: CareRelation, of patient: PatientID, _ seal: CellSealing
    ) throws -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(CareRelations.self, relation.id, of: patient)
        row.set("membership", relation.membership)
        try row.seal("role", relation.role, seal)
        row.set("basis", relation.basis.rawValue)
        row.set("informed_on", relation.informedOn)
        row.set("starts_on", relation.startsOn)
        row.set("ends_on", relation.endsOn)
        try row.seal("context", relation.context, seal)
        return row.insertion
    }

    static func ending(_ id: String, of patient: PatientID, on day: Day) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(CareRelations.self, id, of: patient)
        row.set("ends_on", day)
        return row.update
    }

    static func rows(_ patient: PatientID, in structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM care_relations WHERE structure = \(structure) AND patient = \(patient.value)
            ORDER BY starts_on, id
            """)
    }

    /// A place in somebody's list of patients, by which the next page is asked for.
    struct Mine: Sendable, Hashable {
        let relation: String
        let patient: PatientID
    }

    /// Patients whom a membership cares for on a day, in the order in which the relations were written.
    static func mine(
        _ membership: String, in structure: String, on day: Day, after: String? = nil, limit: Int,
        _ tx: borrowing Reading
    ) throws -> [Mine] {
        // `/` is the character behind `.`.
        let rows = try tx.rows(
            """
            SELECT r.id, r.patient FROM care_relations r JOIN patients p ON p.id = r.patient
            WHERE r.id > \(after ?? membership + ".") AND r.id < \(membership + "/") AND r.structure = \(structure)
                AND r.membership = \(membership) AND r.starts_on <= \(day)
                AND (r.ends_on IS NULL OR r.ends_on >= \(day)) AND p.merged_into IS NULL
            ORDER BY r.id LIMIT \(max(0, limit))
            """)
        return try rows.map { Mine(relation: try $0.text("id"), patient: PatientID(try $0.text("patient"))) }
    }

    static func read(_ row: Row, _ open: CellOpening) throws -> CareRelation {
        let cells = IdentityCells(CareRelations.self, row)
        return CareRelation(
            id: try row.text("id"), membership: try row.text("membership"), role: try cells.opened("role", open),
            basis: try cells.word(try row.text("basis")), informedOn: try row.optional("informed_on", row.day),
            startsOn: try row.day("starts_on"), endsOn: try row.optional("ends_on", row.day),
            context: try cells.openedIfAny("context", open))
    }
}

extension CareTeamBases {
    static func insert(_ team: CareTeam, structure: String, at now: Instant, _ tx: borrowing Writing) throws {
        try tx.run(
            """
            INSERT INTO care_team_bases (id, structure, created_at, team, basis, reference, attested_by, attested_on,
                ends_on)
            VALUES (\(team.id), \(structure), \(now), \(team.name), \(team.basis.rawValue), \(team.reference),
                \(team.attestedBy), \(team.attestedOn), \(team.endsOn))
            """)
    }

    /// False where the structure has no team of that id, or it has ended.
    @discardableResult
    static func end(_ id: String, structure: String, on day: Day, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE care_team_bases SET ends_on = \(day)
            WHERE id = \(id) AND structure = \(structure) AND (ends_on IS NULL OR ends_on > \(day))
            """) == 1
    }

    static func row(_ id: String, structure: String, _ tx: borrowing Writing) throws -> Row? {
        try tx.first("SELECT * FROM care_team_bases WHERE id = \(id) AND structure = \(structure)")
    }

    /// Every team of the structure, ended ones too.
    static func rows(_ structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM care_team_bases WHERE structure = \(structure) ORDER BY created_at, id")
    }

    static func read(_ row: Row) throws -> CareTeam {
        let cells = IdentityCells(CareTeamBases.self, row)
        return CareTeam(
            id: try row.text("id"), name: try row.text("team"), basis: try cells.word(try row.text("basis")),
            reference: try row.optional("reference", row.text), attestedBy: try row.text("attested_by"),
            attestedOn: try row.day("attested_on"), endsOn: try row.optional("ends_on", row.day))
    }
}

extension CareTeamMembers {
    private static func place(_ id: String) -> Place { Place(table: "care_team_members", column: "role", row: id) }

    static func insert(
        _ member: CareTeamPlace, structure: String, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let role = try key.seal(member.role, at: place(member.id))
        try tx.run(
            """
            INSERT INTO care_team_members (id, structure, created_at, team, membership, role, starts_on, ends_on)
            VALUES (\(member.id), \(structure), \(now), \(member.team), \(member.membership), \(role),
                \(member.startsOn), \(member.endsOn))
            """)
    }

    /// False where the structure has no place of that id, or it has ended.
    @discardableResult
    static func end(_ id: String, structure: String, on day: Day, _ tx: borrowing Writing) throws -> Bool {
        try tx.run(
            """
            UPDATE care_team_members SET ends_on = \(day)
            WHERE id = \(id) AND structure = \(structure) AND (ends_on IS NULL OR ends_on > \(day))
            """) == 1
    }

    /// Whether a membership is an active one of this structure.
    static func isColleague(_ membership: String, of structure: String, _ tx: borrowing Writing) throws -> Bool {
        try tx.first(
            """
            SELECT id FROM memberships WHERE id = \(membership) AND structure = \(structure) AND state = 'active'
            """) != nil
    }

    static func isMember(
        _ membership: String, of team: String, structure: String, on day: Day, _ tx: borrowing Writing
    ) throws -> Bool {
        try tx.first(
            """
            SELECT id FROM care_team_members WHERE structure = \(structure) AND team = \(team)
                AND membership = \(membership) AND (ends_on IS NULL OR ends_on >= \(day))
            """) != nil
    }

    static func rows(_ structure: String, team: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT * FROM care_team_members WHERE structure = \(structure) AND team = \(team)
            ORDER BY created_at, id
            """)
    }

    /// Grounds of the teams to which a membership belongs on a day.
    static func bases(
        of membership: String, in structure: String, on day: Day, _ tx: borrowing Reading
    ) throws -> [String] {
        try tx.rows(
            """
            SELECT b.basis FROM care_team_members m JOIN care_team_bases b ON b.id = m.team
            WHERE m.structure = \(structure) AND b.structure = \(structure) AND m.membership = \(membership)
                AND b.attested_on <= \(day) AND (b.ends_on IS NULL OR b.ends_on >= \(day))
                AND m.starts_on <= \(day) AND (m.ends_on IS NULL OR m.ends_on >= \(day))
            ORDER BY b.created_at, b.id
            """
        ).map { try $0.text("basis") }
    }

    static func read(_ row: Row, key: StructureKey) throws -> CareTeamPlace {
        CareTeamPlace(
            id: try row.text("id"), team: try row.text("team"), membership: try row.text("membership"),
            role: try key.open(try row.bytes("role"), at: place(try row.text("id"))),
            startsOn: try row.day("starts_on"), endsOn: try row.optional("ends_on", row.day))
    }
}

extension Memberships {
    /// The name of whoever holds a membership; nil where it is of another structure or gone.
    static func holder(
        _ membership: String, in structure: String, key: StructureKey, _ tx: borrowing Reading
    ) throws -> String? {
        let row = try tx.first(
            """
            SELECT a.id, a.structure, a.family_name, a.given_name FROM memberships m JOIN accounts a ON a.id = m.account
            WHERE m.id = \(membership) AND m.structure = \(structure)
            """)
        // Somebody of another structure has their name sealed under that one's key.
        guard let row, try row.text("structure") == structure else { return nil }
        let cells = IdentityCells(Accounts.self, row)
        func open(_ cell: [UInt8], _ place: Place) throws -> String { try key.open(cell, at: place) }
        let given = try cells.openedIfAny("given_name", open) ?? ""
        let family = try cells.opened("family_name", open)
        return given.isEmpty ? family : "\(given) \(family)"
    }
}
