import TestSupport
import Testing

@testable import Kernel

/// Decisions through the gate.
struct ConsentBookTests {
    private static func book(_ world: GateWorld) -> ConsentBook {
        world.kernel.consents
    }

    private static func draft(_ world: GateWorld) -> ConsentBook.Draft {
        ConsentBook.Draft(
            scope: SharingScope(structures: .only([world.ward.id]), classes: .only([.identity])), text: Decided.text,
            support: .paper, means: .oral)
    }

    private static func caller(_ patient: PatientID, _ world: GateWorld) -> Caller {
        Caller(
            Facts.Caller(kind: .patient, id: patient.value, structure: world.home.id, level: .franceConnect),
            means: "france-connect")
    }

    private static let closed = GateRefusal.refused(.noCareRelation, emergencyPossible: false)

    @Test(arguments: EnginesForTests.all)
    func `rule 37: a consent recorded opens to the partner, taken back it closes at the next request`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (book, patient) = (Self.book(world), try await world.enrol())
            await #expect(throws: Self.closed) { try await world.read(patient, as: world.physician) }
            let consent = try await book.consent(Self.draft(world), of: patient, as: world.nurse)
            #expect(try await world.read(patient, as: world.physician) == "MARTIN-TEST")
            try await book.withdraw([consent], means: .telephone, of: patient, as: world.nurse)
            await #expect(throws: Self.closed) { try await world.read(patient, as: world.physician) }
            let history = try await book.history(of: patient, as: world.nurse)
            #expect(history.consents.map(\.kind) == [.consent, .withdrawal])
            #expect(history.state.consents.isEmpty)
            let (first, last) = (history.consents[0], history.consents[1])
            #expect(first.text == Decided.text.reference && first.support == .paper)
            #expect(first.origin.collectedBy == "nurse-membership")
            #expect(last.withdraws == consent && last.text == first.text)
            let line = try #require(try await world.lines().last { $0.action == "decide-consent" && $0.cites == nil })
            #expect(line.reason == "authorship")
        }
    }

    @Test func `rule 37: no read is granted once a withdrawal was acknowledged, also with readers at work`()
        async throws
    {
        try await GateWorld.use { world in
            let (book, patient) = (Self.book(world), try await world.enrol())
            let physician = world.physician
            for _ in 0..<20 {
                let consent = try await book.consent(Self.draft(world), of: patient, as: world.nurse)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask { _ = try? await world.read(patient, as: physician) }
                    }
                    try await book.withdraw([consent], means: .oral, of: patient, as: world.nurse)
                    await #expect(throws: Self.closed) { try await world.read(patient, as: physician) }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `the patient opposes, blocks and lifts online; nobody collected it but they`() async throws {
        try await GateWorld.use { world in
            let (book, patient) = (Self.book(world), try await world.enrol())
            let person = Self.caller(patient, world)
            let opposition = try await book.oppose(
                SharingScope(structures: .only([world.home.id])), coversEmergency: false, means: .online, of: patient,
                as: person)
            await #expect(throws: GateRefusal.refused(.opposition, emergencyPossible: false)) {
                try await world.read(patient, as: world.nurse)
            }
            try await book.lift(opposition, means: .online, of: patient, as: person)
            #expect(try await world.read(patient, as: world.nurse) == "MARTIN-TEST")
            let block = try await book.block("nurse", means: .online, of: patient, as: person)
            await #expect(throws: GateRefusal.refused(.blocked, emergencyPossible: false)) {
                try await world.read(patient, as: world.nurse)
            }
            let history = try await book.history(of: patient, as: person)
            #expect(history.state.blocked == ["nurse"])
            #expect(history.oppositions.allSatisfy { $0.origin == DecisionOrigin(means: .online, collectedBy: nil) })
            try await book.lift(block, means: .online, of: patient, as: person)
            #expect(try await world.read(patient, as: world.nurse) == "MARTIN-TEST")
        }
    }

    @Test func `what is no decision of this patient is refused, and of several none is taken back`() async throws {
        try await GateWorld.use { world in
            let (book, patient, other) = (Self.book(world), try await world.enrol(), try await world.enrol("AUTRE"))
            let mine = try await book.consent(Self.draft(world), of: patient, as: world.nurse)
            let theirs = try await book.consent(Self.draft(world), of: other, as: world.nurse)
            await #expect(throws: ConsentRefusal.consentMissing) {
                try await book.withdraw([mine, theirs], means: .oral, of: patient, as: world.nurse)
            }
            await #expect(throws: ConsentRefusal.oppositionMissing) {
                try await book.lift(mine, means: .oral, of: patient, as: world.nurse)
            }
            await #expect(throws: ConsentRefusal.collectorMissing) {
                try await book.withdraw([mine], means: .oral, of: patient, as: Self.caller(patient, world))
            }
            #expect(try await book.history(of: patient, as: world.nurse).state.consents.map(\.id) == [mine])
            try await book.withdrawAll(means: .written, of: patient, as: world.nurse)
            #expect(try await book.history(of: patient, as: world.nurse).state.consents.isEmpty)
            #expect(try await book.history(of: other, as: world.nurse).state.consents.map(\.id) == [theirs])
        }
    }

    @Test func `rule 39: what was told, with its text, is on record; a text is published once per version`()
        async throws
    {
        try await GateWorld.use { world in
            let (book, patient) = (Self.book(world), try await world.enrol())
            let text = InformationText(
                code: "care-team-of-both.msp", version: 1, language: .fr, body: "Votre équipe de soins…",
                publishedOn: world.clock.source.today)
            try await book.publish(text)
            await #expect(throws: StorageError.self) { try await book.publish(text) }
            #expect(try await book.text("care-team-of-both.msp", in: .fr) == text)
            #expect(try await book.text("care-team-of-both.msp", in: .en) == nil)
            try await book.inform(text, means: .oral, support: .paper, of: patient, as: world.nurse)
            let state = try await book.history(of: patient, as: world.nurse).state
            #expect(state.informed(of: [.careTeamOfBoth]) == world.clock.source.today)
            #expect(state.information.first?.givenBy == "nurse-membership")
        }
    }
}
