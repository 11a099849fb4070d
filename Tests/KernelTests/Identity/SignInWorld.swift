import Crypto
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Kernel

/// A clock that moves when told to.
final class SignInClock: Sendable {
    private let held = Mutex<Int64>(1_800_000_000_000)
    var source: TimeSource { TimeSource { [self] in Instant(milliseconds: held.withLock { $0 }) } }
    var now: Instant { source.now }
    func move(seconds: Int64) { held.withLock { $0 += seconds * 1000 } }
}

/// One structure with somebody invited to it, on fresh stores; passwords are hashed cheaply.
struct SignInWorld: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: SignInClock
    let structures: Structures
    let accounts: AccountBook
    let sessions: SessionBook
    let signIn: SignIn
    let structure: Structure
    let nora: Account

    var enrolment: Enrolment { Enrolment(signIn: signIn) }
    var own: OwnAccount { OwnAccount(signIn: signIn) }
    var recovery: Recovery { Recovery(signIn: signIn) }

    static let password = "Varech&Agrafe-92"
    static let mail = "nora@tilleuls.example"

    static func use(_ engine: Engine = .sqlite, _ body: @escaping (SignInWorld) async throws -> Void) async throws {
        try await StoreWorld.use(engine, migrations: KernelModule.migrations) { world in
            try await Migrations.apply(Kernel.keyMigrations, to: world.keys)
            let clock = SignInClock()
            let keychain = Keychain(store: world.keys, root: RootKey(SymmetricKey(size: .bits256)))
            try await keychain.claim()
            let structures = Structures(store: world.store, keychain: keychain, clock: clock.source)
            let accounts = AccountBook(store: world.store, keychain: keychain, clock: clock.source)
            let log = AuditLog(
                store: world.store, keys: LogKeys(store: world.keys, keychain: keychain, clock: clock.source),
                clock: clock.source)
            let outbox = Outbox(
                store: world.store, keychain: keychain, clock: clock.source, mailProvider: "smtp")
            let sessions = SessionBook(
                store: world.store, keychain: keychain, log: log, clock: clock.source, outbox: outbox)
            let structure = try await structures.add(draft("msp-des-tilleuls", "MSP des Tilleuls (fictive)"))
            let nora = try await accounts.add(
                familyName: "Infirmière-Fictive", givenName: "Nora", function: "infirmière", email: mail,
                roles: [.professional], to: structure)
            try await body(
                SignInWorld(
                    store: world.store, keychain: keychain, clock: clock, structures: structures, accounts: accounts,
                    sessions: sessions,
                    signIn: SignIn(
                        store: world.store, keychain: keychain, clock: clock.source, sessions: sessions,
                        bench: PasswordBench(cost: .init(logN: 10, r: 8, p: 1))),
                    structure: structure, nora: nora))
        }
    }

    static func draft(_ ref: String, _ name: String) -> StructureDraft {
        StructureDraft(
            ref: ref, name: name, kind: .msp, legalNature: .privateBody,
            dpo: .init(name: "Delphine Prudence", organisation: "", email: "dpo@\(ref).example", phone: ""))
    }

    static func door(_ address: String = "192.0.2.1", device: String? = nil) -> Doorstep {
        Doorstep(
            address: address, device: "Firefox", deviceToken: device,
            party: RelyingParty(id: "example.org", origins: ["https://example.org"]))
    }

    /// Somebody with password and application: the application's secret, the codes on paper, the session.
    struct Enrolled: Sendable {
        let generator: OneTimePassword
        let recoveryCodes: [String]
        let entry: Entry
    }

    func enrol(_ account: Account, password: String = SignInWorld.password) async throws -> Enrolled {
        let token = try await enrolment.invite(account, by: "test")
        let number = TOTPOffer.number()
        let offer = try await enrolment.offer(number, to: token)
        let generator = OneTimePassword(secret: offer.secret)
        let (entry, codes) = try await enrolment.enrol(
            token, password: password, offer: number, code: generator.code(at: OneTimePassword.step(at: clock.now)),
            from: SignInWorld.door())
        return Enrolled(generator: generator, recoveryCodes: codes, entry: entry)
    }

    func code(_ enrolled: Enrolled) -> String { enrolled.generator.code(at: OneTimePassword.step(at: clock.now)) }

    /// Both steps.
    func signIn(
        _ enrolled: Enrolled, mail: String = SignInWorld.mail, from door: Doorstep = SignInWorld.door()
    )
        async throws -> Entry
    {
        clock.move(seconds: 30)
        let pending = try await signIn.withPassword(mail, SignInWorld.password, from: door)
        clock.move(seconds: 1)
        return try await signIn.withCode(code(enrolled), after: pending, from: door)
    }

    func session(_ entry: Entry) async throws -> StaffSession { try #require(try await sessions.find(entry.token)) }

    /// Lines of the access log, of rows of tries.
    func lines() async throws -> Int {
        try await store.read { tx in try tx.rows("SELECT id FROM audit_entries").count }
    }

    func attempts() async throws -> [String] {
        try await store.read { tx in
            try tx.rows("SELECT factor, outcome FROM sign_in_attempts ORDER BY created_at, id").map {
                "\(try $0.text("factor")) \(try $0.text("outcome"))"
            }
        }
    }
}

/// The refusal that `body` throws, nil where it throws none.
func refusal(_ body: () async throws -> Void) async throws -> SignInRefusal? {
    do {
        try await body()
        return nil
    } catch let refusal as SignInRefusal { return refusal }
}
