import Synchronization
import TestSupport
import Testing

@testable import Kernel

@Suite struct JobTests {
    private struct Broken: Error { let secret = "nom du patient" }

    @Test(arguments: EnginesForTests.all)
    func `rule 74: a job runs for structures that have the module, and stops once it is disabled`(
        _ engine: Engine
    ) async throws {
        try await JobWorld.use(engine) { world in
            let calls = Calls()
            let rounds = try world.rounds(world.first) { _, job in calls.add(job.structure.ref) }
            let done = try await rounds.round()
            #expect(done.map(\.ending) == [.done] && done.map(\.structures) == [1])
            #expect(calls.all == ["avec-module"])
            world.clock.forward(minutes: 1)
            try await world.first.register.disable("questionnaires", for: world.with, author: "Essai")
            world.clock.forward(minutes: 5)
            let after = try await rounds.round()
            #expect(after.map(\.structures) == [0])
            #expect(calls.all == ["avec-module"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a contract that ends today ends its jobs tomorrow, a planned one starts them on its day`(
        _ engine: Engine
    ) async throws {
        try await JobWorld.use(engine) { world in
            let calls = Calls()
            let rounds = try world.rounds(world.first) { _, job in calls.add(job.structure.ref) }
            try await world.first.register.enable(
                "questionnaires", for: world.without, from: world.clock.source.today.adding(days: 1),
                acknowledgement: Acknowledgement(name: "Personne", how: .byDPO, on: world.clock.source.today),
                author: "Essai")
            _ = try await rounds.round()
            #expect(calls.all == ["avec-module"])
            world.clock.forward(days: 1)
            _ = try await rounds.round()
            #expect(calls.all == ["avec-module", "avec-module", "sans-module"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a job wakes when its minutes have passed, not before, whichever node asks`(_ engine: Engine) async throws {
        try await JobWorld.use(engine) { world in
            let calls = Calls()
            let first = try world.rounds(world.first) { _, job in calls.add("first") }
            let second = try world.rounds(world.second) { _, job in calls.add("second") }
            _ = try await first.round()
            _ = try await second.round()
            world.clock.forward(minutes: 4)
            _ = try await second.round()
            #expect(calls.all == ["first"])
            world.clock.forward(minutes: 1)
            _ = try await second.round()
            _ = try await first.round()
            #expect(calls.all == ["first", "second"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `two nodes that wake together: one runs the pass, the other finds it taken`(_ engine: Engine) async throws {
        try await JobWorld.use(engine) { world in
            for _ in 0..<10 {
                let calls = Calls()
                let first = try world.rounds(world.first) { _, _ in calls.add("first") }
                let second = try world.rounds(world.second) { _, _ in calls.add("second") }
                async let one = first.round()
                async let two = second.round()
                let reports = try await (one + two)
                #expect(reports.count == 1)
                #expect(calls.all.count == 1)
                world.clock.forward(minutes: 5)
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a node that lost its lease is refused by its fence, and its transaction undone`(
        _ engine: Engine
    ) async throws {
        try await JobWorld.use(engine) { world in
            let slow = try world.rounds(world.first) { kernel, job in
                // The pass outlives its lease; meanwhile the other node takes the job.
                world.clock.forward(minutes: 30)
                let other = try world.rounds(world.second) { _, _ in }
                _ = try await other.round()
                let now = world.clock.source.now
                try await kernel.store.write { tx in
                    try RegisterStateTable.set("trace", "written", at: now, tx)
                    try JobLeases.demand(job.lease, at: now, tx)
                }
            }
            let reports = try await slow.round()
            #expect(reports.map(\.ending) == [.leaseLost])
            let trace = try await world.first.store.read { tx in try RegisterStateTable.value("trace", tx) }
            #expect(trace == nil)
            // What the loser says at its end does not touch the winner's row.
            let last = try await slow.last()
            #expect(last.map(\.outcome) == ["done"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a job whose process died is taken again once its lease has run out`(_ engine: Engine) async throws {
        try await JobWorld.use(engine) { world in
            let now = world.clock.source.now
            let dead = try await world.first.store.write { tx in
                try JobLeases.take(
                    "tick", everyMinutes: 5, holder: "dead", at: now, until: now.adding(seconds: 600), tx)
            }
            #expect(dead?.fence == 1)
            let rounds = try world.rounds(world.second) { _, _ in }
            world.clock.forward(minutes: 9)
            let early = try await rounds.round()
            #expect(early == [])
            world.clock.forward(minutes: 1)
            let later = try await rounds.round()
            #expect(later.map(\.ending) == [.done])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `work that throws is told by its kind alone, and the others have their turn`(_ engine: Engine) async throws {
        try await JobWorld.use(engine) { world in
            try await world.first.register.enable(
                "questionnaires", for: world.without,
                acknowledgement: Acknowledgement(name: "Personne", how: .byDPO, on: world.clock.source.today),
                author: "Essai")
            let calls = Calls()
            let rounds = try world.rounds(world.first) { _, job in
                calls.add(job.structure.ref)
                if job.structure.ref == "avec-module" { throw Broken() }
            }
            let reports = try await rounds.round()
            #expect(reports == [JobReport(job: "tick", ending: .failed, structures: 2, codes: ["Broken"])])
            #expect(calls.all == ["avec-module", "sans-module"])
            world.clock.forward(minutes: 5)
            let again = try await rounds.round()
            #expect(again.count == 1)
        }
    }

    @Test func `a pass ends at its time limit, and the lease with it`() async throws {
        try await JobWorld.use(.sqlite) { world in
            let rounds = try world.rounds(world.first, limitSeconds: 0) { _, _ in
                try await Task.sleep(for: .seconds(3600))
            }
            let reports = try await rounds.round()
            #expect(reports.map(\.ending) == [.outOfTime])
            world.clock.forward(minutes: 5)
            let quick = try world.rounds(world.second) { _, _ in }
            let after = try await quick.round()
            #expect(after.map(\.ending) == [.done])
        }
    }

    @Test func `work that no job declares refuses to start`() async throws {
        try await JobWorld.use(.sqlite) { world in
            #expect(throws: RegisterRefusal.self) {
                _ = try world.first.jobs(of: Ticking.self, work: ["tock": { _, _ in }])
            }
        }
    }

    @Test func `the kernel's work is that of its own declared jobs, under names that no module has`() throws {
        let declared = KernelModule.jobs.map(\.name)
        #expect(Set(declared).count == declared.count)
        #expect(Set(Kernel.work.keys).isSubset(of: declared))
    }
}
