import Foundation
import Questionnaires
import Synchronization
import TestSupport

@testable import Kernel

/// A module with the lines and tables of questionnaires, and one job of its own.
enum Ticking: ModuleDeclaration {
    static let name = Questionnaires.name
    static let title = Bilingual(fr: "Module d'essai", en: "Module of a test")
    static let promise = Bilingual(fr: "Pour les essais.", en: "For tests.")
    static let treatments = Questionnaires.treatments
    static let tables = Questionnaires.tables
    static let messages: [MessageDeclaration] = []
    static let migrations = Questionnaires.migrations
    static let jobs = [
        JobDeclaration("tick", everyMinutes: 5, purpose: Bilingual(fr: "Battre", en: "Tick"))
    ]
}

/// A clock that moves when it is told to.
final class MovingClock: Sendable {
    private let moment = Mutex(Instant.start(ofParisDay: Day("2026-03-02") ?? Day(number: 0)))
    var source: TimeSource { TimeSource { self.moment.withLock { $0 } } }
    func forward(minutes: Int64) { moment.withLock { $0 = $0.adding(seconds: minutes * 60) } }
    func forward(days: Int64) { forward(minutes: days * 1440) }
}

/// What a job's work was called with.
final class Calls: Sendable {
    private let refs = Mutex<[String]>([])
    var all: [String] { refs.withLock { $0 } }
    func add(_ ref: String) { refs.withLock { $0.append(ref) } }
}

/// Two kernels over one store: two nodes. Two structures; `with` has the module, `without` has not.
struct JobWorld {
    let first: Kernel
    let second: Kernel
    let clock: MovingClock
    let with: Structure
    let without: Structure

    static func use(_ engine: Engine, _ body: (JobWorld) async throws -> Void) async throws {
        let clock = MovingClock()
        let setting = try await setting(engine, clock: clock)
        let nobody = setting.publisher.dpo
        let first = try await Kernel.create(setting, modules: [Ticking.self])
        let second = try await Kernel.open(setting, modules: [Ticking.self])
        let outcome: Result<Void, any Error>
        do {
            let with = try await structure("avec-module", first, dpo: nobody)
            let without = try await structure("sans-module", first, dpo: nobody)
            try await first.register.enable(
                "questionnaires", for: with,
                acknowledgement: Acknowledgement(name: "Personne", how: .byDPO, on: clock.source.today),
                author: "Essai")
            outcome = .success(
                try await body(
                    JobWorld(first: first, second: second, clock: clock, with: with, without: without)))
        } catch { outcome = .failure(error) }
        await first.close()
        await second.close()
        try outcome.get()
    }

    /// Fresh stores and a fresh root key; what is opened with it twice is one installation.
    static func setting(_ engine: Engine, clock: MovingClock) async throws -> KernelSetting {
        let folder = FoldersForTests.fresh()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let nobody = DataProtectionOfficer(name: "Personne", organisation: "", email: "dpo@essai.example", phone: "")
        return KernelSetting(
            stores: try await freshStores(engine), rootKeyPath: folder.appendingPathComponent("root.key").path,
            providers: ProviderConfiguration(),
            publisher: Sheet.Publisher(
                name: "Éditeur", address: "", email: "e@essai.example", representative: "", dpo: nobody),
            clock: clock.source)
    }

    static func structure(_ ref: String, _ kernel: Kernel, dpo: DataProtectionOfficer) async throws -> Structure {
        let structure = try await kernel.structures.add(
            StructureDraft(ref: ref, name: ref, kind: .msp, legalNature: .privateBody, dpo: dpo))
        try await kernel.contracts.sign(
            Contract(reference: "C-\(ref)", signedOn: kernel.clock.today), for: structure)
        return structure
    }

    func rounds(_ kernel: Kernel, limitSeconds: Int = 60, _ work: @escaping JobWork) throws -> JobRounds {
        kernel.rounds(of: try kernel.jobs(of: Ticking.self, work: ["tick": work]), limitSeconds: limitSeconds)
    }
}
