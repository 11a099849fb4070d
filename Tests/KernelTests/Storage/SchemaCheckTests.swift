import TestSupport
import Testing

@testable import Kernel

@Suite struct SchemaCheckTests {
    private func sentences(_ world: StoreWorld) async throws -> [String] {
        try await SchemaCheck.differences(StoreWorld.tables, in: world.store).map(\.sentence)
    }

    @Test(arguments: EnginesForTests.all)
    func `a new store of the kernel's own declarations has no difference`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine, migrations: KernelModule.migrations) { world in
            let tables = Kernel.declarations(of: []).tables
            #expect(!tables.isEmpty)
            let seen1 = try await SchemaCheck.differences(tables, in: world.store)
            #expect(seen1 == [])
            try await Migrations.apply(Keychain.migrations, to: world.keys)
            let seen2 = try await SchemaCheck.differences(Keychain.tables, in: world.keys)
            #expect(seen2 == [])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `what was added outside is named: a column, a table, a uniqueness`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let seen3 = try await sentences(world)
            #expect(seen3 == [])
            try await world.outside("ALTER TABLE cells ADD COLUMN stray TEXT; CREATE TABLE stowaway (id TEXT);")
            try await world.outside("CREATE UNIQUE INDEX stray_words ON cells (words)")
            let found = try await sentences(world)
            #expect(found.contains { $0.contains("cells.stray") })
            #expect(found.contains { $0.contains("stowaway") })
            #expect(found.contains { $0.contains("cells (words)") })
            #expect(found.count == 3)
        }
    }

    private static let newer = Migration(
        "test-002",
        [
            .add(column: ReferenceColumn("extra", .text, required: false).declaration, table: "cells"),
            .add(column: ReferenceColumn("extra", .text, required: false).declaration, table: "lines"),
            .create(NotesTable.declaration),
        ])

    @Test(arguments: EnginesForTests.all)
    func `what a newer release added as compatible is accepted, in exactly its shape, and nothing else`(
        _ engine: Engine
    ) async throws {
        try await StoreWorld.use(engine) { world in
            let older = StoreWorld.migrations
            try await Migrations.apply(older + [Self.newer], to: world.store)
            try await Migrations.apply(older, to: world.store)
            func seen() async throws -> [String] {
                try await SchemaCheck.differences(StoreWorld.tables, migrations: older, in: world.store)
                    .map(\.sentence)
            }
            var found = try await seen()
            #expect(found == [])
            // A program that has the step and no longer declares what it made still says so.
            let ours = try await SchemaCheck.differences(
                StoreWorld.tables, migrations: older + [Self.newer], in: world.store)
            #expect(ours.count == 4)
            try await world.outside("ALTER TABLE notes ADD COLUMN stray TEXT; ALTER TABLE cells ADD COLUMN stray TEXT;")
            found = try await seen()
            #expect(found.count == 2)
            #expect(found.contains { $0.contains("notes.stray") } && found.contains { $0.contains("cells.stray") })
            try await world.outside("DROP TABLE notes")
            found = try await seen()
            #expect(found.contains { $0.contains("notes") && $0.contains("missing") })
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a store whose ledger remembers no shapes learns them at the next start of the newer release`(
        _ engine: Engine
    ) async throws {
        try await StoreWorld.use(engine) { world in
            let older = StoreWorld.migrations
            try await Migrations.apply(older + [Self.newer], to: world.store)
            try await world.outside("ALTER TABLE schema_steps DROP COLUMN shape")
            let before = try await SchemaCheck.differences(StoreWorld.tables, migrations: older, in: world.store)
            #expect(!before.isEmpty)
            try await Migrations.apply(older + [Self.newer], to: world.store)
            let after = try await SchemaCheck.differences(StoreWorld.tables, migrations: older, in: world.store)
            #expect(after == [])
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a trigger that is gone is named`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            let name = "lines_append_only_delete"
            try await world.outside(engine == .sqlite ? "DROP TRIGGER \(name)" : "DROP TRIGGER \(name) ON lines")
            let found = try await sentences(world)
            #expect(found.count == 1 && found[0].contains(name))
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a trigger that does nothing any more is named`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            switch engine {
            case .sqlite:
                try await world.outside(
                    """
                    DROP TRIGGER lines_append_only_delete;
                    CREATE TRIGGER lines_append_only_delete BEFORE DELETE ON lines BEGIN SELECT 1; END;
                    """)
            case .postgresql:
                try await world.outside(
                    """
                    CREATE OR REPLACE FUNCTION lines_append_only() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN RETURN OLD; END$$
                    """)
            }
            let found = try await sentences(world)
            #expect(found.contains { $0.contains("lines_append_only_delete") })
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a uniqueness that is gone is named`(_ engine: Engine) async throws {
        try await StoreWorld.use(engine) { world in
            switch engine {
            case .sqlite:
                try await world.outside(
                    """
                    CREATE TABLE other (id TEXT NOT NULL PRIMARY KEY, book TEXT NOT NULL, place INTEGER NOT NULL,
                        note TEXT NOT NULL) STRICT;
                    DROP TABLE lines; ALTER TABLE other RENAME TO lines;
                    """)
                let triggers = Schema.statements(for: LinesTable.declaration, engine: engine).dropFirst()
                try await world.outside(triggers.joined(separator: "\n"))
            case .postgresql: try await world.outside("ALTER TABLE lines DROP CONSTRAINT lines_book_place_key")
            }
            let found = try await sentences(world)
            #expect(found.count == 1 && found.first?.contains("lines (book, place)") == true)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a column that lost its duty to be filled is named`(_ engine: Engine) async throws {
        guard engine == .postgresql else { return }
        try await StoreWorld.use(engine) { world in
            try await world.outside("ALTER TABLE lines ALTER COLUMN note DROP NOT NULL")
            let found = try await sentences(world)
            #expect(found.count == 1 && found.first?.contains("lines.note") == true)
        }
    }
}
