import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct LinksTests {
    static let birth = Day(number: -5778)
    static let other = Day(number: -5777)

    @Test(arguments: EnginesForTests.all)
    func `rule 32: the path is 29 characters, its token 130 bits that are stored nowhere, the same at each sending`(
        _ engine: Engine
    ) async throws {
        try await IdentityWorld.use(engine) { world in
            let (id, token) = try await world.link()
            let path = try await world.kernel.links.path(of: id)
            #expect(path == "/l/\(token)")
            #expect(path.utf8.count == 29)
            let rows = try await world.kernel.store.read { tx in
                try tx.rows("SELECT * FROM person_links").flatMap(\.values)
            }
            #expect(!rows.contains(.text(token)))
            #expect(rows.contains(.bytes(Token.hash(token))))
            #expect(!rows.contains(.text(Self.birth.description)))
            let another = try await world.link()
            #expect(another.token != token)
        }
    }

    @Test func `a token typed from paper arrives, and nothing else is one`() {
        let code = [UInt8](0..<32)
        let token = LinkToken.text(of: code)
        #expect(token.utf8.count == 26)
        #expect(LinkToken.read(token.uppercased()) == token)
        #expect(LinkToken.read(token.replacing("0", with: "O").replacing("1", with: "l")) == token)
        for text in [
            "", "0", token + "0", String(token.dropLast()), String(repeating: "u", count: 26),
            String(repeating: "é", count: 13),
        ] {
            #expect(LinkToken.read(text) == nil, "\(text)")
        }
        // Every one of the 130 bits counts.
        var seen: Set<String> = []
        for bit in 0..<130 {
            var bent = code
            bent[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            seen.insert(LinkToken.text(of: bent))
        }
        #expect(seen.count == 130)
        #expect(!seen.contains(token))
    }

    @Test(arguments: EnginesForTests.all)
    func `the birth date opens one session for one task, and the trace says so`(_ engine: Engine) async throws {
        try await IdentityWorld.use(engine) { world in
            let (id, token) = try await world.link()
            let links = world.kernel.links
            #expect(try await links.door(token) == .birthDate)
            #expect(try await links.prove(token, birthDate: nil, from: world.visit) == .malformed)
            world.wait(seconds: 1)
            #expect(try await links.prove(token, birthDate: Self.other, from: world.visit) == .wrong)
            world.wait(seconds: 1)
            guard case .opened(let key) = try await links.prove(token, birthDate: Self.birth, from: world.visit) else {
                Issue.record("not opened")
                return
            }
            let session = try #require(try await links.session(key))
            #expect(session.patient == "patient-1")
            #expect(session.task == "task-1")
            #expect(session.link == id)
            #expect(session.structureName == "Maison inventée")
            #expect(session.proof == "birth-date")
            #expect(try await links.isOwn(session, link: token))
            // Rule 49: each has its line in the access log; what is malformed is no attempt.
            #expect(try await world.logged() == 3)
            world.wait(seconds: 1)
            #expect(try await links.isOwn(session, link: try await world.link().token) == false)
            #expect(
                try await world.trace().prefix(3) == [
                    "link link-issued", "link:birth-date link-wrong", "link:birth-date link-proved",
                ])
            world.wait(seconds: LinkBook.sessionSeconds)
            #expect(try await links.session(key) == nil)
        }
    }

    @Test func `rule 34: after five wrong answers the link rests, longer each time, and the right one waits too`()
        async throws
    {
        try await IdentityWorld.use(.sqlite) { world in
            let (_, token) = try await world.link()
            let links = world.kernel.links
            for rest in [15, 30, 60] {
                for _ in 0..<4 {
                    #expect(try await links.prove(token, birthDate: Self.other, from: world.visit) == .wrong)
                }
                #expect(
                    try await links.prove(token, birthDate: Self.other, from: world.visit) == .resting(minutes: rest))
                #expect(
                    try await links.prove(token, birthDate: Self.birth, from: world.visit) == .resting(minutes: rest))
                #expect(try await links.door(token) == .resting(minutes: rest))
                world.wait(seconds: Int64(rest) * 60)
                #expect(try await links.door(token) == .birthDate)
            }
            guard case .opened = try await links.prove(token, birthDate: Self.birth, from: world.visit) else {
                Issue.record("the person is locked out")
                return
            }
            // A success forgives: the count begins again.
            #expect(try await links.prove(token, birthDate: Self.other, from: world.visit) == .wrong)
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `tries sent at the same moment count one by one`(_ engine: Engine) async throws {
        try await IdentityWorld.use(engine) { world in
            let (_, token) = try await world.link()
            let links = world.kernel.links
            let visit = world.visit
            let answers = try await withThrowingTaskGroup(of: LinkAnswer.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await links.prove(token, birthDate: Self.other, from: visit) }
                }
                var answers: [LinkAnswer] = []
                for try await answer in group { answers.append(answer) }
                return answers
            }
            #expect(answers.filter { $0 == .wrong }.count == 4)
            #expect(answers.filter { $0 == .resting(minutes: 15) }.count == 16)
        }
    }

    @Test func `unknown, expired, revoked and used-up links answer alike`() async throws {
        try await IdentityWorld.use(.sqlite) { world in
            let links = world.kernel.links
            func isGone(_ token: String) async throws -> Bool {
                let door = try await links.door(token)
                let proof = try await links.prove(token, birthDate: Self.birth, from: world.visit)
                let code = try await links.prove(token, code: "000000", from: world.visit)
                let sending = try await links.sendCode(token, from: world.visit)
                return door == .none && proof == .none && code == .none && sending == .none
            }
            #expect(try await isGone(String(repeating: "0", count: 26)))
            #expect(try await isGone("x"))
            let revoked = try await world.link()
            guard case .opened(let key) = try await links.prove(revoked.token, birthDate: Self.birth, from: world.visit)
            else {
                Issue.record("not opened")
                return
            }
            #expect(try await links.revoke(revoked.id))
            #expect(try await links.revoke(revoked.id) == false)
            #expect(try await isGone(revoked.token))
            #expect(try await links.session(key) == nil, "the session outlives its link")
            let once = try await world.link(uses: 1)
            guard case .opened = try await links.prove(once.token, birthDate: Self.birth, from: world.visit) else {
                Issue.record("not opened")
                return
            }
            #expect(try await isGone(once.token))
            let short = try await world.link(days: 1)
            world.wait(seconds: 86_400)
            #expect(try await isGone(short.token))
        }
    }

    @Test func `a link without bounds, or with a code that nobody can send, is not made`() async throws {
        try await IdentityWorld.use(.sqlite, channel: false) { world in
            await #expect(throws: LinkRefusal.validDays) { try await world.link(days: 0) }
            await #expect(throws: LinkRefusal.validDays) { try await world.link(days: 91) }
            await #expect(throws: LinkRefusal.mostUses) { try await world.link(uses: 0) }
            await #expect(throws: LinkRefusal.noCodeChannel) { try await world.link(.code(.sms, contact: "c1")) }
        }
    }
}
