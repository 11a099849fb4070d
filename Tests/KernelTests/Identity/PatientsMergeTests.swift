import TestSupport
import Testing

@testable import Kernel

/// Two records, one gesture, one commit.
@Suite struct PatientsMergeTests {
    private func draft(_ name: String) throws -> PatientDraft {
        PatientDraft(
            identity: PatientIdentity(
                traits: try PatientsWorld.traits(
                    birthName: name, first: "DOMINIQUE", list: "DOMINIQUE", born: "1979-03-28"),
                state: .new),
            relation: NewRelation(role: "infirmière", basis: .sameStructure, informedOn: Day("2026-03-02")))
    }

    private struct Standing: Equatable {
        let pointer: String?
        let events: Int
        let allowed: Int
    }

    private func standing(_ world: GateWorld, _ one: PatientID, _ two: PatientID) async throws -> Standing {
        let (pointer, events) = try await world.kernel.store.read { tx -> (String?, Int) in
            let row = try tx.first("SELECT merged_into FROM patients WHERE id = \(one.value)")
            let events = try tx.rows("SELECT id FROM identity_events WHERE other_patient IS NOT NULL")
            return (try row?.optional("merged_into", { try row?.text($0) ?? "" }), events.count)
        }
        let lines = try await world.lines().filter { $0.action == "update" && $0.cites == nil }
        return Standing(pointer: pointer, events: events, allowed: lines.count)
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 24: a merge is one commit: cut at its last statement, nothing of it stands but that it was tried`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, nurse) = (world.kernel.patients, world.nurse)
            let one = try await book.enrol(try draft("EXEMPLE"), as: nurse)
            let two = try await book.enrol(try draft("EXEMPLAIRE"), as: nurse)
            await world.kernel.log.drain()
            // The second line of the pair, which is the last row of the commit, finds its place taken.
            try await refuseSecondLine(world)
            await #expect(throws: (any Error).self) { try await book.merge(one, into: two, as: nurse) }
            try await allowAgain(world)
            let cut = try await standing(world, one, two)
            #expect(cut.pointer == nil && cut.events == 0)
            try await book.merge(one, into: two, as: nurse)
            let done = try await standing(world, one, two)
            #expect(done.pointer == two.value && done.events == 2 && done.allowed == cut.allowed + 2)
            let pair = try await world.lines().filter { $0.action == "update" && $0.cites == nil }.suffix(2)
            #expect(Set(pair.flatMap(\.patients)) == [one.value, two.value])
            try await refuseSecondLine(world)
            await #expect(throws: (any Error).self) { try await book.unmerge(one, as: nurse) }
            try await allowAgain(world)
            let still = try await standing(world, one, two)
            #expect(still.pointer == two.value && still.events == 2)
            try await book.unmerge(one, as: nurse)
            let undone = try await standing(world, one, two)
            #expect(undone.pointer == nil && undone.events == 4)
        }
    }

    /// A guard of the test's own: two lines with one millisecond's structure and action may not both be new.
    private func refuseSecondLine(_ world: GateWorld) async throws {
        switch world.kernel.store.engine {
        case .sqlite:
            try await world.kernel.store.migrate { tx in
                _ = try tx.run("CREATE TABLE cut (n INTEGER)")
                _ = try tx.run(
                    """
                    CREATE TRIGGER cut_second AFTER INSERT ON log_pending
                    BEGIN
                        INSERT INTO cut VALUES (1);
                        SELECT CASE WHEN (SELECT count(*) FROM cut) = 2 THEN RAISE(ABORT, 'cut') END;
                    END
                    """)
            }
        case .postgresql:
            try await world.kernel.store.migrate { tx in
                _ = try tx.run("CREATE TABLE cut (n INTEGER)")
                _ = try tx.run(
                    """
                    CREATE FUNCTION cut_second() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                    $$BEGIN INSERT INTO cut VALUES (1);
                    IF (SELECT count(*) FROM cut) = 2 THEN RAISE EXCEPTION 'cut'; END IF; RETURN NULL; END$$
                    """)
                _ = try tx.run(
                    """
                    CREATE TRIGGER cut_second AFTER INSERT ON log_pending
                    FOR EACH ROW EXECUTE FUNCTION cut_second()
                    """)
            }
        }
    }

    private func allowAgain(_ world: GateWorld) async throws {
        await world.kernel.log.drain()
        let engine = world.kernel.store.engine
        try await world.kernel.store.migrate { tx in
            switch engine {
            case .sqlite: _ = try tx.run("DROP TRIGGER cut_second")
            case .postgresql:
                _ = try tx.run("DROP TRIGGER cut_second ON log_pending")
                _ = try tx.run("DROP FUNCTION cut_second()")
            }
            _ = try tx.run("DROP TABLE cut")
        }
    }

    @Test func `a merge of a record that the caller may not change is refused before anything of it is told`()
        async throws
    {
        try await GateWorld.use { world in
            let book = world.kernel.patients
            let mine = try await book.enrol(try draft("EXEMPLE"), as: world.nurse)
            let office = Caller(
                Facts.Caller(kind: .officeStaff, id: "office", structure: world.home.id, level: .twoFactors),
                means: "passkey", provedAt: world.clock.source.now)
            var other = try draft("AILLEURS")
            other = PatientDraft(identity: other.identity)
            let theirs = try await book.enrol(other, as: office)
            for (source, target) in [(mine, theirs), (theirs, mine)] {
                await #expect(throws: GateRefusal.refused(.noCareRelation, emergencyPossible: false)) {
                    try await book.merge(source, into: target, as: world.nurse)
                }
            }
            await #expect(throws: GateRefusal.refused(.noCareRelation, emergencyPossible: false)) {
                try await book.unmerge(theirs, as: world.nurse)
            }
            #expect(try await standing(world, mine, theirs).events == 0)
        }
    }
}
