import TestSupport
import Testing

@testable import Kernel

/// What is opened to somebody by name.
@Suite struct ExchangeTests {
    private func account(_ name: String, _ world: GateWorld, in structure: Structure) async throws -> Account {
        try await world.kernel.accounts.add(
            familyName: name, givenName: "Ada", function: "", email: "\(name.lowercased())@essai.example",
            roles: [.professional], to: structure)
    }

    private func doctor(_ account: Account, _ world: GateWorld, _ profession: Profession = .physician) -> Caller {
        Caller(
            Facts.Caller(
                kind: .professional, id: account.id, membership: "m-\(account.id)", structure: world.home.id,
                profession: profession, level: .twoFactors), means: "passkey", provedAt: world.clock.source.now)
    }

    private func read(
        _ patient: PatientID, _ documents: DocumentClass, _ id: String? = nil, as caller: Caller, _ world: GateWorld
    ) async throws {
        try await world.kernel.gate.open(
            Read.self, IdentityAndCareCircle.self, of: patient,
            about: Resource(of: .kernel, "document", id: id, classes: [documents]), as: caller
        ) { (_: borrowing Grant<Read, IdentityAndCareCircle>) in }
    }

    private func draft(
        _ recipient: Account, _ world: GateWorld, classes: [DocumentClass] = [.report],
        documents: Extent<String> = .all, both: Bool = false
    ) -> ExchangeBook.Draft {
        let today = world.clock.source.today
        return ExchangeBook.Draft(
            recipient: recipient.id, classes: classes, documents: documents, informedOn: today,
            informedOfBothCategories: both, endsOn: today.adding(days: 30))
    }

    @Test(arguments: EnginesForTests.all)
    func `L1110-4 II: what is sent by name opens to that professional alone, until it ends or is taken back`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let book = world.kernel.exchanges
            let (one, two) = (
                try await account("Medecin", world, in: world.home), try await account("Autre", world, in: world.home)
            )
            let none = GateRefusal.refused(.noCareRelation, emergencyPossible: true)
            await #expect(throws: none) { try await read(patient, .report, as: doctor(one, world), world) }
            let id = try await book.send(draft(one, world, documents: .only(["r1"])), of: patient, as: world.nurse)
            try await read(patient, .report, "r1", as: doctor(one, world), world)
            let line = try #require(try await world.lines().last { $0.actor.id == one.id && $0.cites == nil })
            #expect(line.reason == "exchange" && line.basis == id)
            #expect(try line.decisions().first.map { Policy.replay($0.decision) } == .same)
            for refused in [("r2", DocumentClass.report), ("r1", .imaging)] {
                await #expect(throws: none) {
                    try await read(patient, refused.1, refused.0, as: doctor(one, world), world)
                }
            }
            await #expect(throws: none) { try await read(patient, .report, "r1", as: doctor(two, world), world) }
            let sent = try await book.openings(of: patient, as: world.nurse).exchanges
            #expect(sent.map(\.recipient) == [one.id] && sent.first?.sender == "nurse-membership")
            let share = try #require(try await world.lines().last { $0.action == "share" && $0.cites == nil })
            #expect(share.resource == "exchange" && share.treatment == "T04")
            try await book.takeBack(id, of: patient, as: world.nurse)
            await #expect(throws: none) { try await read(patient, .report, "r1", as: doctor(one, world), world) }
            await #expect(throws: SharingRefusal.gone) { try await book.takeBack(id, of: patient, as: world.nurse) }
            _ = try await book.send(draft(one, world), of: patient, as: world.nurse)
            world.clock.forward(minutes: 31 * 24 * 60)
            await #expect(throws: none) { try await read(patient, .report, as: doctor(one, world), world) }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rules 36, 40 and 42: an exchange needs information, the sender's own right, and yields to an objection`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let book = world.kernel.exchanges
            let one = try await account("Medecin", world, in: world.home)
            let social = try await account("Sociale", world, in: world.home)
            var silent = draft(one, world)
            silent.informedOn = nil
            await #expect(throws: SharingRefusal.informationMissing) {
                try await book.send(silent, of: patient, as: world.nurse)
            }
            // A nurse reads prescriptions and does not share them; identity is nobody's to send.
            for classes in [[DocumentClass.prescription], [.report, .identity]] {
                await #expect(throws: (any Error).self) {
                    try await book.send(draft(one, world, classes: classes), of: patient, as: world.nurse)
                }
            }
            await #expect(throws: GateRefusal.refused(.noCareRelation, emergencyPossible: false)) {
                try await book.send(draft(one, world), of: patient, as: doctor(social, world))
            }
            var late = draft(one, world)
            late.endsOn = world.clock.source.today.adding(days: -1)
            await #expect(throws: SharingRefusal.endOutOfBounds) {
                try await book.send(late, of: patient, as: world.nurse)
            }
            let worker = doctor(social, world, .socialWorker)
            let answers = [DocumentClass.questionnaireAnswer]
            _ = try await book.send(draft(social, world, classes: answers), of: patient, as: world.nurse)
            await #expect(throws: GateRefusal.self) {
                try await read(patient, .questionnaireAnswer, as: worker, world)
            }
            _ = try await book.send(draft(social, world, classes: answers, both: true), of: patient, as: world.nurse)
            try await read(patient, .questionnaireAnswer, as: worker, world)
            _ = try await world.kernel.consents.oppose(
                SharingScope(professions: .only([.socialWorker])), coversEmergency: false, means: .oral, of: patient,
                as: world.nurse)
            await #expect(throws: GateRefusal.refused(.opposition, emergencyPossible: false)) {
                try await read(patient, .questionnaireAnswer, as: worker, world)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `what was sent to somebody is listed to them, judged, in one line`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let book = world.kernel.exchanges
            let one = try await account("Medecin", world, in: world.home)
            var ids: [PatientID] = []
            for number in 0..<3 {
                let patient = try await world.enrol("LISTE-\(number)")
                _ = try await book.send(draft(one, world), of: patient, as: world.nurse)
                ids.append(patient)
            }
            // Reports were sent, not the identity: the list of headers shows nobody who may not be shown.
            let page = try await book.received(as: doctor(one, world))
            #expect(page.patients.isEmpty && page.next == nil)
            #expect(try await world.lines().last { $0.action == "list" && $0.cites == nil }?.count == 3)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 41: a statutory exception cites its article, opens what it names, and ends`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let book = world.kernel.exchanges
            let holder = try await account("Conseil", world, in: world.ward)
            let adviser = Caller(
                Facts.Caller(kind: .insurer, id: holder.id, structure: world.ward.id, level: .twoFactors),
                means: "passkey", provedAt: world.clock.source.now)
            let shut = GateRefusal.refused(.notCare, emergencyPossible: false)
            await #expect(throws: shut) { try await read(patient, .report, as: adviser, world) }
            func draft(_ article: String, days: Int64 = 2) -> ExchangeBook.ExceptionDraft {
                .init(
                    holder: holder.id, article: article, classes: [.report],
                    endsAt: world.clock.source.now.adding(seconds: days * 86_400))
            }
            for article in ["", "la loi", "CSS", "CSS L", "L315-1", "CSS L315-1 ; DROP", "GDPR 9"] {
                await #expect(throws: SharingRefusal.articleMissing) {
                    try await book.record(draft(article), of: patient, as: world.nurse)
                }
            }
            await #expect(throws: SharingRefusal.endOutOfBounds) {
                try await book.record(draft("CSS L315-1", days: 91), of: patient, as: world.nurse)
            }
            let id = try await book.record(draft("CSS L315-1"), of: patient, as: world.nurse)
            try await read(patient, .report, as: adviser, world)
            let line = try #require(try await world.lines().last { $0.actor.id == holder.id && $0.cites == nil })
            #expect(line.reason == "statute" && line.basis == id)
            await #expect(throws: shut) { try await read(patient, .imaging, as: adviser, world) }
            let kept = try await book.openings(of: patient, as: world.nurse).exceptions
            #expect(kept.map(\.article.text) == ["CSS L315-1"] && kept.first?.recordedBy == "nurse-membership")
            try await book.endException(id, of: patient, as: world.nurse)
            await #expect(throws: shut) { try await read(patient, .report, as: adviser, world) }
            _ = try await book.record(draft("CSS R315-1"), of: patient, as: world.nurse)
            world.clock.forward(minutes: 2 * 24 * 60 + 1)
            await #expect(throws: shut) { try await read(patient, .report, as: adviser, world) }
        }
    }
}
