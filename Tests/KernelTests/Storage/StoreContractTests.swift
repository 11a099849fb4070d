import Foundation
import TestSupport
import Testing

@testable import Kernel

/// What both engines promise, in the same words.
@Suite struct StoreContractTests {
    @Test(arguments: EnginesForTests.all)
    func `every kind of value comes back as it went in`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let day = try #require(Day("2026-02-28"))
            let every = [UInt8](0...255)
            try await world.store.write { tx in
                try tx.run(
                    """
                    INSERT INTO cells (id, words, number, content, flag, day, at)
                    VALUES ('full', \("l'été"), \(Int64.min), \(every), \(true), \(day), \(Instant(milliseconds: -1)))
                    """)
                try tx.run(
                    """
                    INSERT INTO cells (id, words, number, content, flag, day, at)
                    VALUES ('empty', \(""), \(Int64.max), \([UInt8]()), \(false), \(String?.none), \(Int64?.none))
                    """)
                try tx.run("INSERT INTO cells (id, content) VALUES ('null', \([UInt8]?.none))")
            }
            let rows = try await world.store.read { tx in try tx.rows("SELECT * FROM cells ORDER BY id") }
            try #require(rows.count == 3)
            #expect(try rows[0].text("words") == "")
            #expect(try rows[0].integer("number") == Int64.max)
            #expect(try rows[0].bytes("content") == [])
            #expect(try rows[0].flag("flag") == false)
            #expect(try rows[0].value("day") == .null && rows[0].value("at") == .null)
            #expect(try rows[1].text("words") == "l'été")
            #expect(try rows[1].integer("number") == Int64.min)
            #expect(try rows[1].bytes("content") == every)
            #expect(try rows[1].flag("flag") == true)
            #expect(try rows[1].day("day") == day)
            #expect(try rows[1].instant("at") == Instant(milliseconds: -1))
            #expect(try rows[2].value("content") == .null && rows[2].value("words") == .null)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `among writes that share a flush, each is stored whole or not at all`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            struct Refused: Error {}
            let answers = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            return try await world.store.write { tx in
                                try tx.run("INSERT INTO cells (id, number) VALUES (\("a\(number)"), \(number))")
                                if number.isMultiple(of: 7) { throw Refused() }
                                try tx.run("INSERT INTO cells (id, number) VALUES (\("b\(number)"), \(number))")
                                return number
                            }
                        } catch is Refused { return nil }
                    }
                }
                return try await group.reduce(into: [Int]()) { all, one in if let one { all.append(one) } }
            }
            let kept = (0..<200).filter { !$0.isMultiple(of: 7) }
            #expect(answers.sorted() == kept)
            let stored = try await world.store.read { tx in
                try tx.rows("SELECT id FROM cells").map { try $0.text("id") }
            }
            #expect(Set(stored) == Set(kept.flatMap { ["a\($0)", "b\($0)"] }))
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a broken rule is named alike, by its table and columns, and never by a value`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            try await world.store.write { tx in
                _ = try tx.run("INSERT INTO lines (id, book, place, note) VALUES ('a', 'b', 1, 'secret')")
            }
            func broken(_ sql: SQL) async -> StorageError? {
                await storageError { _ = try await world.store.write { tx in try tx.run(sql) } }
            }
            let twice = await broken("INSERT INTO lines (id, book, place, note) VALUES ('c', 'b', 1, 'secret')")
            #expect(twice == .constraint("unique lines (book, place)"))
            let same = await broken("INSERT INTO lines (id, book, place, note) VALUES ('a', 'd', 1, 'secret')")
            #expect(same == .constraint("unique lines (id)"))
            let empty = await broken("INSERT INTO lines (id, book, place) VALUES ('e', 'f', 1)")
            #expect(empty == .constraint("required lines (note)"))
            let changed = await broken("UPDATE lines SET note = 'other'")
            #expect(changed == .constraint("lines_append_only"))
        }
    }

    @Test(.enabled(if: EnginesForTests.all.contains(.postgresql), "no PostgreSQL on this machine"))
    func `TRUNCATE of an append-only table is refused, also to the owner`() async throws {
        try await StoreWorld.use(.postgresql) { world in
            try await world.store.write { tx in
                _ = try tx.run("INSERT INTO lines (id, book, place, note) VALUES ('a', 'b', 1, 'c')")
            }
            let error = await storageError { try await world.outside("TRUNCATE lines") }
            #expect(error == .constraint("lines_append_only"))
            try await world.outside("TRUNCATE cells")
            let left = try await world.store.read { tx in try tx.rows("SELECT id FROM lines").count }
            #expect(left == 1)
        }
    }

    @Test(
        .enabled(if: !NastyTexts.all.isEmpty, "the shared folder of hostile texts is absent"),
        arguments: EnginesForTests.all)
    func `hostile texts are kept byte for byte, as text and as bytes`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let texts = (NastyTexts.all + NastyTexts.ours).filter { !$0.utf8.contains(0) }
            try await world.store.write { tx in
                for (index, text) in texts.enumerated() {
                    try tx.run(
                        "INSERT INTO cells (id, words, content, number) VALUES (\("\(index)"), \(text), \(Array(text.utf8)), \(index))"
                    )
                }
            }
            let rows = try await world.store.read { tx in
                try tx.rows("SELECT words, content FROM cells ORDER BY number")
            }
            #expect(rows.count == texts.count)
            for (row, text) in zip(rows, texts) {
                #expect(try Array(row.text("words").utf8) == Array(text.utf8))
                #expect(try row.bytes("content") == Array(text.utf8))
            }
            let found = try await world.store.read { tx in
                try texts.map { try tx.rows("SELECT id FROM cells WHERE words = \($0)").count }
            }
            #expect(found.allSatisfy { $0 >= 1 })
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `text with a NUL character is refused, and nothing of the transaction stays`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let error = await storageError {
                try await world.store.write { tx in
                    try tx.run("INSERT INTO cells (id) VALUES ('before')")
                    _ = try tx.run("INSERT INTO cells (id, words) VALUES ('nul', \("a\u{0}b"))")
                }
            }
            #expect(error == .unexpected("text with a NUL character"))
            let seen1 = try await world.store.read { tx in try tx.rows("SELECT id FROM cells").count }
            #expect(seen1 == 0)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a closure that throws leaves nothing behind, and the store goes on`(_ engine: Engine) async throws {
        struct Change: Error {}
        try await StoreWorld.use(engine) { world in
            await #expect(throws: Change.self) {
                try await world.store.write { tx in
                    try tx.run("INSERT INTO cells (id) VALUES ('gone')")
                    throw Change()
                }
            }
            try await world.store.write { tx in _ = try tx.run("INSERT INTO cells (id) VALUES ('kept')") }
            let ids = try await world.store.read { tx in try tx.rows("SELECT id FROM cells").map { try $0.text("id") } }
            #expect(ids == ["kept"])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a read cannot write`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let error = await storageError {
                _ = try await world.store.read { tx in try tx.rows("INSERT INTO cells (id) VALUES ('x') RETURNING id") }
            }
            #expect(error != nil)
            let seen2 = try await world.store.read { tx in try tx.rows("SELECT id FROM cells").count }
            #expect(seen2 == 0)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `two hundred increments at once lose nothing`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            try await world.store.write { tx in _ = try tx.run("INSERT INTO cells (id, number) VALUES ('counter', 0)") }
            let store = world.store
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        try await store.write { tx in
                            let now =
                                try tx.first("SELECT number FROM cells WHERE id = 'counter'")?.integer("number") ?? 0
                            _ = try tx.run("UPDATE cells SET number = \(now + 1) WHERE id = 'counter'")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let total = try await store.read { tx in try tx.first("SELECT number FROM cells")?.integer("number") }
            #expect(total == 200)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `run tells how many rows changed`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let counts = try await world.store.write { tx in
                [
                    try tx.run("INSERT INTO cells (id, number) VALUES ('a', 1), ('b', 2), ('c', 3)"),
                    try tx.run("UPDATE cells SET number = 0 WHERE number > \(1)"),
                    try tx.run("DELETE FROM cells WHERE id = \("nobody")"),
                ]
            }
            #expect(counts == [3, 2, 0])
            let sum = try await world.store.read { tx in
                try tx.first("SELECT sum(number) AS total FROM cells")?.integer("total")
            }
            #expect(sum == 1)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `rows of an append-only table are neither changed nor removed`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            try await world.store.write { tx in
                _ = try tx.run("INSERT INTO lines (id, book, place, note) VALUES ('1', 'b', 1, 'first')")
            }
            let update = await storageError {
                try await world.store.write { tx in _ = try tx.run("UPDATE lines SET note = 'other'") }
            }
            let delete = await storageError {
                try await world.store.write { tx in _ = try tx.run("DELETE FROM lines") }
            }
            if engine == .sqlite {
                let replaced = await storageError {
                    try await world.store.write { tx in
                        _ = try tx.run(
                            "INSERT OR REPLACE INTO lines (id, book, place, note) VALUES ('1', 'b', 1, 'other')")
                    }
                }
                #expect(replaced?.isConstraint == true)
            }
            #expect(update?.isConstraint == true && update?.sentence.contains("lines_append_only") == true)
            #expect(delete?.isConstraint == true && delete?.sentence.contains("lines_append_only") == true)
            let note = try await world.store.read { tx in try tx.first("SELECT note FROM lines")?.text("note") }
            #expect(note == "first")
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a broken uniqueness is named, its values are not`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let error = await storageError {
                try await world.store.write { tx in
                    try tx.run("INSERT INTO lines (id, book, place, note) VALUES ('1', 'zebra', 4711, 'n')")
                    _ = try tx.run("INSERT INTO lines (id, book, place, note) VALUES ('2', 'zebra', 4711, 'n')")
                }
            }
            #expect(error?.isConstraint == true)
            let sentence = error?.sentence ?? ""
            #expect(sentence.contains("lines") && sentence.contains("book") && sentence.contains("place"))
            #expect(!sentence.contains("zebra") && !sentence.contains("4711"))
        }
    }

    /// SQLite would let the transaction go on after a caught refusal; what both promise is that nothing half-done
    /// is ever reported as stored.
    @Test(arguments: EnginesForTests.all)
    func `a refusal caught inside the closure never loses a write that was reported as stored`(
        _ engine: Engine
    ) async throws {
        try await StoreWorld.use(engine) { world in
            let error = await storageError {
                try await world.store.write { tx in
                    try tx.run("INSERT INTO cells (id) VALUES ('one')")
                    do { try tx.run("INSERT INTO cells (id) VALUES ('one')") } catch {}
                }
            }
            let count = try await world.store.read { tx in try tx.rows("SELECT id FROM cells").count }
            #expect(count == (error == nil ? 1 : 0))
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a closed store answers unavailable`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            await world.store.close()
            let read = await storageError { _ = try await world.store.read { tx in try tx.first("SELECT 1 AS one") } }
            #expect(read?.isUnavailable == true)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `stores are made once and never over others`(_ engine: Engine) async throws {
        let configuration = try await freshStores(engine)
        let missing = await storageError { _ = try await configuration.open(creating: false) }
        #expect(missing?.isUnavailable == true && missing?.sentence.contains("citana init") == true)
        let (store, keys) = try await configuration.open(creating: true)
        try await Migrations.apply(StoreWorld.migrations, to: store)
        try await Migrations.apply(StoreWorld.migrations, to: keys)
        await store.close()
        await keys.close()
        let again = await storageError { _ = try await configuration.open(creating: true) }
        #expect(again?.isUnavailable == true && again?.sentence.contains("nothing was changed") == true)
        let (reopened, keysReopened) = try await configuration.open(creating: false)
        let seen3 = try await reopened.read { tx in try tx.rows("SELECT id FROM cells").count }
        #expect(seen3 == 0)
        await reopened.close()
        await keysReopened.close()
    }
}
