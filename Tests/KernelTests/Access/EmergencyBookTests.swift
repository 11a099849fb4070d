import TestSupport
import Testing

@testable import Kernel

/// Emergencies after they were opened: their box of time, the hand that ends them, the review (rule 43).
struct EmergencyBookTests {
    private static func dpo(_ world: GateWorld, _ id: String = "dpo", of structure: Structure? = nil) -> Caller {
        Caller(
            Facts.Caller(kind: .dpo, id: id, structure: (structure ?? world.home).id, level: .twoFactors),
            means: "passkey")
    }

    private static func expect(_ waiting: Int, _ overdue: Int, _ world: GateWorld) async throws {
        let counts = try await world.kernel.emergencies.waiting(in: world.home.id)
        #expect(counts == (waiting, overdue))
    }

    private static func opened(_ world: GateWorld) async throws -> (PatientID, Caller) {
        let patient = try await world.enrol()
        let doctor = world.professional("doctor", of: world.home, .physician)
        _ = try await world.read(patient, as: doctor, mode: .emergency(.breakGlass, reason: "malaise, seul"))
        return (patient, doctor)
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 43: an emergency lasts for its box of time, is ended by hand, and the next request finds it closed`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (patient, doctor) = try await Self.opened(world)
            let book = world.kernel.emergencies
            let underway = try #require(try await book.underway(patient, as: doctor))
            #expect(underway.until == underway.openedAt.adding(seconds: 14_400))
            #expect(try await world.read(patient, as: doctor, mode: .underway(.breakGlass)) == "MARTIN-TEST")
            #expect(try await book.underway(patient, as: world.nurse) == nil)
            // A second one within the first: ending ends both.
            _ = try await world.read(patient, as: doctor, mode: .emergency(.breakGlass, reason: "encore"))
            #expect(try await book.end(patient, as: doctor))
            #expect(try await book.underway(patient, as: doctor) == nil)
            await #expect(throws: GateRefusal.self) {
                try await world.read(patient, as: doctor, mode: .underway(.breakGlass))
            }
            #expect(try await book.end(patient, as: doctor) == false)
            let line = try #require(try await world.lines().last { $0.reason == "emergency-ended" })
            #expect(line.actor.id == "doctor" && line.mode == "bris_de_glace" && line.patients == [patient.value])
        }
    }

    @Test func `rule 43: it ends by itself`() async throws {
        try await GateWorld.use { world in
            let (patient, doctor) = try await Self.opened(world)
            world.clock.forward(minutes: 239)
            #expect(try await world.kernel.emergencies.underway(patient, as: doctor) != nil)
            world.clock.forward(minutes: 2)
            #expect(try await world.kernel.emergencies.underway(patient, as: doctor) == nil)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 43: the DPO reads the reason through the gate and concludes once, in words, with a line`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let (patient, _) = try await Self.opened(world)
            let (book, dpo) = (world.kernel.emergencies, Self.dpo(world))
            try await Self.expect(1, 0, world)
            let review = try #require(try await book.reviews(done: false, as: dpo).reviews.first)
            #expect(review.patient == patient && review.openedBy == "doctor" && review.conclusion == nil)
            #expect(review.dueOn == review.openedAt.parisDay.adding(days: 7))
            let read = try #require(try await book.read(review.id, as: dpo))
            #expect(read.reason == "malaise, seul" && read.comment == nil)
            for (words, refusal) in [
                (" ", ReviewRefusal.wordsMissing), (String(repeating: "a", count: 2001), .tooLong),
            ] {
                await #expect(throws: refusal) { try await book.conclude(review.id, .justified, words: words, as: dpo) }
            }
            try await book.conclude(review.id, .abusive, words: "aucun appel ce jour-là", as: dpo)
            await #expect(throws: ReviewRefusal.alreadyReviewed) {
                try await book.conclude(review.id, .justified, words: "non", as: dpo)
            }
            try await Self.expect(0, 0, world)
            let done = try #require(try await book.reviews(done: true, as: dpo).reviews.first)
            #expect(done.conclusion == .abusive && done.reviewedBy == "dpo")
            #expect(try await book.read(review.id, as: dpo)?.comment == "aucun appel ce jour-là")
            let lines = try await world.lines()
            #expect(lines.count { $0.reason == "review-abusive" } == 1)
            #expect(!lines.contains { $0.reason == "review-justified" })
            #expect(lines.contains { $0.resource.hasPrefix("emergency-reason/") && $0.action == "read-log" })
            #expect(!lines.contains { EntryText($0).bytes.contains(Array("malaise".utf8)) })
        }
    }

    @Test func `a review that waits too long is overdue; nobody reviews their own access, nor another structure's`()
        async throws
    {
        try await GateWorld.use { world in
            let (_, doctor) = try await Self.opened(world)
            let book = world.kernel.emergencies
            let review = try #require(try await book.reviews(done: false, as: Self.dpo(world)).reviews.first)
            world.clock.forward(minutes: 8 * 1440)
            try await Self.expect(1, 1, world)
            await #expect(throws: ReviewRefusal.ownAccess) {
                try await book.conclude(review.id, .justified, words: "moi", as: Self.dpo(world, "doctor"))
            }
            let stranger = Self.dpo(world, of: world.ward)
            #expect(try await book.reviews(done: false, as: stranger).reviews.isEmpty)
            #expect(try await book.read(review.id, as: stranger) == nil)
            await #expect(throws: GateRefusal.absent) {
                try await book.conclude(review.id, .justified, words: "x", as: stranger)
            }
            // Nor by somebody in care: the log is not theirs to read.
            await #expect(throws: GateRefusal.self) { try await book.read(review.id, as: doctor) }
            #expect(try await book.reviews(done: false, as: doctor).reviews.isEmpty)
        }
    }
}
