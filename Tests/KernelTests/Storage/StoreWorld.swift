import Foundation
import TestSupport

@testable import Kernel

/// Tables of these tests alone.
enum CellsTable: ReferenceTable {
    static let name: StaticString = "cells"
    static let title: StaticString = "Cellules d'essai"
    static let columns = [
        ReferenceColumn("words", .text, required: false), ReferenceColumn("number", .integer, required: false),
        ReferenceColumn("content", .bytes, required: false), ReferenceColumn("flag", .flag, required: false),
        ReferenceColumn("day", .day, required: false), ReferenceColumn("at", .instant, required: false),
    ]
}

enum LinesTable: ReferenceTable {
    static let name: StaticString = "lines"
    static let title: StaticString = "Lignes d'essai"
    static let columns = [ReferenceColumn("book"), ReferenceColumn("place", .integer), ReferenceColumn("note")]
    static let appendOnly = true
    static let unique = [["book", "place"]]
}

/// A table that only a newer release has.
enum NotesTable: ReferenceTable {
    static let name: StaticString = "notes"
    static let title: StaticString = "Notes d'essai"
    static let columns = [ReferenceColumn("note"), ReferenceColumn("at", .instant, required: false)]
    static let appendOnly = true
    static let unique = [["note"]]
}

/// Two open stores with the tables above in the data store.
struct StoreWorld {
    let configuration: StoreConfiguration
    let store: any Store
    let keys: any Store

    static let tables = [CellsTable.declaration, LinesTable.declaration]
    static let migrations = [Migration("test-001", tables.map(Migration.Step.create))]

    static func use(
        _ engine: Engine, migrations: [Migration] = StoreWorld.migrations,
        _ body: (StoreWorld) async throws -> Void
    ) async throws {
        let configuration = try await freshStores(engine)
        let (store, keys) = try await configuration.open(creating: true)
        let outcome: Result<Void, any Error>
        do {
            try await Migrations.apply(migrations, to: store)
            outcome = .success(try await body(StoreWorld(configuration: configuration, store: store, keys: keys)))
        } catch {
            outcome = .failure(error)
        }
        await store.close()
        await keys.close()
        try outcome.get()
    }

    /// Changes the data store from outside, as its owner.
    func outside(_ script: String) async throws {
        try await store.migrate { tx in try tx.connection.script(script) }
    }
}

/// The error that `body` throws, nil where it throws none.
func storageError(_ body: () async throws -> Void) async -> StorageError? {
    do {
        try await body()
        return nil
    } catch { return error as? StorageError }
}

extension StorageError {
    var sentence: String {
        switch self {
        case .unavailable(let text), .constraint(let text), .conflict(let text), .unexpected(let text): text
        }
    }
    var isUnavailable: Bool { if case .unavailable = self { true } else { false } }
    var isConstraint: Bool { if case .constraint = self { true } else { false } }
}
