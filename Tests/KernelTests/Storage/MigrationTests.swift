import TestSupport
import Testing

@testable import Kernel

@Suite struct MigrationTests {
    private static let extra = Migration(
        "test-002", [.add(column: ReferenceColumn("extra", .text, required: false).declaration, table: "cells")])

    @Test(arguments: EnginesForTests.all)
    func `steps are applied once, additions later`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            try await Migrations.apply(StoreWorld.migrations, to: world.store)
            try await Migrations.apply(StoreWorld.migrations + [Self.extra], to: world.store)
            try await Migrations.apply(StoreWorld.migrations + [Self.extra], to: world.store)
            let steps = try await world.store.read { tx in
                try tx.rows("SELECT id FROM schema_steps ORDER BY id").map { try $0.text("id") }
            }
            #expect(steps == ["test-001", "test-002"])
            try await world.store.write { tx in _ = try tx.run("INSERT INTO cells (id, extra) VALUES ('a', 'b')") }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a step that changed after it was applied is refused by name`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let changed = [Migration("test-001", [.create(CellsTable.declaration)])]
            let error = await storageError { try await Migrations.apply(changed, to: world.store) }
            #expect(error?.isUnavailable == true && error?.sentence.contains("test-001") == true)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a newer store is served when its additions are compatible, refused otherwise`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            try await Migrations.apply(StoreWorld.migrations + [Self.extra], to: world.store)
            try await Migrations.apply(StoreWorld.migrations, to: world.store)
            let breaking = Migration("test-003", compatible: false, Self.extraNumber)
            try await Migrations.apply(StoreWorld.migrations + [Self.extra, breaking], to: world.store)
            let error = await storageError { try await Migrations.apply(StoreWorld.migrations, to: world.store) }
            #expect(error?.isUnavailable == true && error?.sentence.contains("test-003") == true)
        }
    }

    private static let extraNumber: [Migration.Step] = [
        .add(column: ReferenceColumn("extra_number", .integer, required: false).declaration, table: "cells")
    ]

    @Test(arguments: EnginesForTests.all)
    func `a step that fails leaves the schema as it was`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let failing = Migration(
                "test-002",
                [
                    .add(column: ReferenceColumn("extra", .text, required: false).declaration, table: "cells"),
                    .add(column: ReferenceColumn("extra", .text, required: false).declaration, table: "no_such_table"),
                ])
            let error = await storageError {
                try await Migrations.apply(StoreWorld.migrations + [failing], to: world.store)
            }
            #expect(error != nil)
            let seen1 = try await SchemaCheck.differences(StoreWorld.tables, in: world.store)
            #expect(seen1 == [])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `two programs that start together apply each step once`(_ engine: Engine) async throws {
        let configuration = try await freshStores(engine)
        let (first, firstKeys) = try await configuration.open(creating: true)
        try await Migrations.apply(StoreWorld.migrations, to: first)
        try await Migrations.apply(StoreWorld.migrations, to: firstKeys)
        let (second, secondKeys) = try await configuration.open(creating: false)
        async let one: Void = Migrations.apply(StoreWorld.migrations + [Self.extra], to: first)
        async let two: Void = Migrations.apply(StoreWorld.migrations + [Self.extra], to: second)
        _ = try await (one, two)
        let steps = try await second.read { tx in try tx.rows("SELECT id FROM schema_steps").count }
        #expect(steps == 2)
        for store in [first, firstKeys, second, secondKeys] { await store.close() }
    }
}
