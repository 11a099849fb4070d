import TestSupport
import Testing

@testable import Kernel

/// The publisher's people (rule 48).
@Suite struct SupportTests {
    private func caller(
        _ kind: CallerKind, _ id: String, _ structure: Structure, _ world: GateWorld, provedAgo seconds: Int64 = 0
    ) -> Caller {
        Caller(
            Facts.Caller(kind: kind, id: id, structure: structure.id, level: .twoFactors), means: "passkey",
            provedAt: world.clock.source.now.adding(seconds: -seconds))
    }

    private func reasons(_ world: GateWorld) async throws -> [String] {
        try await world.lines().filter { $0.treatment == "T10" }.map { "\($0.verdict) \($0.reason)" }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 48: support access is off by default, asked for on a ticket, approved by the structure, and it ends`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let (book, home) = (world.kernel.support, world.home.id)
            let helper = caller(.vendorSupport, "helper", world.ward, world)
            let admin = caller(.administrator, "admin", world.home, world)
            await #expect(throws: GateRefusal.refused(.supportNotApproved, emergencyPossible: false)) {
                try await world.read(patient, as: helper)
            }
            let ticket = try await book.open("La page tarde à venir.", for: home, as: world.nurse)
            let access = try await book.ask(
                ticket.id, operatorAccount: "helper", name: "Ada Soutien-Fictive", classes: .only([.identity]),
                as: helper)
            await #expect(throws: GateRefusal.refused(.supportNotApproved, emergencyPossible: false)) {
                try await world.read(patient, as: helper)
            }
            let end = world.clock.source.now.adding(seconds: 3600)
            try await book.approve(access, until: end, of: home, as: admin)
            #expect(try await world.read(patient, as: helper) == "MARTIN-TEST")
            let line = try #require(try await world.lines().last { $0.actor.id == "helper" && $0.cites == nil })
            #expect(line.reason == "support" && line.basis == access && line.structure == home)
            let permit = try #require(try line.decisions().first?.decision.verdict.permit)
            #expect(permit.obligations == [.banner, .showToStructure] && permit.until == end)
            // What the approval does not reach, and any writing, stays shut.
            await #expect(throws: GateRefusal.refused(.supportNotApproved, emergencyPossible: false)) {
                try await read(patient, .report, as: helper, world)
            }
            await #expect(throws: GateRefusal.refused(.mission, emergencyPossible: false)) {
                try await world.kernel.gate.open(
                    Write.self, IdentityAndCareCircle.self, of: patient, about: GateWorld.identity, as: helper
                ) { (_: borrowing Grant<Write, IdentityAndCareCircle>) in }
            }
            // Another of the publisher's people has no part in it.
            await #expect(throws: GateRefusal.refused(.supportNotApproved, emergencyPossible: false)) {
                try await world.read(patient, as: caller(.vendorSupport, "other", world.ward, world))
            }
            try await book.end(access, of: home, as: admin)
            await #expect(throws: GateRefusal.refused(.supportEnded, emergencyPossible: false)) {
                try await world.read(patient, as: helper)
            }
            #expect(
                try await reasons(world) == [
                    "allow support-opened", "allow support-asked", "allow support-approved", "allow support-ended",
                ])
            let file = try #require(try await book.tickets(of: home, as: admin).first)
            #expect(
                file.accesses.map(\.state) == [.ended] && file.accesses.first?.operatorName == "Ada Soutien-Fictive")
            let waiting = try await world.kernel.waitingMessages()
            #expect(waiting.map(\.template) == ["support-access"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 48: an approval ends by itself`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let (book, home) = (world.kernel.support, world.home.id)
            let helper = caller(.vendorSupport, "helper", world.ward, world)
            let admin = caller(.dpo, "dpo", world.home, world)
            let ticket = try await book.open("Une liste est vide.", for: home, as: admin)
            let access = try await book.ask(
                ticket.id, operatorAccount: "helper", name: "Ada", classes: .all, as: helper)
            let now = world.clock.source.now
            for end in [now, now.adding(seconds: SupportBook.longestSeconds + 60)] {
                await #expect(throws: SupportRefusal.endOutOfBounds) {
                    try await book.approve(access, until: end, of: home, as: admin)
                }
            }
            try await book.approve(access, until: now.adding(seconds: 1800), of: home, as: admin)
            #expect(try await world.read(patient, as: helper) == "MARTIN-TEST")
            world.clock.forward(minutes: 31)
            await #expect(throws: GateRefusal.refused(.supportEnded, emergencyPossible: false)) {
                try await world.read(patient, as: helper)
            }
            await #expect(throws: SupportRefusal.gone) { try await book.end(access, of: home, as: admin) }
            try await book.close(ticket.id, of: home, as: admin)
            await #expect(throws: SupportRefusal.ticketMissing) {
                try await book.ask(ticket.id, operatorAccount: "helper", name: "Ada", classes: .all, as: helper)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 48: nobody but the structure approves, with a fresh proof; who tries leaves a line`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, home) = (world.kernel.support, world.home.id)
            let helper = caller(.vendorSupport, "helper", world.ward, world)
            let ticket = try await book.open("Une liste est vide.", for: home, as: helper)
            let access = try await book.ask(
                ticket.id, operatorAccount: "helper", name: "Ada", classes: .all, as: helper)
            let end = world.clock.source.now.adding(seconds: 600)
            for wrong in [
                helper, Caller.commandLine("Exploitation", for: home), world.nurse, world.physician,
                caller(.administrator, "admin", world.ward, world), caller(.officeStaff, "office", world.home, world),
            ] {
                let before = try await reasons(world).count
                await #expect(throws: SupportRefusal.notAllowed) {
                    try await book.approve(access, until: end, of: home, as: wrong)
                }
                #expect(try await reasons(world).dropFirst(before) == ["deny support-approved-not-allowed"])
            }
            await #expect(throws: SupportRefusal.proofNeeded) {
                try await book.approve(
                    access, until: end, of: home, as: caller(.administrator, "admin", world.home, world, provedAgo: 600)
                )
            }
            await #expect(throws: SupportRefusal.notAllowed) {
                try await book.ask(ticket.id, operatorAccount: "somebody", name: "Else", classes: .all, as: helper)
            }
            try await book.refuse(access, of: home, as: caller(.dpo, "dpo", world.home, world))
            await #expect(throws: SupportRefusal.gone) {
                try await book.approve(
                    access, until: end, of: home, as: caller(.administrator, "admin", world.home, world))
            }
        }
    }

    private func read(
        _ patient: PatientID, _ documents: DocumentClass, as caller: Caller, _ world: GateWorld
    ) async throws {
        try await world.kernel.gate.open(
            Read.self, IdentityAndCareCircle.self, of: patient,
            about: Resource(of: .kernel, "document", classes: [documents]), as: caller
        ) { (_: borrowing Grant<Read, IdentityAndCareCircle>) in }
    }
}
