import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct FactorsAccountTests {
    private let door = SignInWorld.door()

    @Test func `an invitation serves once, ends, and dies when another is made`() async throws {
        try await SignInWorld.use { world in
            let first = try await world.enrolment.invite(world.nora, by: "test")
            #expect(first.utf8.count == 32)
            let second = try await world.enrolment.invite(world.nora, by: "test")
            #expect(first != second)
            #expect(try await refusal { _ = try await world.enrolment.look(first) } == .expired)
            // Looking uses nothing up.
            for _ in 0..<3 { #expect(try await world.enrolment.look(second).mail == SignInWorld.mail) }
            _ = try await world.enrol(world.nora)
            #expect(try await refusal { _ = try await world.enrolment.look(second) } == .expired)
            let third = try await world.enrolment.invite(world.nora, by: "test")
            world.clock.move(seconds: Enrolment.lifeSeconds + 1)
            #expect(try await refusal { _ = try await world.enrolment.look(third) } == .expired)
            for nonsense in ["", "x", String(repeating: "0", count: 32)] {
                #expect(try await refusal { _ = try await world.enrolment.look(nonsense) } == .expired)
            }
        }
    }

    @Test func `enrolment refuses a weak password and a wrong code, and does not spend the link for it`() async throws {
        try await SignInWorld.use { world in
            let token = try await world.enrolment.invite(world.nora, by: "test")
            let number = TOTPOffer.number()
            let offer = try await world.enrolment.offer(number, to: token)
            let code = OneTimePassword(secret: offer.secret).code(at: OneTimePassword.step(at: world.clock.now))
            func enrol(_ password: String, _ code: String, _ number: String) async throws -> SignInRefusal? {
                try await refusal {
                    _ = try await world.enrolment.enrol(
                        token, password: password, offer: number, code: code, from: door)
                }
            }
            #expect(try await enrol("Nora-Fictive-2026!", code, number) == .password(.personal))
            #expect(try await enrol("motdepasse", code, number) == .password(.tooWeak))
            #expect(try await enrol(SignInWorld.password, "000000", number) == .wrong)
            #expect(try await enrol(SignInWorld.password, code, TOTPOffer.number()) == .wrong, "another page's secret")
            #expect(try await enrol(SignInWorld.password, code, number) == nil)
            #expect(try await enrol(SignInWorld.password, code, number) == .expired)
        }
    }

    @Test func `one address names one account, which may hold several situations`() async throws {
        try await SignInWorld.use { world in
            let again = await #expect(throws: AccountRefusal.self) {
                _ = try await world.accounts.add(
                    familyName: "Double", givenName: "", function: "", email: "NORA@tilleuls.example", roles: [.dpo],
                    to: world.structure)
            }
            #expect(again == .mailTaken)
            let second = try await world.structures.add(SignInWorld.draft("had-du-lac", "HAD du Lac (fictive)"))
            world.clock.move(seconds: 1)
            try await world.accounts.add(.dpo, function: "référente", in: second, to: world.nora)
            await #expect(throws: AccountRefusal.roleHeld) {
                try await world.accounts.add(.dpo, function: "", in: second, to: world.nora)
            }
            let enrolled = try await world.enrol(world.nora)
            #expect(enrolled.entry.mustChoose)
            let before = try await world.session(enrolled.entry)
            #expect(before.account.roles == [] && before.membership == nil)
            let situations = try await world.own.situations(of: before)
            #expect(situations.map(\.role) == [.professional, .dpo])
            world.clock.move(seconds: 1)
            try await world.own.take(situations[1].id, before, from: door)
            let lake = try await world.session(enrolled.entry)
            #expect(
                lake.structureRef == "had-du-lac" && lake.account.roles == [.dpo] && lake.account.structure == second.id
            )
            #expect(lake.account.name == before.account.name && lake.account.function == "référente")
            world.clock.move(seconds: 1)
            try await world.own.take(situations[0].id, lake, from: door)
            #expect(try await world.session(enrolled.entry).account.roles == [.professional])
            #expect(try await world.own.sessions(of: lake).map(\.address) == ["192.0.2.1"])
            #expect(try await refusal { try await world.own.take("another", lake, from: door) } == .notAllowed)
            #expect(try await world.attempts().suffix(2) == ["situation changed", "situation changed"])
        }
    }

    @Test func `a membership that ends takes its role from open sessions at the next request`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            #expect(try await world.session(enrolled.entry).has(.professional))
            _ = try await world.store.write { tx in try tx.run("UPDATE memberships SET state = 'revoked'") }
            #expect(try await world.session(enrolled.entry).account.roles == [])
        }
    }

    @Test func `touching a factor asks for a proof of less than five minutes`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            let entry = try await world.signIn(enrolled)
            world.clock.move(seconds: 301)
            let stale = try await world.session(entry)
            let own = world.own
            #expect(try await refusal { _ = try await own.renewRecoveryCodes(stale, from: door) } == .proofNeeded)
            #expect(
                try await refusal { try await own.setPassword(stale, "Menthe&Quille-48", from: door) } == .proofNeeded)
            #expect(try await refusal { try await own.remove("x", stale, from: door) } == .proofNeeded)
            #expect(
                try await refusal { try await own.setTOTP(stale, offer: "1", code: "000000", from: door) }
                    == .proofNeeded)
            #expect(
                try await refusal { try await own.addPasskey(stale, answer: "{}", label: "", from: door) }
                    == .proofNeeded)
            #expect(
                try await refusal {
                    try await own.confirm(stale, password: "Faux&Mauvais-31", code: world.code(enrolled), from: door)
                } == .wrong)
            world.clock.move(seconds: 30)
            try await own.confirm(stale, password: SignInWorld.password, code: world.code(enrolled), from: door)
            let fresh = try await world.session(entry)
            let codes = try await own.renewRecoveryCodes(fresh, from: door)
            #expect(codes.count == 10 && Set(codes).isDisjoint(with: enrolled.recoveryCodes))
            let pending = try await world.signIn.withPassword(SignInWorld.mail, SignInWorld.password, from: door)
            #expect(
                try await refusal {
                    _ = try await world.signIn.withCode(enrolled.recoveryCodes[0], after: pending, from: door)
                } == .wrong)
            _ = try await world.signIn.withCode(codes[0], after: pending, from: door)
        }
    }

    @Test func `a new password ends other sessions and the old password; the last way in stays`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            let entry = try await world.signIn(enrolled)
            let session = try await world.session(entry)
            #expect(try await world.sessions.find(enrolled.entry.token) != nil)
            try await world.own.setPassword(session, "Menthe&Quille-48", from: door)
            #expect(try await world.sessions.find(enrolled.entry.token) == nil)
            #expect(try await world.sessions.find(entry.token) != nil)
            #expect(
                try await refusal {
                    _ = try await world.signIn.withPassword(SignInWorld.mail, SignInWorld.password, from: door)
                } == .wrong)
            _ = try await world.signIn.withPassword(SignInWorld.mail, "Menthe&Quille-48", from: door)
            let factors = try await world.own.factors(of: session)
            let totp = try #require(factors.first { $0.kind == .totp })
            #expect(try await refusal { try await world.own.remove(totp.id, session, from: door) } == .lastFactor)
            let paper = try #require(factors.first { $0.kind == .recovery })
            try await world.own.remove(paper.id, session, from: door)
            #expect(try await world.own.factors(of: session).count == factors.count - 1)
        }
    }

    @Test func `sessions and devices: listed, ended one by one or all; another's are out of reach`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            let second = try await world.signIn(enrolled, from: SignInWorld.door("198.51.100.3"))
            #expect(second.isNewDevice)
            let third = try await world.signIn(
                enrolled, from: SignInWorld.door("198.51.100.3", device: second.deviceToken))
            #expect(!third.isNewDevice)
            let session = try await world.session(third)
            #expect(try await world.own.sessions(of: session).count == 3)
            #expect(try await world.own.devices(of: session).count == 2)
            let other = try #require(try await world.own.sessions(of: session).last { !$0.isThis })
            let paule = try await world.accounts.add(
                familyName: "Autre", givenName: "Paule", function: "", email: "paule@tilleuls.example",
                roles: [.professional], to: world.structure)
            let stranger = try await world.session(try await world.enrol(paule).entry)
            #expect(try await refusal { try await world.own.revoke(other.id, stranger, from: door) } == .expired)
            try await world.own.revoke(other.id, session, from: door)
            #expect(try await world.own.sessions(of: session).count == 2)
            try await world.own.revokeOthers(session, from: door)
            #expect(try await world.own.sessions(of: session).map(\.isThis) == [true])
            #expect(try await world.sessions.find(second.token) == nil)
            let device = try #require(try await world.own.devices(of: session).first)
            #expect(
                try await refusal { try await world.own.forget(device: device.id, stranger, from: door) } == .expired)
            try await world.own.forget(device: device.id, session, from: door)
            #expect(try await world.own.devices(of: session).count == 1)
        }
    }

    @Test func `half an hour idle and ten hours in all end a session`() async throws {
        try await SignInWorld.use { world in
            let enrolled = try await world.enrol(world.nora)
            world.clock.move(seconds: 1799)
            #expect(try await world.sessions.find(enrolled.entry.token) != nil)
            world.clock.move(seconds: 1801)
            #expect(try await world.sessions.find(enrolled.entry.token) == nil)
            let entry = try await world.signIn(enrolled)
            for _ in 0..<35 {
                world.clock.move(seconds: 1000)
                #expect(try await world.sessions.find(entry.token) != nil)
            }
            world.clock.move(seconds: 1000)
            #expect(try await world.sessions.find(entry.token) == nil)
        }
    }

    @Test func `every factor lost: two administrators, not one twice, not of elsewhere, not for themselves`()
        async throws
    {
        try await SignInWorld.use { world in
            func administrator(_ name: String, _ structure: Structure) async throws -> StaffSession {
                let account = try await world.accounts.add(
                    familyName: name, givenName: "", function: "", email: "\(name)@x.example",
                    roles: [.administrator], to: structure)
                return try await world.session(try await world.enrol(account).entry)
            }
            let elsewhere = try await world.structures.add(SignInWorld.draft("had-du-lac", "HAD du Lac (fictive)"))
            let one = try await administrator("premier", world.structure)
            let two = try await administrator("second", world.structure)
            let foreign = try await administrator("ailleurs", elsewhere)
            let lost = try await world.enrol(world.nora)
            let nora = try await world.session(lost.entry)
            let recovery = world.recovery
            for (who, about) in [
                (nora, world.nora.id), (foreign, world.nora.id), (one, one.account.id), (one, "nobody"),
            ] {
                #expect(
                    try await refusal { _ = try await recovery.ask(for: about, by: who, from: door) } == .notAllowed)
            }
            let asked = try await recovery.ask(for: world.nora.id, by: one, from: door)
            #expect(try await refusal { _ = try await recovery.agree(asked, by: one, from: door) } == .notAllowed)
            #expect(try await refusal { _ = try await recovery.agree(asked, by: foreign, from: door) } == .expired)
            #expect(try await world.sessions.find(lost.entry.token) != nil)
            #expect(try await recovery.waiting(two).map(\.id) == [asked])
            let token = try await recovery.agree(asked, by: two, from: door)
            #expect(try await world.enrolment.look(token).mail == SignInWorld.mail)
            #expect(try await world.sessions.find(lost.entry.token) == nil)
            #expect(try await refusal { _ = try await recovery.agree(asked, by: two, from: door) } == .expired)
            let late = try await recovery.ask(for: world.nora.id, by: one, from: door)
            world.clock.move(seconds: 301)
            #expect(try await refusal { _ = try await recovery.agree(late, by: two, from: door) } == .proofNeeded)
        }
    }
}
