import TestSupport
import Testing

@testable import Kernel

@Suite struct PatientsRowTests {
    private func whole() throws -> PatientIdentity {
        PatientIdentity(
            traits: try StrictTraits(
                birthName: "d’Exemple-Œuvré", firstBirthGivenName: "Anne-Zoé", birthGivenNames: "Anne-Zoé Marie",
                birthDate: try #require(BirthDate(year: 1979, month: nil, day: nil)), sex: .indeterminate,
                birthPlace: BirthPlace("2A004")), used: try UsedNames(name: "Martin", givenName: "Zo"),
            ins: try INS(matricule: "185057512345600", oid: "1.2.250.1.213.1.4.10"),
            state: IdentityState(.provisional, [.doubtful, .homonym]) ?? .new, mode: .datamatrix, localNumber: "IPP-1")
    }

    @Test(arguments: EnginesForTests.all)
    func `an identity comes back as it went in, and nothing of it is in the rows in clear`(
        _ engine: Engine
    ) async throws {
        try await PatientsStore.use(engine) { world in
            let identity = try whole()
            let contact = PatientContact(
                id: "c1", kind: .phone, value: "06 12 34 56 78", preferred: true, language: .en, verifiedAt: world.now)
            let person = try await world.enrol("p1", identity, contacts: [contact])
            let before = try await world.before(person)
            #expect(before.record.identity == identity)
            #expect(before.record.enrolledAt == world.now && before.record.mergedInto == nil)
            #expect(before.contacts == [contact])
            #expect(before.digests == world.secret.digests(SearchTerms.of(identity, contacts: [contact])))
            #expect(before.numbers.map(\.ins) == [identity.ins] && before.numbers[0].source == .datamatrix)
            let bare = PatientIdentity(traits: try PatientsWorld.traits(list: nil, place: nil))
            let other = try await world.enrol("p2", bare)
            #expect(try await world.before(other).record.identity == bare)
            let rows = try await world.store.read { tx in
                try tx.rows("SELECT * FROM patients") + tx.rows("SELECT * FROM patient_numbers")
                    + tx.rows("SELECT * FROM patient_contacts") + tx.rows("SELECT * FROM patient_search")
                    + tx.rows("SELECT * FROM identity_events")
            }
            let clear = rows.flatMap(\.values).map { value -> String in
                switch value {
                case .text(let text): text
                case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
                case .integer(let number): "\(number)"
                case .null: ""
                }
            }
            for secret in ["Exemple", "Anne", "1979", "2A004", "Martin", "185057512345600", "IPP-1", "12 34", "DEX"] {
                #expect(!clear.contains { $0.contains(secret) }, "\(secret)")
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a cell of one patient or place opens nowhere else`(_ engine: Engine) async throws {
        try await PatientsStore.use(engine) { world in
            let person = try await world.enrol("p1", try whole())
            let other = try await world.enrol("p2", try whole())
            try await world.store.write { tx in
                _ = try tx.run("UPDATE patients SET used_name = birth_name WHERE id = 'p1'")
            }
            await #expect(throws: VaultError.sealBroken(place: "patients.used_name")) {
                _ = try await world.before(person)
            }
            let crossed = PatientsStore.Person(id: other.id, key: person.key)
            await #expect(throws: VaultError.self) { _ = try await world.before(crossed) }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rules 19 and 20: what changes is traced with what was before, the number ends, the search follows`(
        _ engine: Engine
    ) async throws {
        try await PatientsStore.use(engine) { world in
            let identity = PatientsWorld.qualified(try PatientsWorld.traits())
            let person = try await world.enrol("p1", identity)
            let new = try PatientsWorld.traits(birthName: "PAT-QUATRE")
            let change = try IdentityRules.changeTraits(
                from: identity.traits, to: new, identity.state, acceptingDowngrade: true)
            let author = IdentityAuthor(account: "account-2", now: world.now.adding(seconds: 1))
            try await world.write(
                try IdentityWriting.change(
                    change, from: try await world.before(person), traits: new, used: .none, mode: .typed,
                    localNumber: "IPP-1", by: author, secret: world.secret, person.seal), of: person.id)
            let after = try await world.before(person)
            #expect(after.record.identity.traits == new && after.record.identity.state == .new)
            #expect(after.record.identity.ins == nil && after.numbers[0].endedOn == PatientsWorld.today)
            let events = try await world.events(person)
            #expect(events.map(\.kind) == [.created, .downgraded])
            #expect(events.last?.previous?.contains("PAT-TROIS") == true)
            #expect(events.last?.previous?.contains("QUAL") == true && events.last?.decidedBy == "account-2")
            #expect(try await world.find([.name("pat-trois")]).isEmpty)
            #expect(try await world.find([.name("Pat Quatre")]) == ["p1"])
            // Old letters still carry the old number.
            #expect(try await world.find([.ins("279035121518989")]) == ["p1"])
            await #expect(throws: StorageError.self) {
                try await world.store.write { tx in _ = try tx.run("DELETE FROM identity_events") }
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 21: the check that raised a status is kept beside it`(_ engine: Engine) async throws {
        try await PatientsStore.use(engine) { world in
            let identity = PatientIdentity(traits: try PatientsWorld.traits(), ins: PatientsWorld.ins)
            let person = try await world.enrol("p1", identity)
            let check = PatientsWorld.check(.birthCertificate, parent: .passport)
            let state = try #require(IdentityState(.validated))
            let change = IdentityChange(after: state, number: .kept, kind: .validated)
            try await world.write(
                try IdentityWriting.change(
                    change, from: try await world.before(person), traits: identity.traits, used: .none, mode: .typed,
                    localNumber: nil, check: check, by: world.author, secret: world.secret, person.seal),
                of: person.id)
            let after = try await world.before(person)
            #expect(after.record.identity.state == state && after.record.identity.ins == PatientsWorld.ins)
            #expect(after.numbers.count == 1)
            let structure = world.structure
            let checks = try await world.store.read { tx in
                try IdentityChecks.rows(person.id, in: structure, tx).map { try IdentityChecks.read($0) }
            }
            #expect(checks == [check])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 24: a merge points, traces both sides and is undone without a remainder`(_ engine: Engine) async throws {
        try await PatientsStore.use(engine) { world in
            let identity = PatientIdentity(traits: try PatientsWorld.traits())
            let source = try await world.enrol("p1", identity)
            let target = try await world.enrol("p2", identity)
            let before = try await world.before(source)
            try MergeRules.check(
                try #require(await world.side(source.id)), into: try #require(await world.side(target.id)))
            func both(_ kind: IdentityEventKind, _ pointer: PatientID?, after seconds: Int64) async throws {
                let author = IdentityAuthor(account: "account-2", now: world.now.adding(seconds: seconds))
                try await world.write(
                    try IdentityWriting.merged(
                        kind, source.id, with: target.id, pointer: .some(pointer), by: author), of: source.id)
                try await world.write(
                    try IdentityWriting.merged(
                        kind, target.id, with: source.id, pointer: .none, by: author), of: target.id)
            }
            try await both(.merged, target.id, after: 1)
            #expect(try await world.side(source.id)?.mergedInto == target.id)
            #expect(try await world.side(target.id)?.absorbed == [source.id])
            #expect(try await world.before(target).record.mergedInto == nil)
            let (secret, structure) = (world.secret, world.structure)
            let found = try await world.store.read { tx in
                try PatientSearch.find(
                    secret.digests([.birthDate(identity.traits.birthDate.day)]).map { $0 }, in: structure, limit: 5, tx)
            }
            #expect(found.map(\.mergedInto) == [target.id, nil])
            try await both(.unmerged, nil, after: 2)
            #expect(try await world.before(source).record == before.record)
            #expect(try await world.side(target.id)?.absorbed == [])
            #expect(try await world.events(source).map(\.kind) == [.created, .merged, .unmerged])
            #expect(try await world.events(target).map(\.otherPatient) == [nil, source.id, source.id])
        }
    }
}
