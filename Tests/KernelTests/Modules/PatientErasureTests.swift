import Foundation
import TestSupport
import Testing

@testable import Kernel

/// Files at their term (rule 14).
@Suite struct PatientErasureTests {
    private func draft(_ name: String, born: String = "1940-03-28") throws -> PatientDraft {
        PatientDraft(
            identity: PatientIdentity(
                traits: try PatientsWorld.traits(birthName: name, first: "DOMINIQUE", list: "DOMINIQUE", born: born),
                ins: PatientsWorld.ins, state: .new, localNumber: "IPP-9"),
            contacts: [NewContact(.phone, "06 12 34 56 78")],
            relation: NewRelation(role: "infirmière", basis: .sameStructure, informedOn: Day("2026-03-02")))
    }

    private func term(_ patient: PatientID, _ world: GateWorld) async throws -> Day? {
        try await world.kernel.store.read { tx in
            let row = try tx.first("SELECT retain_until FROM patients WHERE id = \(patient.value)")
            return try row.flatMap { try $0.optional("retain_until", $0.day) }
        }
    }

    private func endCare(_ patient: PatientID, _ world: GateWorld) async throws {
        let book = world.kernel.patients
        let relation = try #require(try await book.file(patient, as: world.nurse).relations.first).relation
        try await book.end(relation: relation.id, with: patient, as: world.nurse)
    }

    /// Rows about a patient in every declared table, by name.
    private func rows(_ patient: PatientID, _ world: GateWorld) async throws -> [String: Int] {
        let tables = world.kernel.tables.filter { $0.kind == .care }.map(\.name)
        return try await world.kernel.store.read { tx in
            var found: [String: Int] = [:]
            for table in tables {
                let sql = SQL(trusted: "SELECT id FROM \(table) WHERE patient = $1", [.text(patient.value)])
                let count = try tx.rows(sql).count
                if count > 0 { found[table] = count }
            }
            return found
        }
    }

    private func forward(_ world: GateWorld, years: Int64) { world.clock.forward(minutes: years * 366 * 1440) }

    private func run(_ world: GateWorld, dry: Bool = false) async throws -> RetentionReport {
        try #require(try await world.kernel.retention(of: "maison", dry: dry))
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 14: the term of a file is recomputed at each write: care, childhood, death, a claim`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let book = world.kernel.patients
            let today = world.clock.source.today
            let elder = try await book.enrol(try draft("ANCIEN"), as: world.nurse)
            #expect(try await term(elder, world) == today.adding(years: 20))
            let child = try await book.enrol(try draft("ENFANT", born: "2020-05-05"), as: world.nurse)
            #expect(try await term(child, world) == Day("2048-05-05"))
            try await book.recordDeath(on: today.adding(days: -1), of: elder, as: world.nurse)
            #expect(try await term(elder, world) == today.adding(days: -1).adding(years: 10))
            try await book.recordDeath(on: nil, of: elder, as: world.nurse)
            #expect(try await term(elder, world) == today.adding(years: 20))
            try await book.suspendRetention(true, of: elder, as: world.nurse)
            #expect(try await term(elder, world) == nil)
            try await book.suspendRetention(false, of: elder, as: world.nurse)
            world.clock.forward(minutes: 10 * 1440)
            let later = world.clock.source.today
            try await book.add(NewContact(.mail, "a@essai.example"), of: elder, as: world.nurse)
            #expect(try await term(elder, world) == later.adding(years: 20))
            try await endCare(elder, world)
            #expect(try await term(elder, world) == later.adding(years: 20))
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 14: a file at its term is erased: key, rows, digests, append-only ones too, with proofs and lines`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, home) = (world.kernel.patients, world.home.id)
            let patient = try await book.enrol(try draft("CANARI"), as: world.nurse)
            _ = try await world.decide("consent", of: patient)
            try await endCare(patient, world)
            let young = try await book.enrol(try draft("ENFANT", born: "2020-05-05"), as: world.nurse)
            try await endCare(young, world)
            let before = try await rows(patient, world)
            #expect(before["identity_events"] != nil && before["care_consents"] == 1 && before["patient_search"] != nil)
            #expect(try await run(world).files == 0)
            forward(world, years: 21)
            let rehearsal = try await run(world, dry: true)
            let still = try await rows(patient, world)
            #expect(rehearsal.files == 1 && still == before)
            #expect(try await run(world).files == 1)
            #expect(try await rows(patient, world).isEmpty)
            #expect(try await !rows(young, world).isEmpty)
            #expect(try await !world.kernel.gate.judge.keychain.holdsKey(of: patient))
            let proofs = try await world.kernel.store.read { tx in
                try tx.rows("SELECT * FROM purge_proofs WHERE rule = 'dossier_patient' ORDER BY table_name")
            }
            #expect(
                Dictionary(
                    uniqueKeysWithValues: try proofs.map {
                        (try $0.text("table_name"), Int(try $0.integer("removed")))
                    }) == before)
            let lines = try await world.lines(ended: true).filter { $0.action == "delete" }
            #expect(lines.map(\.verdict) == ["allow", "done"] && lines[1].cites == lines[0].id)
            #expect(
                lines.allSatisfy { $0.patients == [patient.value] && $0.actor.role == "job" && $0.structure == home })
            #expect(try lines[0].decisions().first.map { Policy.replay($0.decision) } == .same)
            await #expect(throws: GateRefusal.absent) { try await book.file(patient, as: world.nurse) }
            #expect(
                try await book.search(.localNumber("IPP-9"), as: world.nurse).lines.map(\.id).contains(patient) == false
            )
            #expect(try await run(world).files == 0)
            let ledger = try world.kernel.erasure.ledger.entries()
            #expect(ledger.map(\.entry.patient) == [patient] && ledger.map(\.isDone) == [true])
            // Nobody else's rows may go: the door is open for this patient alone, and shut again.
            await #expect(throws: (any Error).self) {
                try await world.kernel.store.write { tx in _ = try tx.run("DELETE FROM identity_events") }
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 14: while care goes on, while a claim lasts, by the structure's own choice, nothing ends`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let book = world.kernel.patients
            let cared = try await book.enrol(try draft("SUIVI"), as: world.nurse)
            let claimed = try await book.enrol(try draft("RECOURS"), as: world.nurse)
            try await endCare(claimed, world)
            try await book.suspendRetention(true, of: claimed, as: office(world))
            try await world.kernel.register.override(
                treatment: "T00", field: .retention("dossier_patient"), value: "25 ans", reason: "Essai",
                for: world.home, author: "Essai")
            let ended = try await book.enrol(try draft("PARTI"), as: world.nurse)
            try await endCare(ended, world)
            forward(world, years: 22)
            var report = try await run(world)
            #expect(report.files == 0 && report.kept == 2)
            #expect(try await term(cared, world) == world.clock.source.today.adding(years: 25))
            #expect(try await !rows(ended, world).isEmpty)
            forward(world, years: 4)
            report = try await run(world)
            #expect(report.files == 1 && report.kept == 0)
            #expect(try await rows(ended, world).isEmpty)
            #expect(try await !rows(claimed, world).isEmpty)
        }
    }

    private func office(_ world: GateWorld) -> Caller {
        Caller(
            Facts.Caller(kind: .officeStaff, id: "office", structure: world.home.id, level: .twoFactors),
            means: "passkey", provedAt: world.clock.source.now)
    }

    @Test(arguments: EnginesForTests.all)
    func `a merged record ends with the one that stays; a structure that narrows the job keeps its files`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let book = world.kernel.patients
            let old = try await book.enrol(try draft("EXEMPLE"), as: world.nurse)
            forward(world, years: 5)
            let new = try await book.enrol(try draft("EXEMPLAIRE"), as: world.nurse)
            try await book.merge(old, into: new, as: world.nurse)
            for patient in [old, new] { try await endCare(patient, world) }
            try await world.kernel.accessChoices.narrow(
                [.init(.kind(.job), .report, actions: [.read, .list])], of: world.home.id, by: "admin", reason: "Essai")
            forward(world, years: 21)
            let report = try await run(world)
            #expect(report.files == 0 && report.refused == 2)
            #expect(try world.kernel.erasure.ledger.entries().isEmpty)
            try await world.kernel.accessChoices.narrow(
                [.init(.kind(.job), .report, actions: [.read, .list, .delete])], of: world.home.id, by: "admin",
                reason: "Essai")
            #expect(try await run(world).files == 2)
        }
    }

    @Test(arguments: EnginesForTests.all, ["entry", "key", "rows"])
    func `cut after the entry, the key or the rows, an erasure is finished by the next start`(
        _ engine: Engine, _ cut: String
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, home) = (world.kernel.patients, world.home.id)
            let patient = try await book.enrol(try draft("CANARI"), as: world.nurse)
            let other = try await book.enrol(try draft("AUTRE"), as: world.nurse)
            let (kernel, erasure) = (world.kernel, world.kernel.erasure)
            let entry = ErasureLedger.Entry(
                patient: patient, structure: home, rule: "dossier_patient", line: "l1", at: world.clock.source.now)
            try erasure.ledger.append(.begin, entry)
            if cut != "entry" { try await erasure.gate.judge.keychain.destroyPatientKey(of: patient) }
            if cut == "rows" {
                let now = world.clock.source.now
                try await kernel.store.write { tx in
                    try ErasureRows.begin(entry, at: now, tx)
                    for table in kernel.tables where table.kind == .care {
                        _ = try ErasureRows.remove(patient, in: home, from: table, tx)
                    }
                }
            }
            try await erasure.replay()
            #expect(try await rows(patient, world).isEmpty)
            #expect(try await !rows(other, world).isEmpty)
            #expect(try await !erasure.gate.judge.keychain.holdsKey(of: patient))
            #expect(try erasure.ledger.entries().map(\.isDone) == [true])
            #expect(try await world.lines().filter { $0.cites == "l1" }.map(\.verdict) == ["done"])
            let lines = try await world.lines().count
            try await erasure.replay()
            #expect(try await world.lines().count == lines)
        }
    }

    @Test func `a ledger that was altered is refused by its line, and half a line at its end does not count`() throws {
        let folder = FoldersForTests.fresh()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("erasures.ledger").path
        let ledger = ErasureLedger(path: path)
        #expect(try ledger.entries().isEmpty)
        for name in ["a", "b", "c"] {
            try ledger.append(
                .begin,
                .init(patient: PatientID(name), structure: "s", rule: "r", line: "l", at: Instant(milliseconds: 1)))
        }
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        #expect(try ledger.entries().map(\.entry.patient.value) == ["a", "b", "c"])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try (whole + "begin d s r l").write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try ledger.entries().count == 3)
        try ledger.append(
            .done, .init(patient: PatientID("b"), structure: "s", rule: "r", line: "l", at: Instant(milliseconds: 2)))
        #expect(try ledger.entries().map(\.isDone) == [false, true, false])
        var lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for bad in [
            whole.replacing("begin b", with: "begin x"), whole.replacing("v1", with: "v2"),
            {
                lines.remove(at: 2); return lines.joined(separator: "\n")
            }(),
        ] {
            try bad.write(toFile: path, atomically: false, encoding: .utf8)
            #expect(throws: LedgerProblem.self) { try ledger.entries() }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rows that end one by one go with their proof and a line that names whose they were`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let now = world.clock.source.now
            let home = world.home.id
            try await world.kernel.store.write { tx in
                _ = try tx.run(
                    """
                    INSERT INTO person_links (id, structure, patient, created_at, task, token_hash, proof, failures,
                        uses, most_uses, expires_at)
                    VALUES ('link', \(home), \(patient.value), \(now), 't', \([UInt8(1)]), 'birth-date', 0, 0, 1,
                        \(now.adding(seconds: 86_400)))
                    """)
            }
            world.clock.forward(minutes: 40 * 1440)
            #expect(try await run(world, dry: true).rows == ["person_links": 1])
            #expect(try await run(world).rows == ["person_links": 1])
            let line = try #require(try await world.lines().last { $0.action == "purge" })
            #expect(line.patients == [patient.value] && line.resource == "person_links" && line.count == 1)
            #expect(line.reason == "invitations" && line.actor.role == "job")
        }
    }
}
