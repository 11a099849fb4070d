import Foundation

/// Turns rows into facts.
struct FactReader {
    let rows: FactRows
    let key: PatientKey
    let today: Day

    /// The relation in force, else the last one recorded.
    func relation() throws -> Facts.Relation? {
        let all = try rows.relations.map { row in
            Facts.Relation(
                id: try row.text("id"), startsOn: try row.day("starts_on"),
                endsOn: try row.optional("ends_on", row.day))
        }
        let current = all.first { $0.startsOn <= today && $0.endsOn.map { today <= $0 } ?? true }
        return current ?? all.last
    }

    /// A relation names the ground on which its professional belongs to the team; the structure attests the team.
    func teams() throws -> [Facts.Team] {
        try rows.relations.flatMap { relation -> [Facts.Team] in
            guard let basis = TeamBasis(rawValue: try relation.text("basis")), basis != .none else { return [] }
            let informedOn = try relation.optional("informed_on", relation.day)
            return try rows.teams.compactMap { team in
                guard try team.text("basis") == basis.rawValue else { return nil }
                let leftOn = try team.optional("member_until", team.day)
                guard try team.day("member_from") <= today, leftOn.map({ today <= $0 }) ?? true else { return nil }
                return Facts.Team(
                    id: try team.text("id"), basis: basis, attestedOn: try team.day("attested_on"),
                    endsOn: try team.optional("ends_on", team.day), informedOn: informedOn,
                    informedOfBothCategories: informedOn != nil && basis == .formalised,
                    namedByPatient: basis == .namedByPatient)
            }
        }
    }

    /// Given, and not withdrawn since.
    func consents() throws -> [Facts.Consent] {
        let withdrawn = Set(try rows.consents.compactMap { try $0.optional("withdraws", $0.text) })
        return try rows.consents.compactMap { row in
            let id = try row.text("id")
            guard try row.text("kind") == "consent", !withdrawn.contains(id) else { return nil }
            return Facts.Consent(
                id: id, scope: try scope(row, of: "care_consents"),
                givenOn: try row.instant("given_at").parisDay,
                careEndsOn: try row.optional("care_ends_on", row.day))
        }
    }

    /// Made, and not lifted since.
    func oppositions() throws -> [Facts.Opposition] {
        try standing().compactMap { row in
            guard try row.text("kind") == "opposition" else { return nil }
            return Facts.Opposition(
                id: try row.text("id"), scope: try scope(row, of: "oppositions"),
                coversEmergency: try row.flag("covers_emergency"))
        }
    }

    func blocked() throws -> [String] {
        try standing().compactMap { row in
            try row.text("kind") == "block" ? try row.optional("blocked", row.text) : nil
        }
    }

    private func standing() throws -> [Row] {
        let lifted = Set(try rows.oppositions.compactMap { try $0.optional("lifts", $0.text) })
        return try rows.oppositions.filter { !lifted.contains(try $0.text("id")) }
    }

    /// The title in force, else the last one.
    func mandate() throws -> Facts.Mandate? {
        let all = try rows.mandates.map { row in
            let id = try row.text("id")
            let scope = try JSONDecoder().decode(MandateScope.self, from: Data(open(row, "scope", of: "mandates").utf8))
            guard let title = MandateTitle(rawValue: try open(row, "title", of: "mandates")) else {
                throw StorageError.unexpected("an unknown title of a mandate")
            }
            return Facts.Mandate(
                id: id, title: title, checkedOn: try row.optional("checked_on", row.day),
                startsOn: try row.day("starts_on"), endsOn: try row.optional("ends_on", row.day),
                revokedOn: try row.optional("revoked_on", row.day), classes: scope.classes, mayDecide: scope.mayDecide)
        }
        let current = all.first {
            $0.startsOn <= today && $0.revokedOn == nil && $0.endsOn.map { today <= $0 } ?? true
        }
        return current ?? all.last
    }

    /// The patient's eighteenth birthday; read for representatives alone.
    func majority() throws -> Day? {
        guard let cell = rows.birthDate else { return nil }
        let place = Place(table: "patients", column: "birth_date", row: key.patient.value)
        return Day(String(decoding: try key.open(cell, at: place), as: UTF8.self))?.adding(years: 18)
    }

    private func scope(_ row: Row, of table: String) throws -> SharingScope {
        try JSONDecoder().decode(SharingScope.self, from: Data(open(row, "scope", of: table).utf8))
    }

    private func open(_ row: Row, _ column: String, of table: String) throws -> String {
        let place = Place(table: table, column: column, row: try row.text("id"))
        return String(decoding: try key.open(try row.bytes(column), at: place), as: UTF8.self)
    }
}

/// How far a mandate goes, as sealed in its row.
struct MandateScope: Codable, Sendable, Hashable {
    var classes: Extent<DocumentClass>
    var mayDecide: Bool
}
