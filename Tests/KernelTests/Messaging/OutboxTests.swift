import TestSupport
import Testing

@testable import Kernel

/// Messages that wait, in the transaction of what they tell of.
@Suite struct OutboxTests {
    private func rows(_ store: any Store) async throws -> [Row] {
        try await store.read { tx in try tx.rows("SELECT * FROM staff_messages ORDER BY id") }
    }

    @Test func `every template that is queued is declared, with its words`() {
        let declared = Set(KernelModule.messages.map(\.id))
        for template in Outbox.Notice.Template.allCases { #expect(declared.contains(template.rawValue)) }
    }

    @Test(arguments: EnginesForTests.all)
    func `a sign-in from a new browser is told of, once; the first browser and a known one are not`(
        _ engine: Engine
    ) async throws {
        try await SignInWorld.use(engine) { world in
            let enrolled = try await world.enrol(world.nora)
            #expect(try await rows(world.store).isEmpty)
            let known = SignInWorld.door("198.51.100.3", device: enrolled.entry.deviceToken)
            _ = try await world.signIn(enrolled, from: known)
            #expect(try await rows(world.store).isEmpty)
            let entry = try await world.signIn(enrolled, from: SignInWorld.door("198.51.100.3"))
            let waiting = try await rows(world.store)
            let session = try await world.session(entry)
            #expect(try waiting.map { try $0.text("template") } == ["account-new-device"])
            #expect(try waiting.first?.text("about") == session.id)
            #expect(try waiting.first?.text("state") == "waiting")
            #expect(try waiting.first?.text("account") == world.nora.id)
            let cell = try #require(try waiting.first?.bytes("recipient"))
            #expect(!String(decoding: cell, as: UTF8.self).contains("example"))
            let id = try #require(try waiting.first?.text("id"))
            let key = try await world.keychain.key(for: world.structure.id)
            #expect(
                try key.open(cell, at: Place(table: "staff_messages", column: "recipient", row: id)) == SignInWorld.mail
            )
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `the same event queued twice is one row, and a transaction that fails queues nothing`(
        _ engine: Engine
    ) async throws {
        try await SignInWorld.use(engine) { world in
            let outbox = world.sessions.outbox
            let notice = Outbox.Notice(
                template: .recovered, structure: world.structure.id, recipient: .account(world.nora.id), about: "e1")
            for _ in 0..<2 {
                let prepared = try await outbox.prepare(notice)
                try await world.store.write { tx in try StaffMessages.insert(prepared, tx) }
            }
            #expect(try await rows(world.store).count == 1)
            let other = try await outbox.prepare(
                .init(
                    template: .recovered, structure: world.structure.id, recipient: .account(world.nora.id),
                    about: "e2"))
            await #expect(throws: (any Error).self) {
                try await world.store.write { tx in
                    try StaffMessages.insert(other, tx)
                    throw StorageError.unexpected("cut")
                }
            }
            #expect(try await rows(world.store).count == 1)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `recovery tells the holder of the account that it was asked for, and that it was granted`(
        _ engine: Engine
    ) async throws {
        try await SignInWorld.use(engine) { world in
            _ = try await world.enrol(world.nora)
            var sessions: [StaffSession] = []
            for name in ["Une", "Deux"] {
                let account = try await world.accounts.add(
                    familyName: name, givenName: "Admin", function: "", email: "\(name.lowercased())@tilleuls.example",
                    roles: [.administrator], to: world.structure)
                sessions.append(try await world.session(try await world.enrol(account).entry))
            }
            let door = SignInWorld.door()
            let asked = try await world.recovery.ask(for: world.nora.id, by: sessions[0], from: door)
            _ = try await world.recovery.agree(asked, by: sessions[1], from: door)
            let waiting = try await rows(world.store)
            let templates = try waiting.map { try $0.text("template") }
            #expect(templates.sorted() == ["account-recovered", "account-recovery-asked"])
            for row in waiting {
                #expect(try row.text("about") == asked)
                #expect(try row.text("account") == world.nora.id)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 43: a break-glass queues the call for its review, and says so where no provider is configured`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let other = world.professional("doctor", of: world.home, .physician)
            await #expect(throws: GateRefusal.self) {
                try await world.read(patient, as: other, mode: .emergency(.breakGlass, reason: " "))
            }
            #expect(try await rows(world.kernel.store).isEmpty)
            _ = try await world.read(patient, as: other, mode: .emergency(.breakGlass, reason: "Malaise"))
            let review = try await world.kernel.store.read { tx in
                try tx.first("SELECT id FROM access_reviews")?.text("id")
            }
            let waiting = try await world.kernel.waitingMessages()
            #expect(waiting.map(\.template) == ["emergency-access-review"])
            #expect(waiting.first?.state == "no-provider" && waiting.first?.provider == "none")
            #expect(waiting.first?.structureRef == "maison" && waiting.first?.audience == "staff")
            #expect(try await rows(world.kernel.store).first?.text("about") == review)
            #expect(!String(describing: waiting).contains("essai.example"))
        }
    }
}
