import Crypto
import TestSupport
import Testing

@testable import Kernel

@Suite struct SearchSecretTests {
    /// Two keychains over one key store, as two nodes have.
    private func use(
        _ engine: Engine, _ body: (_ first: Keychain, _ second: Keychain, _ keys: any Store) async throws -> Void
    ) async throws {
        try await StoreWorld.use(engine) { world in
            try await Migrations.apply(Kernel.keyMigrations, to: world.keys)
            let root = RootKey(SymmetricKey(size: .bits256))
            try await Keychain(store: world.keys, root: root).claim()
            try await body(
                Keychain(store: world.keys, root: root), Keychain(store: world.keys, root: root), world.keys)
        }
    }

    private let now = Instant(milliseconds: 1_800_000_000_000)

    @Test(arguments: EnginesForTests.all)
    func `a secret is made once and found again by another node`(_ engine: Engine) async throws {
        try await use(engine) { first, second, keys in
            let made = try await first.searchSecret(.accounts, at: now)
            let found = try await second.searchSecret(.accounts, at: now)
            #expect(made.index("mail", of: "a@b.example") == found.index("mail", of: "a@b.example"))
            #expect(made.index("mail", of: "a@b.example").bytes.count == 16)
            let rows = try await keys.read { tx in try tx.rows("SELECT id FROM search_secrets").count }
            #expect(rows == 1)
        }
    }

    @Test func `kind, value and scope each change the digest`() async throws {
        try await use(.sqlite) { first, _, _ in
            _ = try await first.makeKey(for: "s1", at: now)
            _ = try await first.makeKey(for: "s2", at: now)
            let one = try await first.searchSecret(.patients(structure: "s1"), at: now)
            let two = try await first.searchSecret(.patients(structure: "s2"), at: now)
            let accounts = try await first.searchSecret(.accounts, at: now)
            let digests = [
                one.index("mail", of: "x"), one.index("phone", of: "x"), one.index("mail", of: "y"),
                two.index("mail", of: "x"), accounts.index("mail", of: "x"),
            ]
            #expect(Set(digests).count == digests.count)
        }
    }

    @Test func `a secret of another scope, another root key or an altered cell is refused`() async throws {
        try await use(.sqlite) { first, second, keys in
            _ = try await first.makeKey(for: "s1", at: now)
            _ = try await first.makeKey(for: "s2", at: now)
            _ = try await first.searchSecret(.patients(structure: "s1"), at: now)
            _ = try await keys.write { tx in
                try tx.run("UPDATE search_secrets SET id = 'patients|s2' WHERE id = 'patients|s1'")
            }
            await #expect(throws: VaultError.sealBroken(place: "search_secrets.wrapped")) {
                _ = try await second.searchSecret(.patients(structure: "s2"), at: now)
            }
            _ = try await first.searchSecret(.accounts, at: now)
            let stranger = Keychain(store: keys, root: RootKey(SymmetricKey(size: .bits256)))
            await #expect(throws: VaultError.foreignKeyStore) {
                _ = try await stranger.searchSecret(.accounts, at: now)
            }
        }
    }
}
