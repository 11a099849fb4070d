import Foundation
import TestSupport
import Testing

@testable import Kernel

/// What a file system can do to a store.
@Suite struct SQLiteFileTests {
    @Test func `a file that is not a database is refused and left as it was`() async throws {
        let folder = FoldersForTests.fresh()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let content = Data(String(repeating: "not a database. ", count: 300).utf8)
        let file = folder.appendingPathComponent("citana.sqlite")
        try content.write(to: file)
        let error = await storageError {
            _ = try await StoreConfiguration.sqlite(directory: folder.path).open(creating: false)
        }
        #expect(error?.isUnavailable == true && error?.sentence.contains("not an SQLite database") == true)
        #expect(try Data(contentsOf: file) == content)
    }

    @Test func `a missing key store is named, and nothing is made in its place`() async throws {
        let folder = FoldersForTests.fresh()
        let configuration = StoreConfiguration.sqlite(directory: folder.path)
        try await SQLiteFileTests.make(configuration)
        let file = folder.appendingPathComponent("keys.sqlite")
        try FileManager.default.removeItem(at: file)
        let error = await storageError { _ = try await configuration.open(creating: false) }
        #expect(error?.isUnavailable == true && error?.sentence.contains("keys.sqlite") == true)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `an emptied store is told as a loss, and no store is made in its place`() async throws {
        let folder = FoldersForTests.fresh()
        let configuration = StoreConfiguration.sqlite(directory: folder.path)
        try await SQLiteFileTests.make(configuration)
        let file = folder.appendingPathComponent("citana.sqlite")
        for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + end) }
        try Data().write(to: file)
        let error = await storageError { _ = try await configuration.open(creating: false) }
        #expect(error?.isUnavailable == true && error?.sentence.contains("holds no store") == true)
    }

    private static func make(_ configuration: StoreConfiguration) async throws {
        let (store, keys) = try await configuration.open(creating: true)
        try await Migrations.apply(StoreWorld.migrations, to: store)
        try await Migrations.apply(Keychain.migrations, to: keys)
        await store.close()
        await keys.close()
    }

    @Test func `a place where no folder can be made is refused`() async throws {
        let folder = FoldersForTests.fresh()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("a-file")
        try Data("x".utf8).write(to: file)
        let error = await storageError {
            _ = try await StoreConfiguration.sqlite(directory: file.path + "/inside").open(creating: true)
        }
        #expect(error?.isUnavailable == true && error?.sentence.contains("cannot be made") == true)
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may write everywhere"))
    func `a folder that may not be written is refused`() async throws {
        let folder = FoldersForTests.fresh()
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o500])
        let error = await storageError {
            _ = try await StoreConfiguration.sqlite(directory: folder.path).open(creating: true)
        }
        #expect(error?.isUnavailable == true && error?.sentence.contains("cannot be written") == true)
    }

    @Test func `the files are readable by their owner alone`() async throws {
        let folder = FoldersForTests.fresh()
        let (store, keys) = try await StoreConfiguration.sqlite(directory: folder.path).open(creating: true)
        for name in ["citana.sqlite", "keys.sqlite"] {
            let path = folder.appendingPathComponent(name).path
            let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(rights == 0o600)
        }
        await store.close()
        await keys.close()
    }

    /// 2 is FULL. The library that opens the file sets NORMAL by itself, under which a commit is not flushed.
    @Test func `every commit is flushed: synchronous is FULL on the writer of both stores, also when opened again`()
        async throws
    {
        let folder = FoldersForTests.fresh()
        for creating in [true, false] {
            let configuration = StoreConfiguration.sqlite(directory: folder.path)
            let (store, keys) = try await configuration.open(creating: creating)
            for one in [store, keys] {
                let level = try await one.write { tx in
                    try tx.first("PRAGMA synchronous")?.integer("synchronous")
                }
                #expect(level == 2)
                if creating { try await Migrations.apply(StoreWorld.migrations, to: one) }
            }
            await store.close()
            await keys.close()
        }
    }
}
