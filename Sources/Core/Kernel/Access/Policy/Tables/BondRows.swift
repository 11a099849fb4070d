// What is recorded between one patient and one caller, read in one transaction with the rest of the request.

extension RecordedBonds {
    /// - Parameters:
    ///   - membership: the professional's situation d'exercice; nil for persons and programs.
    ///   - member: the circle member who acts under a mandate; nil for others.
    static func read(
        _ record: RecordScope, membership: String?, member: String?, on today: Day, _ tx: borrowing Reading
    ) throws -> RecordedBonds {
        var bonds = RecordedBonds()
        if let membership {
            bonds.relations = try tx.rows(
                """
                SELECT id, basis, informed_on, starts_on, ends_on FROM care_relations
                WHERE structure = \(record.structure) AND patient = \(record.patient.value)
                    AND membership = \(membership) ORDER BY starts_on, id
                """)
            // A team counts for this patient only together with a relation: without one there is nothing to read.
            if !bonds.relations.isEmpty {
                bonds.teams = try tx.rows(
                    """
                    SELECT b.id, b.basis, b.attested_on, b.ends_on FROM care_team_members m
                    JOIN care_team_bases b ON b.id = m.team AND b.structure = m.structure
                    WHERE m.structure = \(record.structure) AND m.membership = \(membership)
                        AND m.starts_on <= \(today) AND (m.ends_on IS NULL OR m.ends_on >= \(today)) ORDER BY b.id
                    """)
            }
        }
        if let member {
            bonds.mandates = try tx.rows(
                """
                SELECT id, title, scope, checked_on, starts_on, ends_on, revoked_on FROM mandates
                WHERE structure = \(record.structure) AND patient = \(record.patient.value) AND member = \(member)
                ORDER BY starts_on, id
                """)
        }
        bonds.consents = try CareConsents.rows(of: record, tx)
        bonds.oppositions = try Oppositions.rows(of: record, tx)
        bonds.information = try InformationGiven.rows(of: record, tx)
        return bonds
    }
}
