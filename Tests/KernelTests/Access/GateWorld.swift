import Foundation
import PartnerExchange
import Questionnaires
import SharedRecords
import Synchronization
import TestSupport

@testable import Kernel

/// A clock that moves by a millisecond whenever it is read, so that lines sort in the order in which they were made.
final class TickingClock: Sendable {
    private let moment = Mutex(Instant.start(ofParisDay: Day("2026-03-02") ?? Day(number: 0)))
    var source: TimeSource {
        TimeSource {
            self.moment.withLock { moment in
                moment = Instant(milliseconds: moment.milliseconds + 1)
                return moment
            }
        }
    }
    func forward(minutes: Int64) { moment.withLock { $0 = $0.adding(seconds: minutes * 60) } }
}

/// Two structures on one installation: `home`, which keeps a patient's record, and `ward`, a partner. A nurse of the
/// first cares for the patient; a physician of the second does not.
struct GateWorld {
    let kernel: Kernel
    let setting: KernelSetting
    var stores: StoreConfiguration { setting.stores }
    let clock: TickingClock
    let home: Structure
    let ward: Structure

    static func use(_ engine: Engine = .sqlite, _ body: (GateWorld) async throws -> Void) async throws {
        let clock = TickingClock()
        let folder = FoldersForTests.fresh()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let nobody = DataProtectionOfficer(name: "Personne", organisation: "", email: "dpo@essai.example", phone: "")
        let stores = try await freshStores(engine)
        let setting = KernelSetting(
            stores: stores, rootKeyPath: folder.appendingPathComponent("root.key").path,
            providers: ProviderConfiguration(),
            publisher: Sheet.Publisher(
                name: "Éditeur", address: "", email: "e@essai.example", representative: "", dpo: nobody),
            clock: clock.source)
        let kernel = try await Kernel.create(setting, modules: GateWorld.modules)
        let outcome: Result<Void, any Error>
        do {
            let home = try await structure("maison", kernel, dpo: nobody)
            let ward = try await structure("service", kernel, dpo: nobody)
            for module in ["questionnaires", "shared-records"] {
                try await kernel.register.enable(
                    module, for: home,
                    acknowledgement: Acknowledgement(name: "Personne", how: .byDPO, on: clock.source.today),
                    author: "Essai")
            }
            let world = GateWorld(kernel: kernel, setting: setting, clock: clock, home: home, ward: ward)
            try await world.attestTeam()
            outcome = .success(try await body(world))
        } catch { outcome = .failure(error) }
        await kernel.close()
        try outcome.get()
    }

    private static func structure(_ ref: String, _ kernel: Kernel, dpo: DataProtectionOfficer) async throws -> Structure
    {
        let structure = try await kernel.structures.add(
            StructureDraft(ref: ref, name: ref, kind: .msp, legalNature: .privateBody, dpo: dpo))
        try await kernel.contracts.sign(
            Contract(reference: "C-\(ref)", signedOn: kernel.clock.today), for: structure)
        return structure
    }

    /// The nurse of the structure that keeps the record.
    var nurse: Caller { professional("nurse", of: home, .nurse) }
    /// A physician of the other structure.
    var physician: Caller {
        var facts = professional("physician", of: ward, .physician).facts
        facts.kind = .partnerProfessional
        facts.convention = Facts.Convention(id: "c1", startsOn: clock.source.today)
        return Caller(facts, means: "passkey", provedAt: clock.source.now)
    }

    func professional(_ id: String, of structure: Structure, _ profession: Profession) -> Caller {
        Caller(
            Facts.Caller(
                kind: .professional, id: id, membership: "\(id)-membership", structure: structure.id,
                profession: profession, level: .twoFactors), nationalID: "899700000015", means: "passkey",
            provedAt: clock.source.now, address: "192.0.2.7", correlation: "r1")
    }

    static let modules: [any ModuleDeclaration.Type] = [
        Questionnaires.self, SharedRecords.self, PartnerExchange.self,
    ]
    static let birthName = Column<Identifying, IdentityAndCareCircle>("birth_name", "")
    static let identity = Resource(of: .kernel, "identity", classes: [.identity])
    static let answers = Resource(of: "questionnaires", "questionnaire-response", classes: [.questionnaireAnswer])

    /// The structure attests its team (L1110-12, 1°), of which the nurse is a member.
    private func attestTeam() async throws {
        let (home, now) = (home.id, clock.source.now)
        let member = RowID.fresh(at: now)
        let key = try await kernel.sessions.keychain.key(for: home)
        let role = try key.seal("infirmière", at: Place(table: "care_team_members", column: "role", row: member))
        _ = try await kernel.store.write { tx in
            try tx.run(
                """
                INSERT INTO care_team_bases (id, structure, created_at, team, basis, attested_by, attested_on)
                VALUES ('team-1', \(home), \(now), 'Équipe', 'L1110-12-1', 'admin', \(now.parisDay))
                """)
            return try tx.run(
                """
                INSERT INTO care_team_members (id, structure, created_at, team, membership, role, starts_on)
                VALUES (\(member), \(home), \(now), 'team-1', 'nurse-membership', \(role), \(now.parisDay))
                """)
        }
    }

    /// Enrols somebody whose birth name is `name`, in the care of the nurse.
    func enrol(_ name: String = "MARTIN-TEST") async throws -> PatientID {
        let nurse = nurse
        return try await kernel.gate.enrol(as: nurse) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
            let (patient, structure, now) = (grant.patient, grant.structure, grant.now)
            func seal(_ text: String, _ table: String, _ column: String, _ row: String) throws -> [UInt8] {
                try grant.seal(text, at: Place(table: table, column: column, row: row))
            }
            let birthName = try seal(name, "patients", "birth_name", patient.value)
            let given = try seal("ESSAI", "patients", "first_birth_given_name", patient.value)
            let date = try seal("1950-05-05", "patients", "birth_date", patient.value)
            let sex = try seal("F", "patients", "sex", patient.value)
            let relation = RowID.fresh(at: now)
            let role = try seal("infirmière", "care_relations", "role", relation)
            try await grant.commit { tx in
                try tx.run(
                    """
                    INSERT INTO patients (id, structure, patient, created_at, birth_name, first_birth_given_name,
                        birth_date, birth_date_uncertain, sex, identity_status, identity_attributes, collection_mode,
                        retention_suspended)
                    VALUES (\(patient.value), \(structure), \(patient.value), \(now), \(birthName), \(given), \(date),
                        0, \(sex), 'PROV', '', 'SM', 0)
                    """)
                try tx.run(
                    """
                    INSERT INTO care_relations (id, structure, patient, created_at, membership, role, basis,
                        informed_on, starts_on)
                    VALUES (\(relation), \(structure), \(patient.value), \(now), 'nurse-membership', \(role),
                        'L1110-12-1', \(now.parisDay), \(now.parisDay))
                    """)
            }
            return patient
        }
    }

    /// The nurse records a consent, or what withdraws one.
    func decide(
        _ kind: String, of patient: PatientID, scope: SharingScope = SharingScope(), withdraws: String? = nil
    ) async throws -> String {
        let resource = Resource(of: .kernel, "consent", classes: [.consent])
        return try await kernel.gate.open(
            Write.self, ConsentsAndOppositions.self, of: patient, about: resource, as: nurse, action: .decideConsent
        ) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let (structure, now, id) = (grant.structure, grant.now, grant.newRow())
            let json = String(decoding: try JSONEncoder().encode(scope), as: UTF8.self)
            let digest = [UInt8](repeating: 1, count: 32)
            let cell = try grant.seal(json, at: Place(table: "care_consents", column: "scope", row: id))
            try await grant.commit { tx in
                try tx.run(
                    """
                    INSERT INTO care_consents (id, structure, patient, created_at, kind, scope, text, text_digest,
                        means, withdraws, given_at)
                    VALUES (\(id), \(structure), \(patient.value), \(now), \(kind), \(cell), 'sharing/1/fr', \(digest),
                        'oral', \(withdraws), \(now))
                    """)
            }
            return id
        }
    }

    /// The birth name, read by a caller.
    func read(_ patient: PatientID, as caller: Caller, mode: Mode = .normal) async throws -> String {
        try await kernel.gate.open(
            Read.self, IdentityAndCareCircle.self, of: patient, about: GateWorld.identity, as: caller, mode: mode
        ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in
            let rows = try await grant.rows(of: Patients.self)
            guard let row = rows.first else { throw GateRefusal.absent }
            return try grant.open(row.sealed(GateWorld.birthName, as: String.self))
        }
    }

    /// The lines of the log, oldest first, opened.
    /// - Parameter ended: whether months whose keys are gone are passed over.
    func lines(ended: Bool = false) async throws -> [AccessLine] {
        await kernel.log.drain()
        let rows = try await kernel.store.read { tx in try tx.rows("SELECT * FROM audit_entries ORDER BY id") }
        var lines: [AccessLine] = []
        for row in rows {
            let id = try row.text("log_key")
            let keys = try await kernel.log.keys.keys([id])
            if ended, keys[id] == nil { continue }
            guard let bytes = keys[id]?.open(try row.bytes("entry"), entry: try row.text("id")),
                let line = EntryText.read(bytes.dropFirst(32))
            else { throw StorageError.unexpected("a line that does not open") }
            lines.append(line)
        }
        return lines
    }
}
