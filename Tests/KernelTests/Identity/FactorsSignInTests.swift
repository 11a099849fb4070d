import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct FactorsSignInTests {
    @Test(arguments: EnginesForTests.all)
    func `password then code open a session bound to the one situation, and leave rows`(_ engine: Engine) async throws {
        try await SignInWorld.use(engine) { world in
            let enrolled = try await world.enrol(world.nora)
            let entry = try await world.signIn(enrolled)
            let session = try await world.session(entry)
            #expect(
                session.account.id == world.nora.id && session.level == .passwordAndCode && session.level.isTwoFactors)
            #expect(session.has(.professional) && session.membership != nil && !entry.mustChoose)
            #expect(try await world.attempts() == ["invitation accepted", "password begun", "code accepted"])
            world.clock.move(seconds: 1)
            // Rule 49: refusals too, and each row has its line of the access log.
            let unknown = try await refusal {
                _ = try await world.signIn.withPassword("x@y.example", "Faux&Mauvais-31", from: SignInWorld.door())
            }
            #expect(unknown == .wrong)
            try await world.sessions.close(entry.token)
            let (attempts, lines) = (try await world.attempts(), try await world.lines())
            #expect(attempts.suffix(2).sorted() == ["password refused", "session ended"])
            #expect(lines == attempts.count)
        }
    }

    @Test func `rule 27: what a password alone gives is no session`() async throws {
        try await SignInWorld.use { world in
            _ = try await world.enrol(world.nora)
            let pending = try await world.signIn.withPassword(
                SignInWorld.mail, SignInWorld.password, from: SignInWorld.door())
            let found = try await world.sessions.find(pending)
            #expect(found == nil)
        }
    }

    @Test func `an address is found however it is typed, and nothing else is`() async throws {
        try await SignInWorld.use { world in
            _ = try await world.enrol(world.nora)
            for typed in [" NORA@Tilleuls.EXAMPLE ", "nora@tilleuls.example"] {
                _ = try await world.signIn.withPassword(typed, SignInWorld.password, from: SignInWorld.door())
            }
            for typed in ["", "nora", "nora@tilleuls.example.evil.example", "' OR 1=1 --@x", "%@tilleuls.example"] {
                let found = try await refusal {
                    _ = try await world.signIn.withPassword(typed, SignInWorld.password, from: SignInWorld.door())
                }
                #expect(found == .wrong, "\(typed)")
            }
        }
    }

    @Test func `a code is dead once used, also for another sign-in, and after five tries`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            world.clock.move(seconds: 30)
            let door = SignInWorld.door()
            func pending() async throws -> String {
                try await world.signIn.withPassword(SignInWorld.mail, SignInWorld.password, from: door)
            }
            let (first, second) = (try await pending(), try await pending())
            let code = world.code(enrolled)
            _ = try await world.signIn.withCode(code, after: first, from: door)
            let again = try await refusal { _ = try await world.signIn.withCode(code, after: second, from: door) }
            #expect(again == .wrong)
            let spent = try await refusal { _ = try await world.signIn.withCode(code, after: first, from: door) }
            #expect(spent == .expired)
            let third = try await pending()
            for number in 0..<5 {
                // Far apart, so that slowing is not what refuses.
                let found = try await refusal {
                    _ = try await world.signIn.withCode("000000", after: third, from: door)
                }
                #expect(found == .wrong || found == .wait(seconds: 1), "try \(number)")
                world.clock.move(seconds: 2)
            }
            world.clock.move(seconds: 60)
            let right = try await refusal {
                _ = try await world.signIn.withCode(world.code(enrolled), after: third, from: door)
            }
            #expect(right == .expired)
        }
    }

    @Test func `two requests with the same code at once: one comes in`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            world.clock.move(seconds: 30)
            let door = SignInWorld.door()
            let one = try await world.signIn.withPassword(SignInWorld.mail, SignInWorld.password, from: door)
            let two = try await world.signIn.withPassword(SignInWorld.mail, SignInWorld.password, from: door)
            let code = world.code(enrolled)
            let opened = await withTaskGroup(of: Bool.self) { group in
                for pending in [one, two, one, two] {
                    group.addTask { (try? await world.signIn.withCode(code, after: pending, from: door)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(opened == 1)
        }
    }

    @Test func `a recovery code opens once`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            let door = SignInWorld.door()
            for expected in [nil, SignInRefusal.wrong] {
                let pending = try await world.signIn.withPassword(SignInWorld.mail, SignInWorld.password, from: door)
                let found = try await refusal {
                    _ = try await world.signIn.withCode(enrolled.recoveryCodes[3], after: pending, from: door)
                }
                #expect(found == expected)
            }
        }
    }

    @Test func `the second step ends after five minutes`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            let door = SignInWorld.door()
            let pending = try await world.signIn.withPassword(SignInWorld.mail, SignInWorld.password, from: door)
            world.clock.move(seconds: 301)
            let found = try await refusal {
                _ = try await world.signIn.withCode(world.code(enrolled), after: pending, from: door)
            }
            #expect(found == .expired)
        }
    }

    @Test func `rule 34: unknown and known accounts get the same answers, try by try`() async throws {
        try await SignInWorld.use { world in
            _ = try await world.enrol(world.nora)
            func answers(_ mail: String, _ address: String) async throws -> [SignInRefusal?] {
                var all: [SignInRefusal?] = []
                for _ in 0..<14 {
                    all.append(
                        try await refusal {
                            _ = try await world.signIn.withPassword(
                                mail, "Faux&Mauvais-31", from: SignInWorld.door(address))
                        })
                }
                return all
            }
            let known = try await answers(SignInWorld.mail, "192.0.2.7")
            let unknown = try await answers("personne@nulle-part.example", "192.0.2.8")
            #expect(known == unknown)
            #expect(known.first == .wrong && known.last != .wrong)
        }
    }

    @Test func `who hammers an account from elsewhere does not lock out its known device, nor its passkey`()
        async throws
    {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            let home = SignInWorld.door("198.51.100.9", device: enrolled.entry.deviceToken)
            for number in 0..<400 {
                _ = try? await world.signIn.withPassword(
                    SignInWorld.mail, "Essai&Faux-\(number)", from: SignInWorld.door("203.0.113.\(number % 200)"))
            }
            let stranger = try await refusal {
                _ = try await world.signIn.withPassword(
                    SignInWorld.mail, SignInWorld.password, from: SignInWorld.door("203.0.113.250"))
            }
            guard case .wait = stranger else {
                Issue.record("the account is not slowed: \(String(describing: stranger))")
                return
            }
            world.clock.move(seconds: 0)
            let entry = try await world.signIn(enrolled, from: home)
            #expect(!entry.isNewDevice)
        }
    }

    @Test func `a device token of one account does not help against another`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            let other = try await world.accounts.add(
                familyName: "Autre", givenName: "Paule", function: "", email: "paule@tilleuls.example",
                roles: [.professional], to: world.structure)
            _ = try await world.enrol(other)
            let door = SignInWorld.door("203.0.113.4", device: enrolled.entry.deviceToken)
            var refused = 0
            for _ in 0..<12 {
                let found = try await refusal {
                    _ = try await world.signIn.withPassword("paule@tilleuls.example", "Faux&Mauvais-31", from: door)
                }
                if case .wait = found { refused += 1 }
            }
            #expect(refused > 0)
            // The device's own counter was not touched: its owner still comes in.
            _ = try await world.signIn(enrolled, from: door)
        }
    }

    @Test func `waits double up to the longest, are forgotten after a day, and survive a clock set back`() async throws
    {
        #expect((0..<10).map { Throttle.pause($0, free: 10, longest: 30) } == Array(repeating: 0, count: 10))
        #expect((10..<17).map { Throttle.pause($0, free: 10, longest: 30) } == [1, 2, 4, 8, 16, 30, 30])
        #expect(Throttle.pause(.max, free: 1, longest: 900) == 900)
        try await SignInWorld.use { world in
            let throttle = world.signIn.throttle
            func wait() async throws -> Int {
                if case .wait(let seconds) = try await refusal({ try await throttle.admit([.address("a")]) }) {
                    return seconds
                }
                return 0
            }
            var waits: [Int] = []
            for _ in 0..<20 { waits.append(try await wait()) }
            #expect(waits == Array(repeating: 0, count: 20))
            waits = [try await wait()]
            world.clock.move(seconds: 1)
            waits += [try await wait(), try await wait()]
            #expect(waits == [1, 0, 2])
            // A clock set back by an hour does not lock out for an hour; a day later all is forgotten.
            world.clock.move(seconds: -3600)
            waits = [try await wait()]
            world.clock.move(seconds: 90_000)
            waits += [try await wait(), try await wait()]
            #expect(waits == [0, 0, 0])
        }
    }

    @Test func `a hundred guesses at once count as a hundred`() async throws {
        try await SignInWorld.use { world in
            let admitted = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<100 {
                    group.addTask { (try? await world.signIn.throttle.admit([.address("192.0.2.77")])) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(admitted == 20)
        }
    }

    @Test func `a passkey that keeps no counter lets in once for each challenge, and only its own account`()
        async throws
    {
        try await SignInWorld.use { world in
            let device = TestAuthenticator()
            let door = SignInWorld.door()
            let token = try await world.enrolment.invite(world.nora, by: "test")
            let creation = try await world.enrolment.passkeyOptions(token, from: door)
            let made = device.create(creation)
            let entry = try await world.enrolment.enrolPasskey(token, answer: made, label: "essai", from: door)
            let level = try await world.session(entry).level
            #expect(level == .passkey)
            let options = try await world.signIn.passkeyOptions(from: door)
            let answer = try device.get(options, user: world.nora.id)
            _ = try await world.signIn.withPasskey(answer, from: door)
            func tried(_ answer: String, from door: Doorstep = SignInWorld.door()) async throws -> SignInRefusal? {
                try await refusal { _ = try await world.signIn.withPasskey(answer, from: door) }
            }
            var found = try await tried(answer)
            #expect(found == .expired, "the same answer again")
            found = try await tried(try device.get(creation, user: world.nora.id))
            #expect(found == .expired, "a challenge made for something else")
            let other = try await world.signIn.passkeyOptions(from: door)
            found = try await tried(try device.get(other, user: "somebody-else"))
            #expect(found == .passkey(.unknown))
            var abroad = device
            abroad.host = "evil.example"
            found = try await tried(try abroad.get(other, user: world.nora.id))
            #expect(found == .passkey(.wrongOrigin))
            world.clock.move(seconds: Challenge.lifeSeconds + 1)
            found = try await tried(try device.get(other, user: world.nora.id))
            #expect(found == .expired, "five minutes later")
            found = try await tried("{}")
            #expect(found == .passkey(.malformed))
        }
    }

    @Test func `two requests with the same passkey answer at once: one comes in`() async throws {
        try await SignInWorld.use { world in
            let device = TestAuthenticator()
            let door = SignInWorld.door()
            let token = try await world.enrolment.invite(world.nora, by: "test")
            let made = device.create(try await world.enrolment.passkeyOptions(token, from: door))
            _ = try await world.enrolment.enrolPasskey(token, answer: made, label: "", from: door)
            let answer = try device.get(try await world.signIn.passkeyOptions(from: door), user: world.nora.id)
            let opened = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask { (try? await world.signIn.withPasskey(answer, from: door)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(opened == 1)
        }
    }

    @Test func `nothing of a person or secret is in clear in the store`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            _ = try await world.signIn(enrolled)
            var words = [
                "nora", "Infirmière", "tilleuls.example", "192.0.2.1", "Firefox", "$scrypt", SignInWorld.password,
            ]
            words.append(Base32.encode(enrolled.generator.secret))
            words += [enrolled.entry.token, enrolled.entry.deviceToken] + enrolled.recoveryCodes
            let dump = try await world.store.read { tx in
                var all: [String] = []
                for table in KernelModule.accountTables + KernelModule.authenticationTables {
                    for row in try tx.rows(SQL(trusted: "SELECT * FROM \(table.name)")) {
                        for value in row.values {
                            switch value {
                            case .text(let text): all.append(text)
                            case .bytes(let bytes): all.append(String(decoding: bytes, as: UTF8.self))
                            default: break
                            }
                        }
                    }
                }
                return all.joined(separator: "\n").lowercased()
            }
            #expect(dump.contains(world.nora.id))
            for word in words { #expect(!dump.contains(word.lowercased()), "\(word)") }
        }
    }
}
