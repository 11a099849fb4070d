import TestSupport
import Testing

@testable import Kernel

@Suite struct PatientsFindTests {
    private func identity(_ name: String, born: String = "1979-03-28", ins: INS? = nil) throws -> PatientIdentity {
        PatientIdentity(traits: try PatientsWorld.traits(birthName: name, born: born), ins: ins)
    }

    @Test(arguments: EnginesForTests.all)
    func `every key finds its patient, all keys of a search must agree, and another structure finds nobody`(
        _ engine: Engine
    ) async throws {
        try await PatientsStore.use(engine) { world in
            try await world.enrol(
                "p1", try identity("d’Exemple", ins: PatientsWorld.ins),
                contacts: [
                    PatientContact(id: "c1", kind: .phone, value: "06 12 34 56 78"),
                    PatientContact(id: "c2", kind: .mail, value: "a@courriel.example"),
                ])
            try await world.enrol("p2", try identity("D EXEMPLE", born: "1980-01-01"))
            let day = try #require(Day("1979-03-28"))
            for term in [
                SearchTerm.ins("279035121518989"), .phone("+33612345678"), .mail("A@courriel.example"), .birthDate(day),
            ] {
                #expect(try await world.find([term]) == ["p1"])
                #expect(try await world.find([term], structure: "structure-2").isEmpty)
            }
            #expect(try await world.find([.name("dexemple")]) == ["p1", "p2"])
            #expect(try await world.find([.nameStart("DEX"), .birthDate(day)]) == ["p1"])
            #expect(try await world.find([.name("dexemple"), .givenName("dominique"), .birthDate(day)]) == ["p1"])
            #expect(try await world.find([.name("dexemple"), .phone("0611111111")]).isEmpty)
            #expect(try await world.find([]).isEmpty)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `pages follow one another without a gap or a double, also when most of the first key is filtered out`(
        _ engine: Engine
    ) async throws {
        try await PatientsStore.use(engine) { world in
            let digest = world.secret.digest(try #require(SearchTerm.name("MARTIN")))
            let date = world.secret.digest(.birthDate(PatientsWorld.today))
            let all = (0..<230).map { "p" + String(1000 + $0) }
            let (structure, now) = (world.structure, world.now)
            let person = try await world.enrol("p0000", try identity("MARTIN"))
            let template = try Patients.insertion(
                try identity("MARTIN"), of: person.id, person.seal)
            try await world.store.write { tx in
                for (index, id) in all.enumerated() {
                    let patient = PatientID(id)
                    // Rows of strangers: their cells are never opened here.
                    let row = CareChange<IdentityAndCareCircle>(
                        kind: .insert, table: template.table, row: id,
                        values: template.values.map {
                            CareValue(
                                column: $0.column, value: $0.value,
                                place: $0.place.map { Place(table: $0.table, column: $0.column, row: id) },
                                patient: $0.patient == nil ? nil : patient)
                        })
                    try CareRows.write(row, of: patient, in: structure, at: now, tx)
                    let digests = index.isMultiple(of: 115) ? [digest, date] : [digest]
                    for digest in digests {
                        try CareRows.write(
                            PatientSearch.insertion(digest, of: patient), of: patient, in: structure, at: now, tx)
                    }
                }
            }
            var (seen, after) = ([String](), PatientID?.none)
            while true {
                let page = try await world.find([.name("Martin")], after: after, limit: 50)
                seen += page
                guard let last = page.last else { break }
                after = PatientID(last)
            }
            #expect(seen == ["p0000"] + all)
            #expect(try await world.find([.name("Martin"), .birthDate(PatientsWorld.today)]) == [all[0], all[115]])
            #expect(
                try await world.find([.name("Martin"), .birthDate(PatientsWorld.today)], limit: 1) == [all[0]])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 24: near records are found by number or by birth date and start of name, merged ones by their survivor`(
        _ engine: Engine
    ) async throws {
        try await PatientsStore.use(engine) { world in
            try await world.enrol("near", try identity("EXEMPLAIRE"))
            try await world.enrol("number", try identity("AUTRE", born: "2001-01-01", ins: PatientsWorld.ins))
            try await world.enrol("far", try identity("AUTRE"))
            try await world.enrol("yields", try identity("EXEMPLE"))
            try await world.write(
                [Patients.merge(PatientID("yields"), into: PatientID("far"))], of: PatientID("yields"))
            let new = world.secret.digests(SearchTerms.of(try identity("EXEMPLE", ins: PatientsWorld.ins)))
            let structure = world.structure
            let near = try await world.store.read { tx in try PatientSearch.near(new, in: structure, tx) }
            #expect(Set(near.keys.map(\.value)) == ["near", "number", "far"])
            let candidates = DuplicateRules.candidates(for: new, among: near)
            #expect(candidates.map(\.patient.value) == ["number", "near"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `erasing takes every digest of the person and nobody else's, twice without harm`(_ engine: Engine) async throws
    {
        try await PatientsStore.use(engine) { world in
            let person = try await world.enrol("p1", try identity("EXEMPLE"))
            let other = try await world.enrol("p2", try identity("EXEMPLE"))
            let structure = world.structure
            for _ in 0..<2 {
                try await world.store.write { tx in try PatientSearch.erase(person.id, in: structure, tx) }
            }
            #expect(try await world.before(person).digests.isEmpty)
            #expect(try await world.find([.name("EXEMPLE")]) == ["p2"])
            #expect(try await !world.before(other).digests.isEmpty)
        }
    }
}
