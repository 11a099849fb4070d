import Foundation
import TestSupport
import Testing

@testable import Kernel

/// The one door.
@Suite struct GateTests {
    @Test(arguments: EnginesForTests.all)
    func `what is sealed under a grant opens under a grant, and in the database nothing of it is in clear`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol("CANARI-TEST")
            #expect(try await world.read(patient, as: world.nurse) == "CANARI-TEST")
            let row = try await world.kernel.store.read { tx in try tx.first("SELECT * FROM patients") }
            let cell = try #require(try row?.bytes("birth_name"))
            #expect(!String(decoding: cell, as: UTF8.self).contains("CANARI"))
            let sealed = Sealed<String, Identifying, IdentityAndCareCircle>(
                cell: cell, place: Place(table: "patients", column: "birth_name", row: patient.value), patient: patient)
            #expect("\(sealed)" == "[identité]")
            #expect(String(reflecting: sealed) == "[identité]")
            var dumped = ""
            dump(sealed, to: &dumped)
            #expect(!dumped.contains("\(cell[0]), \(cell[1])") && !dumped.contains(patient.value))
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 49: a read's line is in the store before the grant is lent, and its outcome follows`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let store = world.kernel.store
            func count() async throws -> Int64 {
                try await store.read { tx in try tx.first("SELECT count(*) AS n FROM audit_entries")?.integer("n") }
                    ?? 0
            }
            await world.kernel.log.drain()
            let before = try await count()
            try await world.kernel.gate.open(
                Read.self, IdentityAndCareCircle.self, of: patient, about: GateWorld.identity, as: world.nurse
            ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in
                let during = try await count()
                #expect(during == before + 1)
            }
            let lines = try await world.lines()
            let opening = try #require(lines.dropLast().last)
            #expect(opening.verdict == "allow" && opening.action == "read" && opening.patients == [patient.value])
            #expect(opening.actor.id == "nurse" && opening.actor.nationalID == "899700000015")
            #expect(opening.treatment == "T00" && opening.sheetVersion != nil && opening.address == "192.0.2.7")
            #expect(lines.last?.verdict == "done" && lines.last?.cites == opening.id)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rules 35 and 36: who has no reason to see is refused before anything opens, and the refusal is written`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            await #expect(throws: GateRefusal.refused(.noCareRelation, emergencyPossible: false)) {
                try await world.read(patient, as: world.physician)
            }
            let line = try await world.lines().last { $0.actor.id == "physician" }
            #expect(line?.verdict == "deny" && line?.reason == "no-care-relation")
            #expect(line?.structure == world.home.id && line?.actor.structure == world.ward.id)
            await #expect(throws: GateRefusal.absent) {
                try await world.read(PatientID("nobody"), as: world.nurse)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 37: a consent opens to the partner, its withdrawal closes at the next request`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let scope = SharingScope(
                structures: .only([world.ward.id]), classes: .only([.identity, .questionnaireAnswer]))
            let consent = try await world.decide("consent", of: patient, scope: scope)
            #expect(try await world.read(patient, as: world.physician) == "MARTIN-TEST")
            let line = try #require(try await world.lines().last { $0.actor.id == "physician" && $0.cites == nil })
            #expect(line.reason == "consent" && line.basis == consent)
            _ = try await world.decide("withdrawal", of: patient, withdraws: consent)
            await #expect(throws: GateRefusal.refused(.noCareRelation, emergencyPossible: false)) {
                try await world.read(patient, as: world.physician)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a write stores its rows and its line, or neither; one that stores nothing is written down all the same`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let before = try await world.lines().count
            await #expect(throws: (any Error).self) {
                try await world.kernel.gate.open(
                    Write.self, IdentityAndCareCircle.self, of: patient, about: GateWorld.identity, as: world.nurse,
                    action: .update
                ) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
                    try await grant.commit { tx in
                        try tx.run("UPDATE patients SET identity_status = 'VALI'")
                        try tx.run("INSERT INTO patients (id) VALUES ('half a row')")
                    }
                }
            }
            let status = try await world.kernel.store.read { tx in
                try tx.first("SELECT identity_status FROM patients")?.text("identity_status")
            }
            #expect(status == "PROV")
            let lines = try await world.lines().dropFirst(before)
            #expect(lines.map(\.verdict) == ["allow", "failed"])
        }
    }

    @Test func `a write grant commits once`() async throws {
        try await GateWorld.use { world in
            let patient = try await world.enrol()
            await #expect(throws: StorageError.unexpected("a write grant commits once")) {
                try await world.kernel.gate.open(
                    Write.self, IdentityAndCareCircle.self, of: patient, about: GateWorld.identity, as: world.nurse,
                    action: .update
                ) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
                    try await grant.commit([])
                    try await grant.commit([])
                }
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `where the line cannot be made durable, nothing opens and nothing is stored`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            await world.kernel.log.drain()
            try await world.kernel.store.migrate { tx in _ = try tx.run("DROP TABLE audit_entries") }
            await #expect(throws: GateRefusal.logAway) { try await world.read(patient, as: world.nurse) }
            await #expect(throws: GateRefusal.logAway) { try await world.read(patient, as: world.physician) }
            await #expect(throws: (any Error).self) {
                try await world.kernel.gate.open(
                    Write.self, IdentityAndCareCircle.self, of: patient, about: GateWorld.identity, as: world.nurse,
                    action: .update
                ) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
                    try await grant.commit { tx in _ = try tx.run("UPDATE patients SET identity_status = 'VALI'") }
                }
            }
            let status = try await world.kernel.store.read { tx in
                try tx.first("SELECT identity_status FROM patients")?.text("identity_status")
            }
            #expect(status == "PROV")
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 43: break-glass asks for a fresh proof and a reason, keeps the reason sealed, and calls for a review`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let other = world.professional("doctor", of: world.home, .physician)
            await #expect(throws: GateRefusal.refused(.noCareRelation, emergencyPossible: true)) {
                try await world.read(patient, as: other)
            }
            await #expect(throws: GateRefusal.refused(.reasonMissing, emergencyPossible: true)) {
                try await world.read(patient, as: other, mode: .emergency(.breakGlass, reason: " "))
            }
            let stale = Caller(other.facts, means: "passkey", provedAt: world.clock.source.now.adding(seconds: -3600))
            await #expect(throws: GateRefusal.refused(.freshProofMissing, emergencyPossible: true)) {
                try await world.read(patient, as: stale, mode: .emergency(.breakGlass, reason: "Malaise"))
            }
            #expect(
                try await world.read(patient, as: other, mode: .emergency(.breakGlass, reason: "Malaise"))
                    == "MARTIN-TEST")
            let (reason, review) = try await world.kernel.store.read { tx in
                (try tx.rows("SELECT * FROM access_reasons"), try tx.rows("SELECT * FROM access_reviews"))
            }
            #expect(reason.count == 1 && review.count == 1)
            let cell = try #require(try reason.first?.bytes("reason"))
            #expect(!String(decoding: cell, as: UTF8.self).contains("Malaise"))
            let cited = try review.first?.text("entry")
            #expect(try reason.first?.text("entry") == cited)
            // Within the box of time the reason is not typed again; after it the box is shut.
            world.clock.forward(minutes: 60)
            #expect(try await world.read(patient, as: other, mode: .underway(.breakGlass)) == "MARTIN-TEST")
            world.clock.forward(minutes: 300)
            await #expect(throws: GateRefusal.refused(.emergencyEnded, emergencyPossible: true)) {
                try await world.read(patient, as: other, mode: .underway(.breakGlass))
            }
        }
    }

    @Test func `a sealed cell moved to another row, column or patient does not open`() async throws {
        try await GateWorld.use { world in
            let first = try await world.enrol("PREMIER-TEST")
            let second = try await world.enrol("SECOND-TEST")
            _ = try await world.kernel.store.write { tx in
                try tx.run(
                    """
                    UPDATE patients SET birth_name = (SELECT birth_name FROM patients WHERE id = \(first.value))
                    WHERE id = \(second.value)
                    """)
            }
            await #expect(throws: VaultError.sealBroken(place: "patients.birth_name")) {
                try await world.read(second, as: world.nurse)
            }
            #expect(try await world.read(first, as: world.nurse) == "PREMIER-TEST")
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a list shows whom the caller may see, and one line names them`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let mine = try await world.enrol("PREMIER-TEST")
            let other = try await world.enrol("SECOND-TEST")
            let scope = SharingScope(structures: .only([world.ward.id]))
            _ = try await world.decide("consent", of: other, scope: scope)
            let before = try await world.lines().count
            let shown = try await world.kernel.gate.overview(
                IdentityAndCareCircle.self, of: [mine, other, other, PatientID("nobody")], about: GateWorld.identity,
                as: world.physician
            ) { (cohort: borrowing Cohort<IdentityAndCareCircle>) in
                var names: [String] = []
                for patient in cohort.patients {
                    for row in try await cohort.rows(of: Patients.self, about: patient) {
                        names.append(try cohort.open(row.sealed(GateWorld.birthName, as: String.self)))
                    }
                }
                return names
            }
            #expect(shown == ["SECOND-TEST"])
            let lines = try await world.lines().dropFirst(before)
            #expect(lines.map(\.verdict) == ["allow", "done"])
            #expect(lines.allSatisfy { $0.patients == [other.value] && $0.action == "list" })
        }
    }

    @Test func `rule 74: a module that is not in the record's contract opens nothing`() async throws {
        try await GateWorld.use { world in
            let patient = try await world.enrol()
            let resource = Resource(of: "partner-exchange", "share", classes: [.identity])
            await #expect(throws: GateRefusal.refused(.moduleOff, emergencyPossible: false)) {
                try await world.kernel.gate.open(
                    Read.self, IdentityAndCareCircle.self, of: patient, about: resource, as: world.nurse
                ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in }
            }
        }
    }
}
