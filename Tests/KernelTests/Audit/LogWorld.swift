import Crypto
import Foundation
import Synchronization
import TestSupport

@testable import Kernel

/// A kernel's stores, keys and log, with a clock that moves when told to.
struct LogWorld {
    let store: any Store
    let keyStore: any Store
    let keychain: Keychain
    let keys: LogKeys
    let log: AuditLog
    let clock: TestClock
    let signer = SigningKey.fresh(name: "citana.example/log", algorithm: .note)

    /// 2026-11-24, noon in Paris.
    static let start = Instant(milliseconds: 1_795_518_000_000)

    static func use(
        _ engine: Engine = .sqlite, structures: [String] = ["s1", "s2"], _ body: (LogWorld) async throws -> Void
    ) async throws {
        let (store, keyStore) = try await freshStores(engine).open(creating: true)
        let outcome: Result<Void, any Error>
        do {
            try await Migrations.apply(Kernel.keyMigrations, to: keyStore)
            try await Migrations.apply(KernelModule.migrations, to: store)
            let clock = TestClock(LogWorld.start)
            let keychain = Keychain(store: keyStore, root: RootKey(.init(size: .bits256)))
            try await keychain.claim()
            for structure in structures { _ = try await keychain.makeKey(for: structure, at: LogWorld.start) }
            let keys = LogKeys(store: keyStore, keychain: keychain, clock: clock.source)
            let log = AuditLog(store: store, keys: keys, clock: clock.source)
            outcome = .success(
                try await body(
                    LogWorld(
                        store: store, keyStore: keyStore, keychain: keychain, keys: keys, log: log, clock: clock)))
        } catch {
            outcome = .failure(error)
        }
        await store.close()
        await keyStore.close()
        try outcome.get()
    }

    /// A log of so many lines in passes of different sizes, about no, one or two patients, in two structures.
    func fill(_ count: Int, passes: Int = 7) async throws -> Sequencer {
        let sequencer = Sequencer(log, signer: signer)
        for number in 0..<count {
            clock.move(milliseconds: 3)
            let patients = number % 5 == 0 ? [] : number % 7 == 0 ? ["p1", "p\(number % 3)x"] : ["p\(number % 11)"]
            try await log.record(
                line(number % 3 == 0 ? "s2" : "s1", patients: patients, cites: number % 4 == 0 ? "cited" : nil))
            if number % (count / passes + 1) == 0 { _ = try await sequencer.integrate() }
        }
        try await sequencer.integrateAll()
        return sequencer
    }

    func verify(known: [Checkpoint] = [], opens: Bool = true) async throws -> LogReport {
        try await log.verify(LogVerification(log: signer.verifier, known: known, opens: opens))
    }

    func latest() async throws -> Checkpoint {
        let note = try await LogPublication(log).checkpoint() ?? ""
        return try Checkpoint.read(note, by: signer.verifier).checkpoint
    }

    func line(
        _ structure: String = "s1", patients: [String] = ["p1"], action: String = "read", cites: String? = nil
    ) -> AccessLine {
        AccessLine(
            at: clock.source.now, structure: structure,
            actor: .init(
                id: "account-7", nationalID: "899700000015", role: "medecin", structure: structure, means: "passkey",
                level: "eidas2"),
            patients: patients, action: action, resource: "questionnaire-response/r1", treatment: "T06",
            module: "questionnaires", purpose: "soins", verdict: "allow", reason: "team", basis: "team-3",
            sheetVersion: 4, policyVersion: "2026-11", address: "192.0.2.7", correlation: "req-1", cites: cites,
            count: 1)
    }
}

final class TestClock: Sendable {
    private let now: Mutex<Instant>
    init(_ start: Instant) { now = Mutex(start) }
    func move(milliseconds: Int64) {
        now.withLock { $0 = Instant(milliseconds: $0.milliseconds + milliseconds) }
    }
    var source: TimeSource { TimeSource { [self] in now.withLock { $0 } } }
}
