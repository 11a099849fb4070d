import Crypto
import TestSupport
import Testing

@testable import Kernel

@Suite struct RetentionSweepTests {
    private static func rounds(_ kernel: Kernel) throws -> JobRounds {
        kernel.rounds(
            of: try kernel.jobs(of: KernelModule.self, work: Kernel.work.filter { $0.key == "retention" }))
    }

    private static func code(_ id: String, _ structure: String, at now: Instant, _ kernel: Kernel) async throws {
        _ = try await kernel.store.write { tx in
            try tx.run(
                """
                INSERT INTO one_time_codes
                    (id, structure, created_at, subject, code_hash, channel, attempts, expires_at)
                VALUES (\(id), \(structure), \(now), 's', \([UInt8](repeating: 1, count: 32)), 'mail', 0, \(now))
                """)
        }
    }

    private static func left(_ kernel: Kernel) async throws -> [String] {
        try await kernel.store.read { tx in
            try tx.rows("SELECT id FROM one_time_codes ORDER BY id").map { try $0.text("id") }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rule 14: what has reached its term is removed, and its proof holds rule, table, count and digest`(
        _ engine: Engine
    ) async throws {
        try await JobWorld.use(engine) { world in
            let kernel = world.first
            let start = kernel.clock.now
            try await Self.code("a", world.with.id, at: start, kernel)
            try await Self.code("b", world.with.id, at: start, kernel)
            try await Self.code("c", world.with.id, at: start.adding(seconds: 86_400), kernel)
            try await Self.code("d", world.without.id, at: start, kernel)
            let rounds = try Self.rounds(kernel)
            world.clock.forward(days: 1)
            _ = try await rounds.round()
            // One day from sending: the second day is still within the term.
            var left = try await Self.left(kernel)
            #expect(left == ["a", "b", "c", "d"])
            world.clock.forward(days: 1)
            let reports = try await rounds.round()
            #expect(reports == [JobReport(job: "retention", ending: .done, structures: 2, codes: [])])
            left = try await Self.left(kernel)
            #expect(left == ["c"])
            let proofs = try await kernel.store.read { tx in
                try tx.rows("SELECT * FROM purge_proofs ORDER BY removed DESC")
            }
            try #require(proofs.count == 2)
            #expect(try proofs.map { try $0.integer("removed") } == [2, 1])
            #expect(try proofs[0].text("rule") == "codes_usage_unique")
            #expect(try proofs[0].text("table_name") == "one_time_codes")
            #expect(try proofs[0].bytes("digest") == Array(SHA256.hash(data: Array("a\nb".utf8))))
            #expect(try proofs[0].instant("purged_at") == kernel.clock.now)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a structure's own term is obeyed, as its sheet says it`(_ engine: Engine) async throws {
        try await JobWorld.use(engine) { world in
            let kernel = world.first
            try await kernel.register.override(
                treatment: "T02", field: .retention("codes_usage_unique"), value: "7 jours", reason: "Essai",
                for: world.with, author: "Essai")
            try await Self.code("long", world.with.id, at: kernel.clock.now, kernel)
            try await Self.code("short", world.without.id, at: kernel.clock.now, kernel)
            world.clock.forward(days: 2)
            let rounds = try Self.rounds(kernel)
            _ = try await rounds.round()
            var left = try await Self.left(kernel)
            #expect(left == ["long"])
            world.clock.forward(days: 6)
            _ = try await rounds.round()
            left = try await Self.left(kernel)
            #expect(left == [])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `more rows than a page are removed, page by page, each page with its proof`(_ engine: Engine) async throws {
        try await JobWorld.use(engine) { world in
            let kernel = world.first
            let (start, structure) = (kernel.clock.now, world.with.id)
            let count = RetentionSweep.pageRows + 1
            _ = try await kernel.store.write { tx in
                for number in 0..<count {
                    try tx.run(
                        """
                        INSERT INTO one_time_codes
                            (id, structure, created_at, subject, code_hash, channel, attempts, expires_at)
                        VALUES (\(RowID.fresh(at: start)), \(structure), \(start), \("\(number)"), \([UInt8]([1])),
                            'mail', 0, \(start))
                        """)
                }
            }
            world.clock.forward(days: 2)
            _ = try await Self.rounds(kernel).round()
            let left = try await Self.left(kernel)
            #expect(left == [])
            let removed = try await kernel.store.read { tx in
                try tx.rows("SELECT removed FROM purge_proofs ORDER BY removed").map { try $0.integer("removed") }
            }
            #expect(removed == [1, Int64(RetentionSweep.pageRows)])
        }
    }

    @Test func `every table that the sweep looks after may lose rows, is no part of a file, and counts from a column`()
    {
        for subject in RetentionSweep.subjects {
            #expect(!subject.table.appendOnly && subject.table.kind != .reference)
            #expect(subject.table.retention.map { $0.code != PatientFileRetention.ruleCode } == true)
            guard let anchor = subject.anchor else { continue }
            #expect(subject.table.allColumns.contains { $0.name == anchor && $0.kind == .instant })
        }
    }
}
