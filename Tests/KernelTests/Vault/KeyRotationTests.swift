import Foundation
import TestSupport
import Testing

@testable import Kernel

/// Keys replaced beside whoever reads and writes, cut off at any place, and taken up by programs that run already.
@Suite struct KeyRotationTests {
    static let actor = AccessLine.Actor(id: "operator", role: "operator", means: "command-line")

    struct CutOff: Error {}

    /// A second program over the same stores, with its own memory.
    private func beside(_ world: GateWorld, _ body: (Kernel) async throws -> Void) async throws {
        let other = try await Kernel.open(world.setting, modules: GateWorld.modules)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(other)) } catch { outcome = .failure(error) }
        await other.close()
        try outcome.get()
    }

    private func cells(_ world: GateWorld, _ sql: SQL) async throws -> [String: [UInt8]] {
        try await world.kernel.keyStore.read { tx in
            Dictionary(uniqueKeysWithValues: try tx.rows(sql).map { (try $0.text("id"), try $0.bytes("wrapped")) })
        }
    }

    private func state(_ world: GateWorld) async throws -> StructureKeyState? {
        try await world.kernel.keyRotation.states().first { $0.structure == world.home.id }
    }

    @Test(arguments: EnginesForTests.all)
    func `structures' keys are replaced beside running programs, and nothing is indexed again`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let first = try await world.enrol("AVANT-TEST")
            try await beside(world) { other in
                // Both have everything in memory that they will ever have.
                #expect(try await world.read(first, as: world.nurse) == "AVANT-TEST")
                let secret = try await other.sessions.keychain.searchSecret(.patients(structure: world.home.id))
                let before = try await cells(world, "SELECT id, wrapped FROM patient_keys")
                let report = try await other.keyRotation.structures(by: Self.actor)
                #expect(report.structures >= 2 && report.rewrapped >= 3 && report.broken == [])
                let after = try await cells(world, "SELECT id, wrapped FROM patient_keys")
                #expect(after.count == before.count && after.allSatisfy { before[$0.key] != $0.value })
                #expect(try await state(world)?.generation == 2)
                #expect(try await state(world)?.isRotating == false)

                // This kernel still has the key that is gone: it reads, and what it writes opens elsewhere.
                #expect(try await world.read(first, as: world.nurse) == "AVANT-TEST")
                let second = try await world.enrol("APRES-TEST")
                let key = try await other.sessions.keychain.patientKey(of: second, in: world.home.id)
                #expect(key.patient == second)
                let again = try await world.kernel.sessions.keychain.searchSecret(
                    .patients(structure: world.home.id))
                #expect(again.index("birth-name", of: "X") == secret.index("birth-name", of: "X"))
            }
            try await beside(world) { fresh in
                let staff = try await fresh.structures.find("maison")
                #expect(staff.dpo.name == "Personne")
                let secret = try await fresh.sessions.keychain.searchSecret(.patients(structure: world.home.id))
                let mine = try await world.kernel.sessions.keychain.searchSecret(.patients(structure: world.home.id))
                #expect(secret.index("birth-name", of: "X") == mine.index("birth-name", of: "X"))
                #expect(try await fresh.log.keys.all().broken == [])
            }
            let lines = try await world.lines().filter {
                $0.resource == "structure-key/2" && $0.structure == world.home.id
            }
            #expect(lines.map(\.verdict) == ["allow", "done"] && lines.last?.cites == lines.first?.id)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a rotation that was cut off goes on, and the former key stays until nothing is under it`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            var patients: [PatientID] = []
            for number in 0..<7 { patients.append(try await world.enrol("PATIENT-\(number == 0 ? "A" : "B")")) }
            // In the midst of the patients' keys: seven of them, two at a time.
            let keychain = world.kernel.sessions.keychain
            let start = try await keychain.store.write { tx in
                try KeyRotationsTable.current(orNew: "r", at: world.clock.source.now, tx)
            }
            let next = try await keychain.beginRotation(of: world.home.id, since: start, at: world.clock.source.now)
            let key = try #require(next)
            await #expect(throws: CutOff.self) {
                _ = try await keychain.finishRotation(to: key, Keychain.wrappedRows, batch: 2) { done in
                    if done >= 4 { throw CutOff() }
                }
            }
            #expect(try await state(world)?.isRotating == true)
            try await beside(world) { other in
                for patient in patients {
                    _ = try await other.sessions.keychain.patientKey(of: patient, in: world.home.id)
                }
            }
            patients.append(try await world.enrol("PENDANT"))
            let report = try await world.kernel.keyRotation.structures(by: Self.actor, batch: 2)
            #expect(report.broken == [])
            for state in try await world.kernel.keyRotation.states() {
                #expect(state.generation == 2 && !state.isRotating, "\(state)")
            }
            for patient in patients { _ = try await world.read(patient, as: world.nurse) }
            let left = try await world.kernel.keyStore.read { tx in
                try tx.rows("SELECT id FROM former_wrapping_keys").count
            }
            #expect(left == 0)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `the root key is replaced in one commit, and found again when its file was not`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let file = RootKeyFile(path: world.setting.rootKeyPath)
            let old = try RootKey.read(file.path)
            try await beside(world) { other in
                // Cut off between the commit and the file.
                let next = try RootKey.read(try other.keyRotation.prepareRoot())
                #expect(try await other.sessions.keychain.rotateRoot(to: next) >= 2)
                #expect(try RootKey.read(file.path).fingerprint == old.fingerprint && file.hasNext)
                // A program with the old root key in memory makes keys under the new one.
                let nobody = DataProtectionOfficer(
                    name: "Personne", organisation: "", email: "dpo@essai.example", phone: "")
                let made = try await world.kernel.structures.add(
                    StructureDraft(ref: "neuve", name: "Neuve", kind: .msp, legalNature: .privateBody, dpo: nobody))
                #expect(try await other.structures.find("neuve").id == made.id)
            }
            try await beside(world) { fresh in
                #expect(try await fresh.structures.find("neuve").dpo.name == "Personne")
                let report = try await fresh.keyRotation.root(by: Self.actor)
                #expect(report.rewrapped == 0 && !file.hasNext)
                #expect(try RootKey.read(file.path).fingerprint != old.fingerprint)
                let again = try await fresh.keyRotation.root(by: Self.actor)
                #expect(again.rewrapped >= 3 && !file.hasNext)
            }
            #expect(try await world.read(patient, as: world.nurse) == "MARTIN-TEST")
            #expect(try await world.lines().contains { $0.resource == "root-key" && $0.verdict == "done" })
            let stranger = Keychain(store: world.kernel.keyStore, root: old)
            await #expect(throws: VaultError.foreignKeyStore) { try await stranger.verify() }
            await #expect(throws: VaultError.foreignKeyStore) { _ = try await stranger.key(for: world.home.id) }
        }
    }

    @Test func `a store older than rotation is rotated, its cells as they are`() async throws {
        try await GateWorld.use { world in
            let keys = world.kernel.keyStore
            let root = try RootKey.read(world.setting.rootKeyPath)
            let bytes = RandomBytes.fresh(32)
            let cell = try root.key.seal(bytes, boundTo: WrappedStructureKey.underRoot("old"))
            let now = world.clock.source.now
            _ = try await keys.write { tx in
                try tx.run("INSERT INTO structure_keys (id, wrapped, created_at) VALUES ('old', \(cell), \(now))")
            }
            let keychain = world.kernel.sessions.keychain
            let place = Place(table: "structures", column: "name", row: "old")
            let sealed = try await keychain.key(for: "old").seal("mots", at: place)
            let patient = PatientID.fresh(at: now)
            _ = try await keychain.makePatientKey(for: patient, of: "old", at: now)
            #expect(try await keychain.key(for: "old").generation == 0)
            _ = try await world.kernel.keyRotation.structures(by: Self.actor)
            try await beside(world) { fresh in
                let key = try await fresh.sessions.keychain.key(for: "old")
                #expect(try key.generation == 1 && key.open(sealed, at: place) == "mots")
                _ = try await fresh.sessions.keychain.patientKey(of: patient, in: "old")
            }
        }
    }

    @Test func `a key that was altered is named, and the former key is kept for its backup`() async throws {
        try await GateWorld.use { world in
            let patient = try await world.enrol()
            let good = try await cells(world, "SELECT id, wrapped FROM patient_keys")[patient.value] ?? []
            var bad = good
            bad[20] ^= 1
            let altered = bad
            _ = try await world.kernel.keyStore.write { tx in
                try tx.run("UPDATE patient_keys SET wrapped = \(altered) WHERE id = \(patient.value)")
            }
            let report = try await world.kernel.keyRotation.structures(by: Self.actor)
            #expect(report.broken == ["patient_keys/\(patient.value)"])
            #expect(try await state(world)?.isRotating == true)
            _ = try await world.kernel.keyStore.write { tx in
                try tx.run("UPDATE patient_keys SET wrapped = \(good) WHERE id = \(patient.value)")
            }
            #expect(try await world.kernel.keyRotation.structures(by: Self.actor).broken == [])
            #expect(try await state(world)?.isRotating == false)
            #expect(try await world.read(patient, as: world.nurse) == "MARTIN-TEST")
        }
    }
}
