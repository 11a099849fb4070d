/// Turns the rows of a decision into facts, opening with the patient's key the scopes of what the patient decided and,
/// for a representative, the birth date.
struct FactReader {
    let rows: FactRows
    let key: PatientKey

    /// `asked`, completed with what is recorded. Throws where a cell does not open or a row is not as we write them.
    func facts(completing asked: Facts) throws -> Facts {
        var facts = try RecordedBonds(rows).facts(completing: asked) { cell, table, column, row in
            try key.open(cell, at: Place(table: table, column: column, row: row))
        }
        facts.resource.majorityOn = try majority()
        return facts
    }

    /// The patient's eighteenth birthday; read for representatives alone.
    private func majority() throws -> Day? {
        guard let cell = rows.birthDate else { return nil }
        let place = Place(table: "patients", column: "birth_date", row: key.patient.value)
        return Day(String(decoding: try key.open(cell, at: place), as: UTF8.self))?.adding(years: 18)
    }
}

extension RecordedBonds {
    init(_ rows: FactRows) {
        self.init(
            relations: rows.relations, teams: rows.teams, consents: rows.consents, oppositions: rows.oppositions,
            information: rows.information, mandates: rows.mandates, exchanges: rows.exchanges,
            exceptions: rows.exceptions, support: rows.support)
    }
}
