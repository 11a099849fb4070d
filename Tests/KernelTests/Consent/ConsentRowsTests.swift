import TestSupport
import Testing

@testable import Kernel

struct ConsentRowsTests {
    @Test(arguments: EnginesForTests.all)
    func `what was decided reads back as it was, on both engines`(_ engine: Engine) async throws {
        let consent = try Decided.consent(ends: Decided.today.adding(days: 30))
        let withdrawal = try Decided.withdrawal(at: Decided.noon.adding(seconds: 5))
        let opposition = try Decided.opposition(even: true)
        let block = try Decided.block()
        let lifting = try Decided.lifting(of: "opposition-1", at: Decided.noon.adding(seconds: 9))
        let told = try InformationDelivered(
            id: "information-1", text: Decided.text.reference, means: .written, support: .electronic,
            givenBy: "membership-1", givenOn: Decided.today)
        let aloud = try InformationDelivered(
            id: "information-2", text: Decided.text.reference, means: .oral, support: nil, givenBy: "membership-1",
            representative: "mandate-1", givenOn: Decided.today)
        try await Decided.store(engine) { store in
            try await store.write { tx in
                for line in [consent, withdrawal] {
                    try Decided.insert(line, of: Decided.record, tx)
                }
                for line in [opposition, block, lifting] {
                    try Decided.insert(line, of: Decided.record, tx)
                }
                for line in [told, aloud] {
                    try InformationGiven.insert(line, of: Decided.record, at: Decided.noon, tx)
                }
                try InformationTexts.insert(Decided.text, id: "text-1", tx)
            }
            let (consents, oppositions, information) = try await store.read { tx in
                (
                    try CareConsents.rows(of: Decided.record, tx).map { try CareConsents.read($0, open: Decided.open) },
                    try Oppositions.rows(of: Decided.record, tx).map { try Oppositions.read($0, open: Decided.open) },
                    try InformationGiven.rows(of: Decided.record, tx).map(InformationGiven.read)
                )
            }
            #expect(Set(consents) == [consent, withdrawal])
            #expect(Set(oppositions) == [opposition, block, lifting])
            #expect(information == [told, aloud])
            let latest = try await store.read { tx in try InformationTexts.latest("sharing", in: .fr, tx) }
            #expect(latest == Decided.text)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `another patient's and another structure's decisions are not read, and lines are never changed`(
        _ engine: Engine
    ) async throws {
        let consent = try Decided.consent()
        try await Decided.store(engine) { store in
            try await store.write { tx in
                try Decided.insert(consent, of: Decided.record, tx)
            }
            for other in [
                RecordScope(structure: "structure-b", patient: PatientID("patient-1")),
                RecordScope(structure: "structure-a", patient: PatientID("patient-2")),
            ] {
                let rows = try await store.read { tx in try CareConsents.rows(of: other, tx).count }
                #expect(rows == 0)
            }
            let changed = await storageError {
                try await store.write { tx in
                    _ = try tx.run("UPDATE care_consents SET given_at = 0 WHERE id = 'consent-1'")
                }
            }
            #expect(changed?.isConstraint == true)
        }
    }

    @Test func `a scope that was moved to another row, or a word that we did not write, is an error, never an absence`()
        async throws
    {
        let consent = try Decided.consent()
        let opposition = try Decided.opposition()
        try await Decided.store(.sqlite) { store in
            try await store.write { tx in
                try Decided.insert(consent, of: Decided.record, tx)
                try Decided.insert(opposition, of: Decided.record, tx)
            }
            var bonds = RecordedBonds()
            bonds.consents = try await store.read { tx in try CareConsents.rows(of: Decided.record, tx) }
            bonds.oppositions = try await store.read { tx in try Oppositions.rows(of: Decided.record, tx) }
            let recorded = bonds
            let asked = Point().facts
            #expect(throws: Decided.WrongPlace.self) {
                try recorded.facts(completing: asked) { cell, table, column, row in
                    try Decided.open(cell, table, column, row + "x")
                }
            }
            var strange = recorded
            let row = recorded.oppositions[0]
            strange.oppositions = [
                Row(
                    names: row.names,
                    values: zip(row.names, row.values).map { $0 == "kind" ? .text("suggestion") : $1 })
            ]
            #expect(throws: StorageError.self) { try strange.facts(completing: asked, open: Decided.open) }
        }
    }

    @Test func `rule 38: the text that a consent rests on cannot be changed afterwards without being noticed`()
        async throws
    {
        try await Decided.store(.sqlite) { store in
            try await store.write { tx in
                _ = try tx.run(
                    """
                    INSERT INTO information_texts (id, code, version, language, body, digest, published_on)
                    VALUES ('t', 'sharing', 4, 'fr', 'autre chose', \(Decided.text.reference.digest), \(Decided.today))
                    """)
            }
            let error = await storageError {
                _ = try await store.read { tx in try InformationTexts.latest("sharing", in: .fr, tx) }
            }
            #expect(error != nil)
        }
    }
}
