import Crypto
import Foundation
import Testing

@testable import Kernel

@Suite struct ProvidersClaimTests {
    static let now = Instant(milliseconds: 1_790_000_000_000)
    static let seconds: Int64 = 1_790_000_000

    static func expectation(levels: [String] = ["eidas1"]) -> TokenExpectation {
        TokenExpectation(
            issuer: "https://idp.example", audience: "us", nonce: "n-1", levels: levels, accessToken: "access")
    }

    static func claims(_ changes: [String: String?] = [:]) throws -> ProviderJSON {
        var members: [String: String] = [
            "iss": "\"https://idp.example\"", "aud": "\"us\"", "sub": "\"s\"", "nonce": "\"n-1\"",
            "acr": "\"eidas1\"", "iat": "\(seconds)", "exp": "\(seconds + 60)",
        ]
        for (name, value) in changes { members[name] = value }
        let text = members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
        return try ProviderJSON(Array("{\(text)}".utf8))
    }

    static func refusal(_ changes: [String: String?], levels: [String] = ["eidas1"]) throws -> TokenRefusal? {
        do {
            _ = try expectation(levels: levels).check(try claims(changes), algorithm: .es256, at: now)
            return nil
        } catch let refusal as TokenRefusal { return refusal }
    }

    @Test func `rule 28: a token that says everything right is accepted`() throws {
        #expect(try Self.refusal([:]) == nil)
        #expect(try Self.refusal(["aud": "[\"us\"]"]) == nil)
        #expect(try Self.refusal(["aud": "[\"us\",\"them\"]", "azp": "\"us\""]) == nil)
        #expect(try Self.refusal(["acr": nil], levels: []) == nil)
    }

    @Test(
        arguments: [
            ("iss", "\"https://idp.example/\"", TokenRefusal.issuer), ("iss", "[\"https://idp.example\"]", .issuer),
            ("iss", nil, .issuer), ("aud", "\"them\"", .audience), ("aud", nil, .audience), ("aud", "[]", .audience),
            ("aud", "[\"us\",\"them\"]", .audience), ("azp", "\"them\"", .audience), ("nonce", "\"n-2\"", .nonce),
            ("nonce", nil, .nonce), ("nonce", "\"\"", .nonce), ("acr", nil, .level), ("acr", "\"eidas0\"", .level),
            ("acr", "[\"eidas1\"]", .level), ("sub", nil, .subject), ("sub", "\"\"", .subject), ("sub", "7", .subject),
            ("exp", nil, .expired), ("exp", "\"1900000000\"", .expired), ("iat", nil, .early),
            ("exp", "1e300", .expired),
            ("at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"", .accessTokenHash), ("at_hash", "7", .accessTokenHash),
            ("nbf", "\"soon\"", .early),
        ] as [(String, String?, TokenRefusal)])
    func `rule 28: each claim is checked`(_ name: String, _ value: String?, _ expected: TokenRefusal) throws {
        #expect(try Self.refusal([name: value]) == expected)
    }

    @Test func `clocks may differ by a minute and no more`() throws {
        func at(_ name: String, _ offset: Int64) throws -> TokenRefusal? {
            try Self.refusal([name: "\(Self.seconds + offset)"])
        }
        #expect(try at("exp", -59) == nil)
        #expect(try at("exp", -60) == .expired)
        #expect(try at("iat", 60) == nil)
        #expect(try at("iat", 61) == .early)
        #expect(try at("nbf", 60) == nil)
        #expect(try at("nbf", 61) == .early)
        #expect(try at("iat", -600) == nil)
        #expect(try at("iat", -601) == .expired)
    }

    @Test func `the digest of the access token that came along must be right where it is given`() throws {
        let digest = Base64URL.encode(Array(SHA256.hash(data: Array("access".utf8))).prefix(16))
        #expect(try Self.refusal(["at_hash": "\"\(digest)\""]) == nil)
    }
}

@Suite struct ProvidersJSONTests {
    @Test(arguments: [
        "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "{\"a\":1,\"\\u0061\":2}", "{\"a\":1}}", "{\"a\":1,}",
        "{a:1}", "{'a':1}",
        "[1,]", "[1 2]", "01", "1.", ".5", "+1", "1e", "-", "nul", "tru", "\"\t\"", "\"\\x\"", "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"", "\"", "", " ", "NaN", "Infinity", "1e999", "\u{FEFF}{}", "{\"a\":1}{}",
    ])
    func `what is not JSON, or says a thing twice, is refused`(_ text: String) {
        #expect(throws: ProviderJSON.Malformed.self) { try ProviderJSON(Array(text.utf8)) }
    }

    @Test func `what is JSON is read`() throws {
        let text = " {\"é\\u00e9\\ud83d\\ude00\\n\" : [ -0.5e+2 , true,false , null , {} , [] , \"\" ] } "
        let json = try ProviderJSON(Array(text.utf8))
        #expect(
            json["éé😀\n"]
                == .list([.number(-50), .flag(true), .flag(false), .null, .object([:]), .list([]), .text("")]))
    }

    @Test func `depth is bounded, and bytes that are no UTF-8 are refused`() throws {
        let deep = { (n: Int) in Array((String(repeating: "[", count: n) + String(repeating: "]", count: n)).utf8) }
        #expect(throws: Never.self) { try ProviderJSON(deep(ProviderJSON.maximumDepth)) }
        #expect(throws: ProviderJSON.Malformed.self) { try ProviderJSON(deep(ProviderJSON.maximumDepth + 1)) }
        #expect(throws: ProviderJSON.Malformed.self) { try ProviderJSON(deep(100_000)) }
        #expect(throws: ProviderJSON.Malformed.self) { try ProviderJSON([34, 0xC3, 34]) }
        #expect(throws: ProviderJSON.Malformed.self) { try ProviderJSON([34, 0xC0, 0x80, 34]) }
    }

    @Test func `base64 has one spelling`() {
        #expect(Base64URL.decode("Zm9v") == Array("foo".utf8))
        #expect(Base64URL.decode("-_8") == [0xFB, 0xFF])
        #expect(Base64URL.decode("") == [])
        for text in ["Zm9v=", "Zm8=", "Z", "Zm9vZ", "Zm 9v", "Zm9v\n", "+/8", "-_9", "Zn", "é"] {
            #expect(Base64URL.decode(text) == nil, "\(text)")
        }
    }

    @Test func `the allow-list compares what is really called (rule 68)`() throws {
        for text in [
            "https://user@idp.example/", "https://idp.example@evil.example/", "https://idp.example\\@evil.example",
            "https:///idp.example", "https://", "ftp://idp.example", "https://idp.example:x/", "https://[::1]/",
            "https://idp.example /", "https://idp.exämple/", "HTTPS://idp.example", "https://a:1:2/",
            "https://idp.example#a",
        ] {
            #expect(ProviderAddress(text) == nil, "\(text)")
        }
        #expect(ProviderAddress("https://IDP.example:8443/a?b=//c@d")?.host == "idp.example:8443")
        var draft = IdentityProvider.Draft()
        draft.key = "psc"
        draft.name = "PSC"
        draft.clientID = "us"
        draft.clientSecret = "s"
        draft.metadataURL = "https://idp.example/.well-known/wallet-openid-configuration"
        draft.issuer = "https://idp.example/realm"
        draft.hosts = ["wallet.example"]
        let provider = try IdentityProvider(draft, allowsLoopback: false)
        #expect(provider.allows("https://idp.example/token"))
        #expect(provider.allows("https://wallet.example/auth"))
        for text in [
            "http://idp.example/token", "https://idp.example:444/", "https://evil.example/?https://idp.example",
            "https://idp.example.evil.example/", "http://127.0.0.1/", "https://169.254.169.254/", "https://localhost/",
        ] {
            #expect(!provider.allows(text), "\(text)")
        }
        draft.issuer = "http://idp.example/realm"
        #expect(throws: IdentityProviderProblem.self) { try IdentityProvider(draft, allowsLoopback: true) }
    }
}
