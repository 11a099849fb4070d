import Foundation

/// What the page's script sends of a passkey, bytes in base64url: the JSON that `PublicKeyCredential.toJSON` gives
/// (WebAuthn Level 3 §5.1), read with limits.
struct PasskeyAnswer: Sendable {
    let credential: [UInt8]
    let clientData: [UInt8]
    /// The challenge that the browser says it signed; checked against ours.
    let challenge: [UInt8]
    let attestation: [UInt8]?
    let authenticatorData: [UInt8]?
    let signature: [UInt8]?
    let userHandle: [UInt8]?

    init(_ json: String) throws(PasskeyProblem) {
        guard json.utf8.count <= 32_768, let wire = try? JSONDecoder().decode(Wire.self, from: Data(json.utf8)),
            wire.type == "public-key", let credential = Base64URL.decode(wire.rawId),
            let clientData = Base64URL.decode(wire.response.clientDataJSON),
            let named = try? JSONDecoder().decode(Named.self, from: Data(clientData)),
            let challenge = Base64URL.decode(named.challenge)
        else { throw .malformed }
        self.credential = credential
        self.clientData = clientData
        self.challenge = challenge
        attestation = wire.response.attestationObject.flatMap(Base64URL.decode)
        authenticatorData = wire.response.authenticatorData.flatMap(Base64URL.decode)
        signature = wire.response.signature.flatMap(Base64URL.decode)
        userHandle = wire.response.userHandle.flatMap(Base64URL.decode)
    }

    private struct Wire: Decodable {
        let type: String
        let rawId: String
        let response: Response
        struct Response: Decodable {
            let clientDataJSON: String
            let attestationObject: String?
            let authenticatorData: String?
            let signature: String?
            let userHandle: String?
        }
    }
    private struct Named: Decodable { let challenge: String }
}

/// What the page hands to `navigator.credentials`, as JSON in the shape of WebAuthn Level 3 §5.1.
struct PasskeyOptions: Encodable {
    struct Party: Encodable {
        let id: String
        let name: String
    }
    struct User: Encodable {
        let id: String
        let name: String
        let displayName: String
    }
    struct Algorithm: Encodable {
        var type = "public-key"
        let alg: Int64
    }
    struct Credential: Encodable {
        var type = "public-key"
        let id: String
    }
    struct Selection: Encodable {
        var residentKey = "required"
        var requireResidentKey = true
        var userVerification = "required"
    }

    let challenge: String
    var timeout = Challenge.lifeSeconds * 1000
    var rpId: String?
    var userVerification: String?
    var rp: Party?
    var user: User?
    var pubKeyCredParams: [Algorithm]?
    var excludeCredentials: [Credential]?
    var authenticatorSelection: Selection?
    var attestation: String?

    static func get(_ challenge: Challenge, _ party: RelyingParty) -> PasskeyOptions {
        PasskeyOptions(
            challenge: Base64URL.encode(challenge.bytes), rpId: party.id, userVerification: "required")
    }

    static func create(
        _ challenge: Challenge, _ party: RelyingParty, account: String, mail: String, name: String,
        known: [[UInt8]]
    ) -> PasskeyOptions {
        PasskeyOptions(
            challenge: Base64URL.encode(challenge.bytes), rp: Party(id: party.id, name: "Citana"),
            user: User(id: Base64URL.encode(Array(account.utf8)), name: mail, displayName: name),
            pubKeyCredParams: CredentialKey.algorithms.map { Algorithm(alg: $0) },
            excludeCredentials: known.map { Credential(id: Base64URL.encode($0)) },
            authenticatorSelection: Selection(), attestation: "none")
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
