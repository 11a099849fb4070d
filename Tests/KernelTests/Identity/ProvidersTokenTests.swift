import Crypto
import Foundation
import Testing

@testable import Kernel

/// Tokens signed here, to be bent one thing at a time.
struct TokenMint: Sendable {
    let key = P256.Signing.PrivateKey()
    let id: String

    init(_ id: String = "k1") { self.id = id }

    var jwk: String {
        let raw = [UInt8](key.publicKey.rawRepresentation)
        return """
            {"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"\(id)",\
            "x":"\(Base64URL.encode(raw.prefix(32)))","y":"\(Base64URL.encode(raw.suffix(32)))"}
            """
    }

    var keys: KeySet {
        get throws { try KeySet(try ProviderJSON(Array("{\"keys\":[\(jwk)]}".utf8))) }
    }

    func token(_ claims: String, header: String? = nil) throws -> String {
        let header = header ?? "{\"alg\":\"ES256\",\"kid\":\"\(id)\"}"
        let input = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(claims.utf8)))"
        let signature = try key.signature(for: SHA256.hash(data: Array(input.utf8)))
        return input + "." + Base64URL.encode([UInt8](signature.rawRepresentation))
    }
}

@Suite struct ProvidersTokenTests {
    /// What is skipped is not forgotten: every vector is either judged or of an algorithm that we refuse whole.
    @Test(.enabled(if: TokenVectors.isHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `published signature vectors: every valid one of our algorithms is accepted, every invalid one refused`()
        throws
    {
        var judged = 0
        var refusedWhole: [String: Int] = [:]
        for vector in try TokenVectors.signatures("wycheproof-json_web_signature_test.json") {
            let accepted = (try? JSONWebToken(vector.token, signedBy: try KeySet(vector.keys))) != nil
            // What the header says, not the key: two vectors use a PS256 key with PS384.
            let algorithm = Self.algorithm(of: vector.token)
            if vector.isValid, SignatureAlgorithm(rawValue: algorithm) == nil {
                #expect(!accepted, "\(vector.number) \(algorithm)")
                refusedWhole[algorithm, default: 0] += 1
            } else {
                #expect(accepted == vector.isValid, "\(vector.group) \(vector.number): \(vector.words)")
                judged += 1
            }
        }
        #expect(judged == 332)
        // Valid in themselves, and refused: a shared secret (HS256), and algorithms that are not on the list.
        #expect(refusedWhole == ["HS256": 3, "RS384": 4, "PS384": 2, "PS512": 4])
    }

    private static func algorithm(of token: String) -> String {
        let header = Base64URL.decode(token.prefix { $0 != "." }).flatMap { try? ProviderJSON($0) }
        return header?["alg"]?.string ?? ""
    }

    @Test(.enabled(if: TokenVectors.isHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `published key sets: a secret among public keys, one name twice, a short or bent key are refused`() throws {
        var count = 0
        for vector in try TokenVectors.signatures("wycheproof-json_web_key_test.json") {
            let accepted = (try? JSONWebToken(vector.token, signedBy: try KeySet(vector.keys))) != nil
            // The one valid vector is a shared secret (HS384): refused here like every other.
            #expect(!accepted, "\(vector.number) \(vector.words)")
            count += 1
        }
        #expect(count == 13)
    }

    @Test(.enabled(if: TokenVectors.isHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `the first example of RFC 7515 is signed with a shared secret, so it is refused`() throws {
        let example = try TokenVectors.json("jws-rfc7515-a1.json")
        let token = try #require(example["compact"]?.string)
        #expect(throws: TokenRefusal.algorithm) { try JSONWebToken(token, signedBy: TokenMint().keys) }
        #expect(throws: TokenRefusal.keys) {
            try KeySet(.object(["keys": .list([example["jwk"] ?? .null])]))
        }
    }

    @Test func `a token's own signature holds, and no byte of it may change`() throws {
        let mint = TokenMint()
        let token = try mint.token("{\"sub\":\"a\"}")
        #expect(try JSONWebToken(token, signedBy: mint.keys).claims()["sub"] == .text("a"))
        let bytes = Array(token.utf8)
        for index in bytes.indices where bytes[index] != 46 {
            var bent = bytes
            bent[index] = bent[index] == 65 ? 66 : 65
            #expect(throws: TokenRefusal.self) {
                try JSONWebToken(String(decoding: bent, as: UTF8.self), signedBy: mint.keys)
            }
        }
    }

    @Test func `none, shared secrets, unknown algorithms and another algorithm than the key's are refused`() throws {
        let mint = TokenMint()
        for algorithm in [
            "none", "None", "NONE", "HS256", "HS384", "HS512", "RS256", "PS256", "ES384", "EdDSA", "ES512", "",
        ] {
            let token = try mint.token("{}", header: "{\"alg\":\"\(algorithm)\",\"kid\":\"k1\"}")
            #expect(throws: TokenRefusal.algorithm) { try JSONWebToken(token, signedBy: mint.keys) }
        }
        let bare =
            try mint.token("{}", header: "{\"alg\":\"none\"}").split(separator: ".").prefix(2).joined(separator: ".")
            + "."
        #expect(throws: TokenRefusal.algorithm) { try JSONWebToken(bare, signedBy: mint.keys) }
    }

    @Test func `key confusion: a public key used as a shared secret proves nothing`() throws {
        let mint = TokenMint()
        for secret in [
            Array(mint.jwk.utf8), [UInt8](mint.key.publicKey.rawRepresentation),
            Array(mint.key.publicKey.pemRepresentation.utf8),
        ] {
            let head = Base64URL.encode(Array("{\"alg\":\"HS256\",\"kid\":\"k1\"}".utf8))
            let input = head + "." + Base64URL.encode(Array("{}".utf8))
            let code = HMAC<SHA256>.authenticationCode(for: Array(input.utf8), using: SymmetricKey(data: secret))
            #expect(throws: TokenRefusal.algorithm) {
                try JSONWebToken(input + "." + Base64URL.encode(Array(code)), signedBy: mint.keys)
            }
        }
    }

    @Test func `a key must be known by its name; a token without one is read where there is a single key`() throws {
        let mint = TokenMint()
        let stranger = try mint.token("{}", header: "{\"alg\":\"ES256\",\"kid\":\"k2\"}")
        #expect(throws: TokenRefusal.unknownKey) { try JSONWebToken(stranger, signedBy: mint.keys) }
        let nameless = try mint.token("{}", header: "{\"alg\":\"ES256\"}")
        #expect(throws: Never.self) { try JSONWebToken(nameless, signedBy: mint.keys) }
        let two = try KeySet(try ProviderJSON(Array("{\"keys\":[\(mint.jwk),\(TokenMint("k2").jwk)]}".utf8)))
        #expect(throws: TokenRefusal.unknownKey) { try JSONWebToken(nameless, signedBy: two) }
    }

    @Test(arguments: [
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":[]}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"b64\":false}", "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"kid\":7}", "{\"alg\":[\"ES256\"],\"kid\":\"k1\"}", "[]", "",
        "{\"alg\":\"ES256\",\"kid\":\"k1\"}x",
    ])
    func `a header that asks for more, says a thing twice or is none is refused, signed or not`(_ header: String) throws
    {
        let mint = TokenMint()
        let token = try mint.token("{}", header: header)
        #expect(throws: TokenRefusal.self) { try JSONWebToken(token, signedBy: mint.keys) }
    }

    @Test func `keys that a token brings along are not looked at`() throws {
        let mint = TokenMint()
        let forger = TokenMint()
        let header = "{\"alg\":\"ES256\",\"kid\":\"k1\",\"jwk\":\(forger.jwk),\"jku\":\"https://forger.example/keys\"}"
        #expect(throws: TokenRefusal.signature) {
            try JSONWebToken(try forger.token("{}", header: header), signedBy: mint.keys)
        }
    }

    @Test func `too long, padded, spaced, cut or doubled tokens are refused; an encrypted one is named as such`() throws
    {
        let mint = TokenMint()
        let token = try mint.token("{}")
        for bent in [
            token + "=", token + " ", " " + token, token + ".", token + "\n", "", ".", "..",
            token.replacing(".", with: ".."),
        ] {
            #expect(throws: TokenRefusal.self) { try JSONWebToken(bent, signedBy: mint.keys) }
        }
        let long = try mint.token("{\"a\":\"\(String(repeating: "a", count: JSONWebToken.maximumBytes))\"}")
        #expect(throws: TokenRefusal.tooLong) { try JSONWebToken(long, signedBy: mint.keys) }
        #expect(throws: TokenRefusal.encrypted) { try JSONWebToken("a.b.c.d.e", signedBy: mint.keys) }
    }
}
