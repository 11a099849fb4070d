import Crypto
import Foundation

@testable import Kernel

/// An authenticator of our own with an Ed25519 key, for what the published vectors do not have.
struct TestAuthenticator: Sendable {
    let key = Curve25519.Signing.PrivateKey()
    let credential: [UInt8] = [9, 9, 9, 9]
    var host = "example.org"

    func data(counter: UInt8, key: Bool) -> [UInt8] {
        // Present and verified; with the credential where a key is made.
        let head = Array(SHA256.hash(data: Array(host.utf8))) + [key ? 0x45 : 0x05]
        let cose: [UInt8] =
            [0xA4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32] + Array(self.key.publicKey.rawRepresentation)
        let attested = Array(repeating: UInt8(0), count: 16) + [0, UInt8(credential.count)] + credential + cose
        return head + [0, 0, 0, counter] + (key ? attested : [])
    }

    func attestation(counter: UInt8) -> [UInt8] {
        let data = data(counter: counter, key: true)
        return [0xA3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67] + Array("attStmt".utf8)
            + [0xA0, 0x68] + Array("authData".utf8) + [0x58, UInt8(data.count)] + data
    }

    func clientData(_ type: String, _ challenge: [UInt8]) -> [UInt8] {
        Array(
            #"{"type":"\#(type)","challenge":"\#(Base64URL.encode(challenge))","origin":"https://\#(host)"}"#.utf8)
    }

    /// The challenge that a page's options carry.
    static func challenge(_ options: String) -> [UInt8] {
        let json = try? JSONSerialization.jsonObject(with: Data(options.utf8)) as? [String: Any]
        return (json?["challenge"] as? String).flatMap(Base64URL.decode) ?? []
    }

    /// What a page would send after `navigator.credentials.create`.
    func create(_ options: String) -> String {
        answer([
            "clientDataJSON": clientData("webauthn.create", Self.challenge(options)),
            "attestationObject": attestation(counter: 0),
        ])
    }

    /// What a page would send after `navigator.credentials.get`.
    func get(_ options: String, counter: UInt8 = 0, user: String) throws -> String {
        let data = data(counter: counter, key: false)
        let client = clientData("webauthn.get", Self.challenge(options))
        let signature = try key.signature(for: data + Array(SHA256.hash(data: client)))
        return answer([
            "clientDataJSON": client, "authenticatorData": data, "signature": Array(signature),
            "userHandle": Array(user.utf8),
        ])
    }

    private func answer(_ response: [String: [UInt8]]) -> String {
        let fields = response.map { #""\#($0.key)":"\#(Base64URL.encode($0.value))""# }.joined(separator: ",")
        return #"{"type":"public-key","rawId":"\#(Base64URL.encode(credential))","response":{\#(fields)}}"#
    }
}
