import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import Kernel

@Suite struct FactorsPasskeyTests {
    private static let party = RelyingParty(id: "example.org", origins: ["https://example.org"])

    /// The vectors of WebAuthn Level 3 §16.
    private struct Vector {
        let title: String
        let registration: [String: [UInt8]]
        let authentication: [String: [UInt8]]

        static func all() throws -> [Vector] {
            let file = try CryptoVectors.json("webauthn-l3-vectors.json")
            let list = try #require(file["vectors"] as? [[String: Any]])
            return try list.map { vector in
                let blocks = try #require(vector["blocks"] as? [[String: Any]])
                func block(_ name: String) throws -> [String: [UInt8]] {
                    try #require(blocks.first { $0["ceremony"] as? String == name })
                        .compactMapValues { ($0 as? String).flatMap(Hex.decode) }
                }
                return Vector(
                    title: try #require(vector["title"] as? String), registration: try block("registration"),
                    authentication: try block("authentication"))
            }
        }

        var ours: Bool { !title.contains("ES384") && !title.contains("Ed448") }

        func passkey(_ block: [String: [UInt8]]) throws -> Passkey {
            let challenge = try #require(block["challenge"])
            var passkey = Passkey(party: FactorsPasskeyTests.party, challenge: challenge)
            passkey.needsVerification = false
            passkey.mayBeFramed = true
            return passkey
        }

        func register(_ change: (inout Passkey) -> Void = { _ in }) throws -> Passkey.Registered {
            var passkey = try passkey(registration)
            change(&passkey)
            return try passkey.register(
                clientData: try #require(registration["clientDataJSON"]),
                attestation: try #require(registration["attestationObject"]))
        }

        func assert(
            _ registered: Passkey.Registered, counter: UInt32 = 0, data: [UInt8]? = nil, signature: [UInt8]? = nil,
            _ change: (inout Passkey) -> Void = { _ in }
        ) throws -> UInt32 {
            var passkey = try passkey(authentication)
            change(&passkey)
            return try passkey.assert(
                clientData: try #require(authentication["clientDataJSON"]),
                authenticatorData: try data ?? #require(authentication["authenticatorData"]),
                signature: try signature ?? #require(authentication["signature"]), publicKey: registered.publicKey,
                counter: counter)
        }
    }

    @Test(.enabled(if: CryptoVectors.areHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `the vectors of WebAuthn Level 3 in our algorithms pass, in others are refused`() throws {
        let all = try Vector.all()
        #expect(all.count(where: \.ours) == 6 && all.count == 8)
        for vector in all {
            guard vector.ours else {
                #expect(throws: PasskeyProblem.unknownAlgorithm, "\(vector.title)") { _ = try vector.register() }
                continue
            }
            let registered = try vector.register()
            #expect(registered.credential == vector.registration["credential_id"], "\(vector.title)")
            #expect(registered.aaguid == vector.registration["aaguid"])
            #expect(try vector.assert(registered) == 0, "\(vector.title)")
        }
    }

    @Test(.enabled(if: CryptoVectors.areHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `wrong challenge, origin, site, frame, presence, counter and signature are refused`() throws {
        let all = try Vector.all()
        for vector in all where vector.ours {
            let registered = try vector.register()
            func refused(_ problem: PasskeyProblem, _ change: (inout Passkey) -> Void) {
                #expect(throws: problem, "\(vector.title)") { _ = try vector.register(change) }
                #expect(throws: problem, "\(vector.title)") { _ = try vector.assert(registered, change) }
            }
            refused(.wrongChallenge) { $0 = Passkey(party: $0.party, challenge: Array(repeating: 7, count: 32)) }
            refused(.wrongOrigin) { passkey in
                let party = RelyingParty(id: "example.org", origins: ["https://example.org.evil.example"])
                passkey = Passkey(party: party, challenge: passkey.challenge)
            }
            #expect(throws: PasskeyProblem.wrongSite) {
                _ = try vector.assert(registered) { passkey in
                    let party = RelyingParty(id: "evil.example", origins: ["https://example.org"])
                    passkey = Passkey(party: party, challenge: passkey.challenge, mayBeFramed: true)
                }
            }
            #expect(throws: PasskeyProblem.copied) { _ = try vector.assert(registered, counter: 1) }
            var signature = try #require(vector.authentication["signature"])
            signature[signature.count / 2] ^= 1
            #expect(throws: PasskeyProblem.badSignature) { _ = try vector.assert(registered, signature: signature) }
            var data = try #require(vector.authentication["authenticatorData"])
            data[32] &= 0xFE
            #expect(throws: PasskeyProblem.nobodyThere) { _ = try vector.assert(registered, data: data) }
            data = try #require(vector.authentication["authenticatorData"])
            data[36] ^= 1
            #expect(throws: PasskeyProblem.badSignature) { _ = try vector.assert(registered, data: data) }
            let unverified = try #require(vector.authentication["authenticatorData"])[32] & 4 == 0
            if unverified {
                #expect(throws: PasskeyProblem.notVerified) {
                    _ = try vector.assert(registered) { $0.needsVerification = true }
                }
            }
        }
        let framed = try #require(all.first { $0.title.contains("crossOrigin") })
        #expect(throws: PasskeyProblem.framed) { _ = try framed.register { $0.mayBeFramed = false } }
    }

    @Test(.enabled(if: CryptoVectors.areHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `any byte cut from an answer is refused, none crashes`() throws {
        let all = try Vector.all()
        let vector = try #require(all.first)
        let attestation = try #require(vector.registration["attestationObject"])
        let passkey = try vector.passkey(vector.registration)
        let clientData = try #require(vector.registration["clientDataJSON"])
        for length in 0..<attestation.count {
            #expect(throws: PasskeyProblem.self) {
                _ = try passkey.register(clientData: clientData, attestation: Array(attestation.prefix(length)))
            }
        }
        #expect(throws: PasskeyProblem.malformed) {
            _ = try passkey.register(clientData: clientData, attestation: attestation + [0])
        }
    }

    @Test func `an Ed25519 passkey registers and signs in; its counter only rises`() throws {
        let device = TestAuthenticator()
        let passkey = Passkey(party: Self.party, challenge: Array(0..<32))
        let attestation = device.attestation(counter: 1)
        let registered = try passkey.register(
            clientData: device.clientData("webauthn.create", passkey.challenge), attestation: attestation)
        #expect(registered.counter == 1 && registered.credential == [9, 9, 9, 9])
        func assert(counter: UInt8, after: UInt32, type: String = "webauthn.get") throws -> UInt32 {
            let data = device.data(counter: counter, key: false)
            let client = device.clientData(type, passkey.challenge)
            let signature = try device.key.signature(for: data + Array(SHA256.hash(data: client)))
            return try passkey.assert(
                clientData: client, authenticatorData: data, signature: Array(signature),
                publicKey: registered.publicKey, counter: after)
        }
        #expect(try assert(counter: 2, after: 1) == 2)
        for counter in [UInt8(0), 1, 2] {
            #expect(throws: PasskeyProblem.copied) { _ = try assert(counter: counter, after: 2) }
        }
        #expect(throws: PasskeyProblem.wrongKind) { _ = try assert(counter: 3, after: 2, type: "webauthn.create") }
    }

    @Test func `CBOR: what is longer than need be, twice, too deep or unfinished is refused`() throws {
        #expect(try CBOR.decode([0xA1, 0x01, 0x20]) == .map([.integer(1): .integer(-1)]))
        #expect(try CBOR.decode([0x1A, 0xFF, 0xFF, 0xFF, 0xFF]) == .integer(4_294_967_295))
        let broken: [[UInt8]] = [
            [], [0x18, 0x17], [0x19, 0x00, 0xFF], [0xA2, 1, 1, 1, 2], [0x5F, 0x41, 1, 0xFF], [0xC0, 0x60],
            [0xF9, 0, 0],
            [0x42, 1], [0x61, 0xFF], [0x00, 0x00], [0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x98, 0xFF],
            [0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], Array(repeating: 0x81, count: 40) + [0],
        ]
        for bytes in broken { #expect(throws: CBOR.Malformed.self, "\(bytes)") { _ = try CBOR.decode(bytes) } }
    }

    @Test(.enabled(if: CryptoVectors.areHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `Wycheproof: Ed25519 signatures are judged as listed`() throws {
        let file = try CryptoVectors.json("wycheproof-ed25519_test.json")
        let groups = try #require(file["testGroups"] as? [[String: Any]])
        var judged = 0
        for group in groups {
            let key = try #require((group["publicKey"] as? [String: Any])?["pk"] as? String)
            let point = try #require(Hex.decode(key))
            let cose: CBOR = .map([
                .integer(1): .integer(1), .integer(3): .integer(-8), .integer(-1): .integer(6),
                .integer(-2): .bytes(point),
            ])
            let public_ = try #require(CredentialKey(cose))
            judged += try judge(group, public_) { $0 }
        }
        #expect(judged > 60)
    }

    @Test(.enabled(if: CryptoVectors.areHere, "the shared vectors are absent: ../shared/data/crypto"))
    func `Wycheproof: ECDSA signatures on P-256 are judged as listed`() throws {
        let file = try CryptoVectors.json("wycheproof-ecdsa_secp256r1_sha256_p1363_test.json")
        let groups = try #require(file["testGroups"] as? [[String: Any]])
        var judged = 0
        for group in groups {
            let point = try #require((group["publicKey"] as? [String: Any])?["uncompressed"] as? String)
            let bytes = try #require(Hex.decode(point))
            let cose: CBOR = .map([
                .integer(1): .integer(2), .integer(3): .integer(-7), .integer(-1): .integer(1),
                .integer(-2): .bytes(Array(bytes[1..<33])), .integer(-3): .bytes(Array(bytes[33...])),
            ])
            let public_ = try #require(CredentialKey(cose))
            // The vectors write r ‖ s; WebAuthn writes DER.
            judged += try judge(group, public_) { raw in
                (try? P256.Signing.ECDSASignature(rawRepresentation: raw)).map { Array($0.derRepresentation) } ?? []
            }
        }
        #expect(judged > 60)
    }

    private func judge(
        _ group: [String: Any], _ key: CredentialKey, _ wire: ([UInt8]) -> [UInt8]
    ) throws -> Int {
        let tests = try #require(group["tests"] as? [[String: Any]])
        for test in tests {
            let message = try #require((test["msg"] as? String).flatMap(Hex.decode))
            let signature = try #require((test["sig"] as? String).flatMap(Hex.decode))
            let expected = test["result"] as? String
            #expect(
                key.isRight(wire(signature), over: message) == (expected == "valid"),
                "\(test["tcId"] ?? "?") \(test["comment"] ?? "")")
        }
        return tests.count
    }
}
