import TestSupport

@testable import Kernel

/// Kernel tables on one engine, keys made on the spot: what the rows of identities need.
struct PatientsStore: Sendable {
    let store: any Store
    let secret = SearchSecret.fresh()
    let structure = "structure-1"
    let now = Instant.start(ofParisDay: PatientsWorld.today)
    let author: IdentityAuthor

    init(_ store: any Store) {
        self.store = store
        author = IdentityAuthor(account: "account-1", now: now)
    }

    static func use(_ engine: Engine, _ body: (PatientsStore) async throws -> Void) async throws {
        try await StoreWorld.use(engine, migrations: KernelModule.migrations) {
            try await body(PatientsStore($0.store))
        }
    }

    struct Person: Sendable {
        let id: PatientID
        let key: PatientKey
        func seal(_ text: String, _ place: Place) throws -> [UInt8] { try key.seal(Array(text.utf8), at: place) }
        func open(_ cell: [UInt8], _ place: Place) throws -> String {
            String(decoding: try key.open(cell, at: place), as: UTF8.self)
        }
    }

    func person(_ id: String) -> Person {
        let id = PatientID(id)
        return Person(id: id, key: PatientKey.fresh(for: id, of: structure))
    }

    func write(_ changes: [CareChange<IdentityAndCareCircle>], of patient: PatientID) async throws {
        let (structure, now) = (structure, now)
        try await store.write { tx in
            for change in changes { try CareRows.write(change, of: patient, in: structure, at: now, tx) }
        }
    }

    @discardableResult
    func enrol(
        _ id: String, _ identity: PatientIdentity, contacts: [PatientContact] = []
    ) async throws -> Person {
        let person = person(id)
        let changes = try IdentityWriting.enrolment(
            identity, contacts: contacts, of: person.id, by: author, secret: secret, person.seal)
        try await write(changes, of: person.id)
        return person
    }

    func before(_ person: Person) async throws -> IdentityWriting.Before {
        let structure = structure
        return try await store.read { tx in
            guard let row = try Patients.row(person.id, in: structure, tx) else {
                throw StorageError.unexpected("no such patient")
            }
            let numbers = try PatientNumbers.rows(person.id, in: structure, tx)
            return IdentityWriting.Before(
                record: try Patients.read(row, number: try PatientNumbers.current(numbers), person.open),
                numbers: try numbers.map { try PatientNumbers.read($0, person.open) },
                contacts: try PatientContacts.rows(person.id, in: structure, tx).map {
                    try PatientContacts.read($0, person.open)
                }, digests: try PatientSearch.digests(of: person.id, in: structure, tx))
        }
    }

    func events(_ person: Person) async throws -> [IdentityEvent] {
        let structure = structure
        return try await store.read { tx in
            try IdentityEvents.rows(person.id, in: structure, tx).map { try IdentityEvents.read($0, person.open) }
        }
    }

    func find(
        _ terms: [SearchTerm?], structure: String? = nil, after: PatientID? = nil, limit: Int = 20
    ) async throws -> [String] {
        let digests = terms.compactMap { $0 }.map { secret.digest($0) }
        let structure = structure ?? self.structure
        return try await store.read { tx in
            try PatientSearch.find(digests, in: structure, after: after, limit: limit, tx).map(\.patient.value)
        }
    }

    func side(_ id: PatientID) async throws -> MergeSide? {
        let structure = structure
        return try await store.read { tx in try PatientSearch.side(id, in: structure, tx) }
    }
}
