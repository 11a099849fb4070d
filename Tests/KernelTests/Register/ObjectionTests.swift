import TestSupport
import Testing

@testable import Kernel

/// An installation whose mail went from the structure's own relay to a sub-processor, announced on the first day.
private struct ObjectionWorld {
    let kernel: Kernel
    let clock: MovingClock
    let structure: Structure
    let other: Structure

    static func use(_ engine: Engine, dated: Bool = true, _ body: (ObjectionWorld) async throws -> Void) async throws {
        let clock = MovingClock()
        var setting = try await JobWorld.setting(engine, clock: clock)
        setting.providers = ProviderConfiguration(mail: .init("smtp"))
        let before = try await Kernel.create(setting, modules: [Ticking.self])
        try await before.register.reconcile()
        let structure = try await JobWorld.structure("une", before, dpo: setting.publisher.dpo)
        let other = try await JobWorld.structure("autre", before, dpo: setting.publisher.dpo)
        await before.close()
        let today = clock.source.today
        setting.providers = ProviderConfiguration(
            mail: .init("sendgrid", noticeOn: dated ? today : nil, effectiveOn: today.adding(days: 40)))
        let after = try await Kernel.open(setting, modules: [Ticking.self])
        let outcome: Result<Void, any Error>
        do {
            try await after.register.reconcile()
            outcome = .success(
                try await body(ObjectionWorld(kernel: after, clock: clock, structure: structure, other: other)))
        } catch { outcome = .failure(error) }
        await after.close()
        try outcome.get()
    }

    func object(_ service: ProviderService = .mail, reason: String = "Transfert hors de l'Union") async throws {
        try await kernel.register.object(to: service, reason: reason, for: structure, author: "Délégué d'essai")
    }

    func answer(_ outcome: ProviderObjection.Outcome) async throws {
        try await kernel.register.answer(
            .mail, outcome: outcome, text: "Décidé pour toutes les structures", for: structure, author: "Éditeur")
    }
}

@Suite struct ObjectionTests {
    @Test(arguments: EnginesForTests.all)
    func `rule 9: an objection is recorded with its date, author and reason, and changes nothing on the sheet`(
        _ engine: Engine
    ) async throws {
        try await ObjectionWorld.use(engine) { world in
            let before = try await world.kernel.register.sheet(of: world.structure, role: .controller)
            world.clock.forward(days: 3)
            try await world.object()
            let all = try await world.kernel.register.objections(of: world.structure)
            try #require(all.count == 1)
            #expect(all[0].isOpen && all[0].on == world.clock.source.today && all[0].author == "Délégué d'essai")
            #expect(all[0].change.service == .mail && all[0].change.provider == "sendgrid")
            #expect(all[0].sentence(in: .fr).contains("L'éditeur n'a pas encore répondu"))
            #expect(all[0].sentence(in: .fr).contains("Transfert hors de l'Union"))
            let after = try await world.kernel.register.sheet(of: world.structure, role: .controller)
            #expect(after.json == before.json)
            #expect(String(decoding: after.json, as: UTF8.self).contains("twilio-sendgrid"))
            let others = try await world.kernel.register.objections(of: world.other)
            #expect(others == [])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `the publisher's answer closes the objection and says what follows`(_ engine: Engine) async throws {
        try await ObjectionWorld.use(engine) { world in
            try await world.object()
            world.clock.forward(days: 10)
            try await world.answer(.maintained)
            let all = try await world.kernel.register.objections(of: world.structure)
            try #require(all.count == 1)
            #expect(!all[0].isOpen && all[0].answer?.on == world.clock.source.today)
            #expect(all[0].sentence(in: .fr).contains("peut mettre fin à son contrat"))
            #expect(all[0].sentence(in: .en).contains("may end its contract"))
            await #expect(throws: ObjectionRefusal.nothingToAnswer) { try await world.answer(.abandoned) }
            await #expect(throws: ObjectionRefusal.alreadyMade) { try await world.object() }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `the last day of the notice is within it, the next is not`(_ engine: Engine) async throws {
        try await ObjectionWorld.use(engine) { world in
            let told = world.clock.source.today
            world.clock.forward(days: 31)
            await #expect(throws: ObjectionRefusal.tooLate(told.adding(days: 30))) { try await world.object() }
            let none = try await world.kernel.register.objections(of: world.structure)
            #expect(none == [])
        }
        try await ObjectionWorld.use(engine) { world in
            world.clock.forward(days: 30)
            try await world.object()
        }
    }

    @Test func `no time runs against a structure that was never told on a known day`() async throws {
        try await ObjectionWorld.use(.sqlite, dated: false) { world in
            world.clock.forward(days: 400)
            try await world.object()
        }
    }

    @Test func `a service that did not change, an empty reason and an endless one are refused`() async throws {
        try await ObjectionWorld.use(.sqlite) { world in
            await #expect(throws: ObjectionRefusal.noSuchChange) { try await world.object(.sms) }
            await #expect(throws: ObjectionRefusal.reasonMissing) { try await world.object(reason: " \n") }
            await #expect(throws: ObjectionRefusal.tooLong(1_000)) {
                try await world.object(reason: String(repeating: "é", count: 1_001))
            }
            await #expect(throws: ObjectionRefusal.nothingToAnswer) { try await world.answer(.abandoned) }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `two objections at once: one is recorded`(_ engine: Engine) async throws {
        try await ObjectionWorld.use(engine) { world in
            async let one = Result { try await world.object() }
            async let two = Result { try await world.object() }
            let results = await [one, two]
            #expect(results.count { (try? $0.get()) != nil } == 1)
            let all = try await world.kernel.register.objections(of: world.structure)
            #expect(all.count == 1)
        }
    }
}

extension Result where Failure == any Error {
    /// What an asynchronous body gives or throws.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
