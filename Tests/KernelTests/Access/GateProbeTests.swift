import TestSupport
import Testing

@testable import Kernel

/// What leaves a line although nothing of anybody is opened.
@Suite struct GateProbeTests {
    @Test(arguments: EnginesForTests.all)
    func `rule 49: asking for a patient who does not exist leaves a line in the caller's structure`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let nobody = RowID.fresh(at: world.clock.source.now)
            for caller in [world.nurse, world.physician] {
                let before = try await world.lines().count
                await #expect(throws: GateRefusal.absent) {
                    try await world.read(PatientID(nobody), as: caller)
                }
                let lines = try await world.lines().dropFirst(before)
                #expect(lines.count == 1)
                let line = try #require(lines.last)
                #expect(line.verdict == "deny" && line.reason == "unknown-patient" && line.action == "read")
                #expect(line.structure == caller.structure && line.actor.id == caller.id)
                #expect(line.address == caller.address && line.correlation == caller.correlation)
                #expect(line.patients.isEmpty && world.nurse.address == "192.0.2.7")
                #expect(line.resource == "identity/\(nobody)" && line.decision == nil)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a patient asks of their own record alone: any other is as if it were not there`(_ engine: Engine) async throws
    {
        try await GateWorld.use(engine) { world in
            let (mine, other) = (try await world.enrol(), try await world.enrol("AUTRE-TEST"))
            let person = Caller(
                Facts.Caller(kind: .patient, id: mine.value, structure: world.home.id, level: .franceConnect),
                means: "link")
            #expect(try await world.read(mine, as: person) == "MARTIN-TEST")
            await #expect(throws: GateRefusal.absent) { try await world.read(other, as: person) }
            let shown = try await world.kernel.gate.overview(
                IdentityAndCareCircle.self, of: [mine, other], about: GateWorld.identity, as: person
            ) { (cohort: borrowing Cohort<IdentityAndCareCircle>) in cohort.patients }
            #expect(shown == [mine])
        }
    }

    @Test func `what somebody typed in the place of a number does not reach the log`() async throws {
        try await GateWorld.use { world in
            for typed in ["CANARI-TEST 1950-05-05", "", String(repeating: "x", count: 36), "0199ab12"] {
                await #expect(throws: GateRefusal.absent) {
                    try await world.read(PatientID(typed), as: world.nurse, mode: .emergency(.breakGlass, reason: "x"))
                }
                let line = try #require(try await world.lines().last)
                #expect(line.reason == "unknown-patient" && line.resource == "identity")
                #expect(line.mode == "bris_de_glace")
            }
            let rows = try await world.kernel.store.read { tx in try tx.rows("SELECT id FROM access_reviews").count }
            #expect(rows == 0)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a patient whose key is gone is answered like one who never was`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            _ = try await world.kernel.keyStore.write { tx in
                try tx.run("DELETE FROM patient_keys WHERE id = \(patient.value)")
            }
            await #expect(throws: GateRefusal.absent) { try await world.read(patient, as: world.nurse) }
            #expect(try await world.lines().last?.reason == "unknown-patient")
        }
    }

    @Test func `where the line of a probe cannot be written, the log is away and no absence is told`() async throws {
        try await GateWorld.use { world in
            await world.kernel.log.drain()
            try await world.kernel.store.migrate { tx in _ = try tx.run("DROP TABLE audit_entries") }
            await #expect(throws: GateRefusal.logAway) {
                try await world.read(PatientID("nobody"), as: world.nurse)
            }
        }
    }

    /// Same statements, same look-up of a key, same flush: what differs is microseconds of unsealing.
    @Test func `a probe asks the store as much as a refusal does`() async throws {
        try await GateWorld.use { world in
            let patient = try await world.enrol()
            let stranger = world.professional("stranger", of: world.home, .physician)
            let rows = try await world.kernel.store.read { tx in
                let now = world.clock.source.now
                let there = try FactRows.gather(patient, for: stranger.facts, module: .kernel, at: now, tx)
                let nowhere = try FactRows.gather(PatientID("no"), for: stranger.facts, module: .kernel, at: now, tx)
                return [there, nowhere]
            }
            #expect(rows.map(\.exists) == [true, false])
            #expect(rows[0].structure == rows[1].structure && rows[0].sheetVersion == rows[1].sheetVersion)
            #expect(rows[1].sheetVersion != nil)
        }
    }
}
