import TestSupport
import Testing

@testable import Kernel

/// Gestures whose outcome was lost with a process.
@Suite struct OrphanTests {
    private func close(_ world: GateWorld) async throws -> Int {
        try await world.kernel.log.closeOrphans(of: world.home.id) { _ in }
    }

    /// A gesture that was allowed and written down, and whose process died.
    private func lost(_ patient: PatientID, _ world: GateWorld) async throws -> AccessLine {
        let judged = try await world.kernel.gate.judge.facts(
            patient, about: GateWorld.identity, as: world.nurse, mode: .normal, action: .read)
        let line = judged.line(
            Policy.decide(judged.facts), use: "T00", resource: GateWorld.identity, caller: world.nurse)
        try await world.kernel.log.record(line)
        return line
    }

    @Test(arguments: EnginesForTests.all)
    func `a gesture without an outcome is closed as interrupted, once; others are left alone`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            _ = try await world.read(patient, as: world.nurse)
            await #expect(throws: GateRefusal.self) { try await world.read(patient, as: world.physician) }
            await world.kernel.log.drain()
            let orphan = try await lost(patient, world)
            #expect(try await close(world) == 0)
            world.clock.forward(minutes: 11)
            #expect(try await close(world) == 1)
            let line = try #require(try await world.lines().last)
            #expect(line.verdict == "interrupted" && line.cites == orphan.id && line.patients == [patient.value])
            #expect(line.actor == orphan.actor && line.decision == nil)
            world.clock.forward(minutes: 11)
            #expect(try await close(world) == 0)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `the job does it for every structure, and a pass that lost its lease writes nothing`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            await world.kernel.log.drain()
            _ = try await lost(patient, world)
            world.clock.forward(minutes: 11)
            await #expect(throws: JobProblem.leaseLost) {
                _ = try await world.kernel.log.closeOrphans(of: world.home.id) { _ in throw JobProblem.leaseLost }
            }
            #expect(try await world.lines().last?.verdict != "interrupted")
            let jobs = try world.kernel.jobs(
                of: KernelModule.self, work: Kernel.work.filter { $0.key == "orphan-accesses" })
            let reports = try await world.kernel.rounds(of: jobs).round()
            #expect(reports.map(\.ending) == [.done])
            #expect(try await world.lines().last?.verdict == "interrupted")
        }
    }
}
