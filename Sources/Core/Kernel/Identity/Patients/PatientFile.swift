/// What the desk shows of a patient: as much as the permit lets be seen.
public struct PatientFile: Sendable {
    public let record: PatientRecord
    public let numbers: [PatientNumber]
    public let checks: [DocumentCheck]
    public let events: [IdentityEvent]
    /// Empty where contacts are withheld.
    public let contacts: [PatientContact]
    /// Empty where the circle is withheld.
    public let circle: [Place]
    public let relations: [Carer]
    /// Records merged into this one.
    public let absorbed: [PatientID]
    public let visible: [DocumentClass]
    /// Opened in an emergency: banner, notification, review.
    public let inEmergency: Bool

    /// A member of the circle with their titles, and what each is worth today.
    public struct Place: Sendable {
        public let member: CircleMember
        public let mandates: [(mandate: HeldMandate, today: Representation)]
        public let contacts: [PatientContact]
    }

    /// Somebody of the staff who cares for the patient, or did.
    public struct Carer: Sendable {
        public let relation: CareRelation
        /// Nil where the account is gone.
        public let name: String?
    }
}

extension PatientBook {
    /// Who a patient is, and nothing else of them. Throws `GateRefusal`.
    public func identity(of patient: PatientID, as caller: Caller) async throws -> PatientRecord {
        try await gate.open(
            IdentityAndCareCircle.self, of: patient, about: PatientBook.header, as: caller,
            reading: { structure, tx in
                try Patients.row(patient, in: structure, tx).map { header in
                    (header, try PatientNumbers.current(try PatientNumbers.rows(patient, in: structure, tx)))
                }
            },
            { (grant: borrowing Grant<Read, IdentityAndCareCircle>, rows: (Row, Row?)?) in
                guard let (header, number) = rows else { throw GateRefusal.absent }
                return try Patients.read(header, number: number) { cell, place in try grant.open(cell, at: place) }
            })
    }

    /// The file of one patient. Throws `GateRefusal`.
    public func file(_ patient: PatientID, as caller: Caller, mode: Mode = .normal) async throws -> PatientFile {
        let today = clock.today
        let (sheet, permit) = try await gate.open(
            Read.self, IdentityAndCareCircle.self, of: patient, about: PatientBook.file, as: caller, mode: mode
        ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in
            // Whoever may not see who the person is sees nothing of the file: each part of it is told under a name.
            if let withheld = grant.permit.withheld.first(where: { $0.documents == .identity }) {
                throw GateRefusal.refused(withheld.reason, emergencyPossible: false)
            }
            return (try await PatientBook.content(grant), grant.permit)
        }
        let names = try await names(sheet.relations.map(\.membership), in: sheet.structure)
        let visible = permit.visible
        let contacts = visible.contains(.contact) ? sheet.contacts : []
        let circle = visible.contains(.circle)
        return PatientFile(
            record: sheet.record, numbers: sheet.numbers, checks: sheet.checks, events: sheet.events,
            contacts: contacts.filter { $0.member == nil },
            circle: circle
                ? sheet.members.map { member in
                    PatientFile.Place(
                        member: member,
                        mandates: sheet.mandates.filter { $0.member == member.id }.map { mandate in
                            (
                                mandate,
                                Representation(
                                    of: mandate, heldBy: member, patientBorn: sheet.record.identity.traits.birthDate,
                                    on: today)
                            )
                        }, contacts: contacts.filter { $0.member == member.id })
                } : [],
            relations: circle ? sheet.relations.map { .init(relation: $0, name: names[$0.membership]) } : [],
            absorbed: sheet.absorbed, visible: visible,
            inEmergency: permit.carriers.contains { $0.basis == .emergency })
    }

    /// Everything of T00 about one patient, opened.
    struct Content: Sendable {
        let structure: String
        /// The header as it lay in the store: what a change compares before it writes.
        let row: Row
        let record: PatientRecord
        let numbers: [PatientNumber]
        let checks: [DocumentCheck]
        let events: [IdentityEvent]
        let contacts: [PatientContact]
        let members: [CircleMember]
        let mandates: [HeldMandate]
        let relations: [CareRelation]
        let absorbed: [PatientID]
        let digests: Set<SearchDigest>

        var before: IdentityWriting.Before {
            IdentityWriting.Before(record: record, numbers: numbers, contacts: contacts, digests: digests)
        }
    }

    private struct ContentRows: Sendable {
        let header: Row
        let numbers, checks, events, contacts, members, mandates, relations: [Row]
        let absorbed: [PatientID]
        let digests: Set<SearchDigest>
    }

    static func content(_ grant: borrowing Grant<Read, IdentityAndCareCircle>) async throws -> Content {
        let (patient, structure) = (grant.patient, grant.structure)
        let rows = try await grant.read { tx -> ContentRows? in
            guard let header = try Patients.row(patient, in: structure, tx) else { return nil }
            return ContentRows(
                header: header, numbers: try PatientNumbers.rows(patient, in: structure, tx),
                checks: try IdentityChecks.rows(patient, in: structure, tx),
                events: try IdentityEvents.rows(patient, in: structure, tx),
                contacts: try PatientContacts.rows(patient, in: structure, tx),
                members: try CircleMembers.rows(patient, in: structure, tx),
                mandates: try Mandates.rows(patient, in: structure, tx),
                relations: try CareRelations.rows(patient, in: structure, tx),
                absorbed: try Patients.absorbed(by: patient, in: structure, tx),
                digests: try PatientSearch.digests(of: patient, in: structure, tx))
        }
        guard let rows else { throw GateRefusal.absent }
        func open(_ cell: [UInt8], _ place: Place) throws -> String { try grant.open(cell, at: place) }
        return Content(
            structure: structure, row: rows.header,
            record: try Patients.read(rows.header, number: try PatientNumbers.current(rows.numbers), open),
            numbers: try rows.numbers.map { try PatientNumbers.read($0, open) },
            checks: try rows.checks.map { try IdentityChecks.read($0) },
            events: try rows.events.map { try IdentityEvents.read($0, open) },
            contacts: try rows.contacts.map { try PatientContacts.read($0, open) },
            members: try rows.members.map { try CircleMembers.read($0, open) },
            mandates: try rows.mandates.map { try Mandates.read($0, open) },
            relations: try rows.relations.map { try CareRelations.read($0, open) }, absorbed: rows.absorbed,
            digests: rows.digests)
    }

    /// Names of staff by membership, of one structure.
    func names(_ memberships: [String], in structure: String) async throws -> [String: String] {
        guard !memberships.isEmpty else { return [:] }
        let key = try await keychain.key(for: structure)
        return try await store.read { tx in
            var names: [String: String] = [:]
            for membership in Set(memberships) {
                names[membership] = try Memberships.holder(membership, in: structure, key: key, tx)
            }
            return names
        }
    }
}
