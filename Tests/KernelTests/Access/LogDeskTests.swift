import TestSupport
import Testing

@testable import Kernel

/// Reading the log is judged and written down (rule 54).
@Suite struct LogDeskTests {
    private func caller(_ kind: CallerKind, _ world: GateWorld, of structure: Structure? = nil) -> Caller {
        Caller(
            Facts.Caller(kind: kind, id: "\(kind)", structure: (structure ?? world.home).id, level: .twoFactors),
            means: "passkey", provedAt: world.clock.source.now)
    }

    private func period(_ world: GateWorld) -> LogPeriod {
        let today = world.clock.source.today
        return LogPeriod(from: .start(ofParisDay: today), to: .end(ofParisDay: today))
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 54: the operator's export is judged by its own row, and refused where the structure took it away`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            _ = try await world.enrol()
            let (book, home) = (world.kernel.accessLog, world.home.id)
            let operators = Caller.commandLine("Exploitation", for: home)
            var lines: [LoggedLine] = []
            try await book.export(of: home, period(world), days: "2026-03-02..2026-03-02", as: operators) {
                lines += $0
            }
            #expect(lines.contains { $0.line.action == "create" })
            let line = try #require(try await world.lines().last { $0.action == "export" })
            #expect(line.verdict == "allow" && line.reason == "upkeep" && line.actor.role == "command-line")
            #expect(line.resource == "access-log/2026-03-02..2026-03-02" && line.treatment == "T03")
            let decision = try #require(try line.decisions().first?.decision)
            #expect(Policy.replay(decision) == .same && decision.facts.caller.kind == .commandLine)
            try await world.kernel.accessChoices.narrow(
                [.init(.kind(.commandLine), .log, actions: [.readLog])], of: home, by: "admin", reason: "Essai")
            await #expect(throws: GateRefusal.refused(.mission, emergencyPossible: false)) {
                try await book.export(of: home, period(world), days: "x", as: operators) { _ in
                    Issue.record("nothing is handed out")
                }
            }
            let refused = try #require(try await world.lines().last)
            #expect(refused.verdict == "deny" && refused.reason == "mission" && refused.action == "export")
            // What the row still lets it do, it does.
            #expect(try await book.line(line.id, of: home, as: operators)?.line.action == "export")
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rules 47 and 54: who may read the log, of a structure and of a person`(_ engine: Engine) async throws {
        try await GateWorld.use(engine) { world in
            let patient = try await world.enrol()
            let (book, home, period) = (world.kernel.accessLog, world.home.id, period(world))
            for kind in [CallerKind.administrator, .officeStaff, .vendorSupport] {
                await #expect(throws: GateRefusal.self) {
                    try await book.lines(of: home, period, as: caller(kind, world))
                }
                #expect(try await world.lines().last?.verdict == "deny")
            }
            await #expect(throws: GateRefusal.refused(.otherStructure, emergencyPossible: false)) {
                try await book.lines(of: home, period, as: caller(.dpo, world, of: world.ward))
            }
            await #expect(throws: GateRefusal.self) { try await book.lines(of: home, period, as: world.nurse) }
            #expect(try await !book.lines(of: home, period, as: caller(.dpo, world)).lines.isEmpty)
            let mine = try await book.lines(about: patient, period, as: caller(.dpo, world))
            #expect(mine.lines.allSatisfy { $0.line.patients == [patient.value] } && !mine.lines.isEmpty)
            let person = Caller(
                Facts.Caller(kind: .patient, id: patient.value, structure: home, level: .franceConnect),
                means: "franceconnect")
            #expect(try await !book.lines(about: patient, period, as: person).lines.isEmpty)
            #expect(try await world.lines().last { $0.action == "read-log" }?.reason == "own-record")
            await #expect(throws: GateRefusal.refused(.mission, emergencyPossible: false)) {
                try await book.lines(about: patient, period, as: world.physician)
            }
            await #expect(throws: GateRefusal.absent) {
                try await book.lines(about: PatientID("nobody"), period, as: caller(.dpo, world))
            }
        }
    }
}
