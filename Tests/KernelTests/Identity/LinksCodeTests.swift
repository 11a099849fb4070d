import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite struct LinksCodeTests {
    static func wrong(_ digits: String) -> String { digits == "000000" ? "000001" : "000000" }

    static func isOpened(_ answer: LinkAnswer) -> Bool { if case .opened = answer { true } else { false } }

    @Test(arguments: EnginesForTests.all)
    func `rule 34: a code has six digits, is stored nowhere, and serves once`(_ engine: Engine) async throws {
        try await IdentityWorld.use(engine) { world in
            let (_, token) = try await world.link(.code(.sms, contact: "contact-1"))
            let links = world.kernel.links
            #expect(try await links.door(token) == .code(.sms, sent: false))
            #expect(try await links.prove(token, code: "123456", from: world.visit) == .wrong)
            #expect(try await links.sendCode(token, from: world.visit) == .sent)
            #expect(try await links.door(token) == .code(.sms, sent: true))
            let code = try #require(world.codes.first)
            #expect(code.contact == "contact-1")
            #expect(code.channel == .sms)
            #expect(code.digits.utf8.count == 6)
            let cells = try await world.kernel.store.read { tx in
                try tx.rows("SELECT * FROM one_time_codes").flatMap(\.values)
            }
            #expect(!cells.contains(.text(code.digits)))
            #expect(try await links.prove(token, birthDate: LinksTests.birth, from: world.visit) == .none)
            for text in ["", "12345", "1234567", "12a456", "١٢٣٤٥٦"] {
                #expect(try await links.prove(token, code: text, from: world.visit) == .malformed, "\(text)")
            }
            let spaced = code.digits.prefix(3) + " " + code.digits.suffix(3)
            #expect(Self.isOpened(try await links.prove(token, code: String(spaced), from: world.visit)))
            #expect(try await links.prove(token, code: code.digits, from: world.visit) == .wrong)
        }
    }

    @Test func `rule 34: a code is dead after five tries`() async throws {
        try await IdentityWorld.use(.sqlite) { world in
            let (_, token) = try await world.link(.code(.mail, contact: "c"))
            let links = world.kernel.links
            #expect(try await links.sendCode(token, from: world.visit) == .sent)
            let digits = try #require(world.codes.first).digits
            for _ in 0..<4 {
                #expect(try await links.prove(token, code: Self.wrong(digits), from: world.visit) == .wrong)
            }
            #expect(
                try await links.prove(token, code: Self.wrong(digits), from: world.visit) == .resting(minutes: 15))
            // Nine minutes of the code's ten are not over, were it not for the tries; the link rests as well.
            world.wait(seconds: 540)
            #expect(try await links.prove(token, code: digits, from: world.visit) == .resting(minutes: 6))
            world.wait(seconds: 360)
            #expect(try await links.prove(token, code: digits, from: world.visit) == .wrong)
        }
    }

    @Test func `rule 34: a code is dead after ten minutes, and when a newer one is sent`() async throws {
        try await IdentityWorld.use(.sqlite) { world in
            let (_, token) = try await world.link(.code(.mail, contact: "c"))
            let links = world.kernel.links
            _ = try await links.sendCode(token, from: world.visit)
            world.wait(seconds: 600)
            #expect(try await links.door(token) == .code(.mail, sent: false))
            #expect(try await links.prove(token, code: world.codes[0].digits, from: world.visit) == .wrong)
            _ = try await links.sendCode(token, from: world.visit)
            world.wait(seconds: 60)
            _ = try await links.sendCode(token, from: world.visit)
            try #require(world.codes.count == 3)
            if world.codes[1].digits != world.codes[2].digits {
                #expect(try await links.prove(token, code: world.codes[1].digits, from: world.visit) == .wrong)
            }
            #expect(Self.isOpened(try await links.prove(token, code: world.codes[2].digits, from: world.visit)))
        }
    }

    @Test func `whoever presses the button again and again makes five messages an hour, a minute apart`() async throws {
        try await IdentityWorld.use(.sqlite) { world in
            let (_, token) = try await world.link(.code(.sms, contact: "c"))
            let links = world.kernel.links
            for _ in 0..<8 {
                _ = try await links.sendCode(token, from: world.visit)
                #expect(try await links.sendCode(token, from: world.visit) == .tooSoon)
                world.wait(seconds: 61)
            }
            #expect(world.codes.count == 5)
            world.wait(seconds: 3600)
            #expect(try await links.sendCode(token, from: world.visit) == .sent)
        }
    }

    @Test func `a channel that fails is said, and the code is not lost for good`() async throws {
        try await IdentityWorld.use(.sqlite) { world in
            let (_, token) = try await world.link(.code(.sms, contact: "c"))
            world.breakChannel(true)
            #expect(try await world.kernel.links.sendCode(token, from: world.visit) == .unavailable)
            world.breakChannel(false)
            world.wait(seconds: 61)
            #expect(try await world.kernel.links.sendCode(token, from: world.visit) == .sent)
        }
    }
}
