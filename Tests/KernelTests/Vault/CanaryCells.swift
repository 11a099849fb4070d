import Foundation

@testable import Kernel

/// Puts words into sealed columns: through the house's own gestures where there are some, and through its typed sealing
/// everywhere else.
struct CanaryCells {
    let world: GateWorld
    var kernel: Kernel { world.kernel }
    let slip = "slip"

    struct Cell: Hashable {
        let table: String
        let column: String
        var name: String { "\(table).\(column)" }
    }

    /// Tables that the gestures below write.
    static let written: Set<String> = [
        "access_choices", "access_reasons", "accounts", "care_relations", "care_team_members", "circle_members",
        "contract_events", "mandates", "memberships", "patient_contacts", "patients", "professional_identities",
        "sessions", "sheet_overrides", "sheet_versions", "sign_in_attempts", "structure_contacts", "structures",
    ]

    /// Every sealed column of the build. Lines of the access log are sealed under keys of their own, and hold no word
    /// that anybody typed.
    var sealedColumns: [Cell] {
        kernel.tables.flatMap { table in
            table.columns.filter { $0.data.keeping == .sealed && table.name != "audit_entries" }.map {
                Cell(table: table.name, column: $0.name)
            }
        }
    }

    private func word(_ letters: String) -> String { CanaryTests.word + letters }

    func throughGestures() async throws {
        let dpo = DataProtectionOfficer(
            name: word("DPO"), organisation: word("ORG"), email: "\(word("DPO"))@a.example", phone: word("TEL"))
        var draft = StructureDraft(
            ref: "canaris", name: "Canaris", kind: .msp, legalNature: .privateBody, dpo: dpo)
        draft.representative = word("REP")
        draft.phone = word("TEL")
        draft.email = "\(word("MAIL"))@a.example"
        let structure = try await kernel.structures.add(draft)
        try await kernel.contracts.sign(Contract(reference: "C", signedOn: kernel.clock.today), for: structure)
        try await kernel.register.enable(
            "questionnaires", for: structure,
            acknowledgement: Acknowledgement(name: word("ACK"), how: .byDPO, on: kernel.clock.today),
            author: word("AUTHOR"))
        try await kernel.register.override(
            treatment: "T06", field: .addedRecipient, value: word("RECIPIENT"), reason: word("REASON"),
            for: structure, author: word("AUTHOR"))
        try await kernel.accessChoices.letBreakGlassPassOpposition(
            true, of: structure.id, by: "admin", reason: word("CHOICE"))
        let account = try await kernel.accounts.add(
            familyName: word("FAMILY"), givenName: word("GIVEN"), function: word("FUNCTION"),
            email: "\(word("STAFF"))@a.example", roles: [.professional], to: structure)
        try await kernel.accounts.record(
            ProfessionalIdentity(nationalID: word("RPPS"), profession: .nurse), of: account, source: "declared")
        _ = try await kernel.sessions.open(account, address: word("ADDRESS"), device: word("DEVICE"))
        let administrator = Caller(
            Facts.Caller(kind: .administrator, id: "admin", structure: structure.id, level: .twoFactors),
            means: "passkey")
        let team = try await kernel.careTeams.attest("Équipe", basis: .sameStructure, deed: nil, as: administrator)
        let membership = try await kernel.accounts.situation(of: account) ?? ""
        try await kernel.careTeams.join(team.id, membership: membership, role: word("ROLE"), as: administrator)
        try await patient()
    }

    private func patient() async throws {
        guard let born = BirthDate(year: 1961, month: 3, day: 7) else { return }
        let identity = PatientIdentity(
            traits: try StrictTraits(
                birthName: word("BIRTH"), firstBirthGivenName: word("FIRST"), birthGivenNames: word("FIRST"),
                birthDate: born, sex: .female, birthPlace: nil),
            used: try UsedNames(name: word("USED"), givenName: word("CALLED")), localNumber: word("LOCAL"))
        let today = kernel.clock.today
        let patient = try await kernel.patients.enrol(
            PatientDraft(
                identity: identity, contacts: [NewContact(.mail, "\(word("PATIENT"))@a.example")],
                relation: NewRelation(role: word("CARER"), basis: .sameStructure, informedOn: today)), as: world.nurse)
        let mandate = NewMandate(
            title: .caregiver, reach: MandateReach(classes: .all, mayDecide: true, mayAnswer: true),
            evidence: word("EVIDENCE"), startsOn: today)
        try await kernel.patients.add(
            NewMember(
                familyName: word("NEARFAMILY"), givenName: word("NEARGIVEN"), relationship: word("DAUGHTER"),
                mandate: mandate), of: patient, as: world.nurse)
        _ = try await kernel.patients.file(
            patient, as: world.professional("other", of: world.home, .physician),
            mode: .emergency(.breakGlass, reason: word("EMERGENCY")))
    }

    /// One row a table, in which each sealed column that no gesture has reached holds its word.
    func throughSealing(but reached: Set<Cell>) async throws {
        let patient = try await world.enrol("AUTRE")
        let structure = world.home.id
        let key = try await kernel.sessions.keychain.key(for: structure)
        let tables = kernel.tables.filter { table in
            table.name != "audit_entries"
                && table.columns.contains {
                    $0.data.keeping == .sealed && !reached.contains(Cell(table: table.name, column: $0.name))
                }
        }
        let identity = GateWorld.identity
        try await kernel.gate.open(
            Write.self, IdentityAndCareCircle.self, of: patient, about: identity, as: world.nurse
        ) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
            var statements: [SQL] = []
            for (number, table) in tables.enumerated() {
                let row = table.name == "patients" ? "canary" : RowID.fresh(at: grant.now)
                var values: [SQLValue] = []
                for column in table.allColumns {
                    if column.data.keeping == .sealed {
                        let place = Place(table: table.name, column: column.name, row: row)
                        let letters = word("SEALED\(number)")
                        let cell =
                            try CanaryCells.isPatients(table)
                            ? grant.seal(letters, at: place) : key.seal(letters, at: place)
                        values.append(.bytes(cell))
                    } else {
                        values.append(CanaryCells.filler(column, row, structure, patient, at: grant.now))
                    }
                }
                let places = (1...values.count).map { "$\($0)" }.joined(separator: ", ")
                let names = table.allColumns.map(\.name).joined(separator: ", ")
                statements.append(SQL(trusted: "INSERT INTO \(table.name) (\(names)) VALUES (\(places))", values))
            }
            let ready = statements
            try await grant.commit { tx in for statement in ready { try tx.run(statement) } }
        }
    }

    /// Whose key seals a table's cells.
    private static func isPatients(_ table: TableDeclaration) -> Bool {
        table.kind == .care && !SealedCellRows.underStructure.contains(table.name)
    }

    private static func filler(
        _ column: ColumnDeclaration, _ row: String, _ structure: String, _ patient: PatientID, at now: Instant
    ) -> SQLValue {
        switch column.name {
        case "id": return .text(row)
        case "structure": return .text(structure)
        case "patient": return .text(patient.value)
        case "retain_until": return .null
        default: break
        }
        switch column.kind {
        case .text: return .text(row)
        case .integer, .flag: return .integer(1)
        case .bytes: return .bytes(Array(row.utf8))
        case .day: return .text("2026-03-02")
        case .instant: return now.sqlValue
        }
    }

    /// The columns in which, opened under the key that they should be sealed under, a word of ours stands.
    func holdingWords() async throws -> Set<Cell> {
        let keychain = kernel.sessions.keychain
        var found: Set<Cell> = []
        for table in kernel.tables where table.name != "audit_entries" {
            let columns = table.columns.filter { $0.data.keeping == .sealed }
            guard !columns.isEmpty else { continue }
            let rows = try await kernel.store.read { tx in
                try tx.rows(SQL(trusted: "SELECT * FROM \(table.name)"))
            }
            for row in rows {
                let structure = try table.name == "structures" ? row.text("id") : row.text("structure")
                let key = try await keychain.key(for: structure)
                let patient = CanaryCells.isPatients(table) ? PatientID(try row.text("patient")) : nil
                for column in columns {
                    guard case .bytes(let cell) = try row.value(column.name) else { continue }
                    let place = Place(table: table.name, column: column.name, row: try row.text("id"))
                    let text: String
                    if let patient {
                        let own = try await keychain.patientKey(of: patient, in: structure)
                        text = String(decoding: try own.open(cell, at: place), as: UTF8.self)
                    } else {
                        text = try key.open(cell, at: place)
                    }
                    if text.uppercased().contains(CanaryTests.word) {
                        found.insert(Cell(table: table.name, column: column.name))
                    }
                }
            }
        }
        return found
    }
}
