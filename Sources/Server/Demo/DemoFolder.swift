import Foundation
import Kernel
import Synchronization

/// The folder of a demonstration: configuration, keys, stores, all made by the program.
struct DemoFolder {
    let path: String

    var configuration: String { path + "/citana.yaml" }
    var exists: Bool { FileManager.default.fileExists(atPath: configuration) }

    func remove() throws {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            throw Failure("\(path) cannot be removed; check its rights.", code: 4)
        }
    }

    /// Writes the configuration file, mode 600, in a folder of mode 700.
    func writeConfiguration(port: Int) throws {
        let files = FileManager.default
        do {
            for folder in [path, path + "/keys", path + "/store"] {
                try files.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        } catch { throw Failure("The folder \(path) cannot be made; choose another with --data.", code: 4) }
        guard
            files.createFile(
                atPath: configuration, contents: Data(DemoFolder.text(port: port).utf8),
                attributes: [.posixPermissions: 0o600])
        else { throw Failure("\(configuration) cannot be written; check the folder's rights.", code: 4) }
    }

    static func text(port: Int) -> String {
        """
        # Made by `citana demo`: fictitious data, loopback only.
        environment: demo
        listen: 127.0.0.1:\(port)
        admin: 127.0.0.1:\(port + 1)
        publicURL: http://127.0.0.1:\(port)
        store:
          engine: sqlite
          directory: store
        keys:
          rootKeyFile: keys/root.key
        log:
          keyFile: keys/log.key
        hosting:
          provider: ovh
          noticeOn: 2025-12-01
          effectiveOn: 2026-01-01
        mail:
          provider: smtp
        sms:
          provider: ovh
          noticeOn: 2025-12-01
          effectiveOn: 2026-01-01
        crm:
          provider: none
        publisher:
          name: Citana (démonstration)
          address: 12 rue de l'Invention, 99000 Villefictive
          email: contact@citana.example
          representative: Zoé Gérante, présidente
          dpo:
            name: Victor Éditeur
            organisation: Citana (démonstration)
            email: dpo@citana.example
            phone: 01 99 00 99 01

        """
    }
}

/// Fills an empty installation with the fictitious cast, day after day, so that histories are worth reading.
struct DemoData {
    let setting: KernelSetting

    /// - Parameter extra: how many generated structures to add beside the cast (benchmarks).
    func fill(extra: Int = 0, progress: (@Sendable (Int, Int) -> Void)? = nil) async throws {
        let calendar = Mutex<Day>(Cast.day("2026-01-05"))
        let clock = DemoClock(calendar)
        var past = setting
        past.clock = clock.source
        let kernel = try await Kernel.create(past, modules: Composition.modules)
        try await kernel.register.reconcile()
        let publisher = try await kernel.structures.add(Cast.publisher)
        for member in Cast.operators { try await add(member, to: publisher, kernel) }
        var events: [(day: Day, structure: Structure, module: String, on: Bool)] = []
        for customer in Cast.customers {
            clock.move(to: customer.contract.signedOn)
            let structure = try await kernel.structures.add(customer.draft)
            try await kernel.contracts.sign(customer.contract, for: structure)
            _ = try await kernel.register.sheet(of: structure, role: .controller)
            for member in customer.staff { try await add(member, to: structure, kernel) }
            events += customer.decisions.map { ($0.day, structure, $0.module, $0.on) }
        }
        for event in events.sorted(by: { ($0.day, $0.structure.ref) < ($1.day, $1.structure.ref) }) {
            clock.move(to: event.day)
            try await decide(event.module, on: event.on, for: event.structure, kernel)
        }
        for header in try await kernel.structures.list() {
            try await DemoPatients(kernel: kernel).enrol(
                in: try await kernel.structures.find(header.ref), staff: try await kernel.accounts.staff(of: header))
        }
        for number in 0..<extra {
            try await addGenerated(number, kernel)
            progress?(number + 1, extra)
        }
        await kernel.close()
    }

    private func decide(_ module: String, on: Bool, for structure: Structure, _ kernel: Kernel) async throws {
        let dpo = structure.dpo.name
        guard on else {
            return try await kernel.register.disable(module, for: structure, author: dpo)
        }
        try await kernel.register.enable(
            module, for: structure,
            acknowledgement: Acknowledgement(name: dpo, how: .byDPO, on: kernel.clock.today), author: dpo)
    }

    private func add(_ member: Cast.Member, to structure: Structure, _ kernel: Kernel) async throws {
        _ = try await kernel.accounts.add(
            familyName: member.familyName, givenName: member.givenName, function: member.function, email: member.email,
            roles: member.roles, to: structure)
    }

    private func addGenerated(_ number: Int, _ kernel: Kernel) async throws {
        let kinds: [StructureKind] = [.msp, .cpts, .sad, .hospitalService, .had]
        let ref = "structure-\(String(number + 10_000).dropFirst())"
        let dpo = Sheet.Officer(
            name: "Déléguée Numéro-\(number)", organisation: "", email: "dpo@\(ref).example", phone: "")
        var draft = StructureDraft(
            ref: ref, name: "Structure fictive n° \(number)", kind: kinds[number % kinds.count],
            legalNature: LegalNature.allCases[number % LegalNature.allCases.count], dpo: dpo)
        draft.city = "Villefictive"
        let structure = try await kernel.structures.add(draft)
        try await kernel.contracts.sign(
            Contract(reference: "CIT-GEN-\(number)", signedOn: kernel.clock.today), for: structure)
        for (bit, module) in Composition.modules.enumerated() where number >> bit & 1 == 1 {
            try await decide(module.name.value, on: true, for: structure, kernel)
        }
    }
}

/// A calendar that moves when told to, at noon in Paris.
private final class DemoClock: Sendable {
    private let day: Mutex<Day>
    init(_ day: consuming Mutex<Day>) { self.day = day }
    func move(to day: Day) { self.day.withLock { $0 = day } }
    var source: TimeSource {
        TimeSource { [self] in Instant.start(ofParisDay: day.withLock { $0 }).adding(seconds: 43_200) }
    }
}
