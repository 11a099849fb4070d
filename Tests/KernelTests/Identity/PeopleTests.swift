import TestSupport
import Testing

@testable import Kernel

/// People's rights in one structure, with a clock that moves when told to.
private struct PeopleWorld: Sendable {
    let world: SignInWorld
    let book: PeopleBook
    let head: Account

    static func use(
        _ engine: Engine = .sqlite, _ body: @escaping @Sendable (PeopleWorld) async throws -> Void
    ) async throws {
        try await SignInWorld.use(engine) { world in
            let head = try await world.accounts.add(
                familyName: "Tilleul", givenName: "Anselme", function: "coordinateur", email: "a@tilleuls.example",
                roles: [.administrator], to: world.structure)
            let book = PeopleBook(
                store: world.store, keychain: world.keychain, clock: world.clock.source, log: world.sessions.record.log,
                enrolment: world.enrolment)
            try await body(PeopleWorld(world: world, book: book, head: head))
        }
    }

    func session(of account: Account) async throws -> StaffSession {
        let token = try await world.sessions.open(account, address: "", device: "")
        return try #require(try await world.sessions.find(token))
    }

    func member(_ name: String) async throws -> StaffMember {
        try #require(try await book.members(of: world.structure.id).first { $0.name == name })
    }
}

@Suite struct PeopleTests {
    private static let nora = "Nora Infirmière-Fictive"

    @Test(arguments: EnginesForTests.all)
    func `people are listed with roles, means and last uses on both engines, and a change counts at once`(
        _ engine: Engine
    ) async throws {
        try await PeopleWorld.use(engine) { people in
            let head = try await people.session(of: people.head)
            let nurse = try await people.session(of: people.world.nora)
            let before = try await people.member(Self.nora)
            #expect(before.lastSignIn == people.world.clock.now && before.means.isEmpty && before.isOwn)
            #expect(before.active.map(\.lastUsedAt) == [people.world.clock.now])
            try await people.book.end(before.active[0].id, by: head, from: SignInWorld.door())
            let after = try await people.member(Self.nora)
            #expect(after.active.isEmpty && after.grants.first?.endedBy == "Anselme Tilleul")
            let structure = people.world.structure.id
            let live = try await people.world.store.read { tx in
                try tx.first(
                    "SELECT id FROM sessions WHERE id = \(nurse.id) AND structure = \(structure) AND revoked_at IS NULL"
                )
                    != nil
            }
            #expect(!live)
        }
    }

    @Test func `without a proof of less than five minutes nothing changes`() async throws {
        try await PeopleWorld.use { people in
            let head = try await people.session(of: people.head)
            let nora = try await people.member(Self.nora)
            let door = SignInWorld.door()
            people.world.clock.move(seconds: 301)
            await #expect(throws: SignInRefusal.proofNeeded) {
                try await people.book.suspend(nora.id, by: head, from: door)
            }
            await #expect(throws: SignInRefusal.proofNeeded) {
                try await people.book.end(nora.active[0].id, by: head, from: door)
            }
            await #expect(throws: SignInRefusal.proofNeeded) {
                try await people.book.review(nora.active[0].id, .revoke, by: head, from: door)
            }
            await #expect(throws: SignInRefusal.proofNeeded) {
                try await people.book.grant(.dpo, position: "", profession: nil, to: nora.id, by: head, from: door)
            }
            await #expect(throws: SignInRefusal.proofNeeded) {
                _ = try await people.book.renewLink(for: nora.id, by: head, from: door)
            }
            let after = try await people.member(Self.nora)
            #expect(after.active == nora.active && after.state == .active)
        }
    }

    @Test func `who is no administrator changes nothing, and lists nothing`() async throws {
        try await PeopleWorld.use { people in
            let nurse = try await people.session(of: people.world.nora)
            await #expect(throws: SignInRefusal.notAllowed) { _ = try await people.book.list(nurse) }
            await #expect(throws: SignInRefusal.notAllowed) {
                try await people.book.suspend(people.head.id, by: nurse, from: SignInWorld.door())
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `two administrators who end each other at the same moment leave one`(_ engine: Engine) async throws {
        try await PeopleWorld.use(engine) { people in
            let second = try await people.world.accounts.add(
                familyName: "Seconde", givenName: "Alix", function: "", email: "s@tilleuls.example",
                roles: [.administrator], to: people.world.structure)
            let (one, two) = (try await people.session(of: people.head), try await people.session(of: second))
            let grants = try await [people.member("Anselme Tilleul"), people.member("Alix Seconde")]
                .map { $0.active[0].id }
            async let first: Void = people.book.end(grants[1], by: one, from: SignInWorld.door())
            async let other: Void = people.book.end(grants[0], by: two, from: SignInWorld.door())
            var refusals = 0
            do { try await first } catch PeopleRefusal.lastAdministrator { refusals += 1 } catch StorageError.conflict {
                refusals += 1
            }
            do { try await other } catch PeopleRefusal.lastAdministrator { refusals += 1 } catch StorageError.conflict {
                refusals += 1
            }
            #expect(refusals == 1)
            let left = try await people.book.members(of: people.world.structure.id).flatMap(\.active)
            #expect(left.count { $0.role == .administrator } == 1)
        }
    }

    @Test func `a right is due a year after it was given, and a year after it was last kept`() async throws {
        try await PeopleWorld.use { people in
            let grant = try await people.member(Self.nora).active[0]
            #expect(grant.dueOn == grant.startsOn.adding(years: 1))
            people.world.clock.move(seconds: 366 * 86_400)
            let head = try await people.session(of: people.head)
            #expect(try await people.book.overdue(head) == 2)
            try await people.book.review(grant.id, .keep, by: head, from: SignInWorld.door())
            #expect(try await people.book.overdue(head) == 1)
            let kept = try await people.member(Self.nora).active[0]
            let today = people.world.clock.source.today
            #expect(kept.reviewedOn == today && kept.dueOn == today.adding(years: 1))
        }
    }

    @Test func `a review that ends a right is recorded though the right is gone`() async throws {
        try await PeopleWorld.use { people in
            let head = try await people.session(of: people.head)
            let grant = try await people.member(Self.nora).active[0]
            try await people.book.review(grant.id, .revoke, by: head, from: SignInWorld.door())
            let structure = people.world.structure.id
            let reviews = try await people.world.store.read { tx in
                try tx.rows(
                    "SELECT membership, decision, reviewed_by FROM rights_reviews WHERE structure = \(structure)"
                )
                .map { [try $0.text("membership"), try $0.text("decision"), try $0.text("reviewed_by")] }
            }
            #expect(reviews == [[grant.id, "revoke", people.head.id]])
            await #expect(throws: PeopleRefusal.unknown) {
                try await people.book.review(grant.id, .keep, by: head, from: SignInWorld.door())
            }
        }
    }
}
