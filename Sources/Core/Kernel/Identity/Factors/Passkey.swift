import Crypto
import Foundation

/// Why a passkey's answer is refused. What its holder cannot change reads the same.
public enum PasskeyProblem: Error, Sendable, Equatable, CaseIterable {
    case malformed, wrongKind, wrongChallenge, wrongOrigin, framed, wrongSite, nobodyThere, notVerified
    case unknownAlgorithm, badSignature, copied, unknown

    /// One sentence with the way out.
    public func sentence(in language: Language) -> String { language == .fr ? words.fr : words.en }

    var words: Bilingual {
        switch self {
        case .notVerified:
            Bilingual(
                fr:
                    "L'appareil n'a pas vérifié que c'est vous (code ou empreinte) : activez cette vérification et recommencez.",
                en: "The device did not check that it is you (code or fingerprint): turn that on and try again.")
        case .copied:
            Bilingual(
                fr: "Cette clé d'accès semble avoir été copiée : elle est refusée. Entrez autrement et retirez-la.",
                en: "This passkey seems to have been copied and is refused. Come in another way and remove it.")
        default:
            Bilingual(
                fr: "Cette clé d'accès n'a pas été acceptée. Recommencez depuis la page de connexion.",
                en: "This passkey was not accepted. Start again from the sign-in page.")
        }
    }
}

/// The site that a passkey is bound to (WebAuthn Level 3 §5.1.2): its host, and the origins from which it is used.
public struct RelyingParty: Sendable, Equatable {
    public let id: String
    public let origins: [String]
    package init(id: String, origins: [String]) {
        self.id = id
        self.origins = origins
    }
}

/// Checks what a browser answers to `navigator.credentials.create` and `.get` (WebAuthn Level 3 §7.1 and §7.2).
/// Attestation is not asked for; one that comes all the same is not believed: only a self-attestation's signature is
/// checked. Pure: the caller sees that a challenge serves once.
struct Passkey: Sendable {
    let party: RelyingParty
    let challenge: [UInt8]
    /// A passkey counts as two factors only where the device verified its holder.
    var needsVerification = true
    /// We are never framed by another site.
    var mayBeFramed = false

    struct Registered: Sendable, Equatable {
        let credential: [UInt8]
        /// COSE, as sent.
        let publicKey: [UInt8]
        let counter: UInt32
        let aaguid: [UInt8]
    }

    func register(clientData: [UInt8], attestation: [UInt8]) throws -> Registered {
        try check(clientData, type: "webauthn.create")
        guard attestation.count <= 65_536, let object = try? CBOR.decode(attestation),
            let bytes = object["authData"]?.asBytes, let format = object["fmt"]?.asText,
            let statement = object["attStmt"]
        else { throw PasskeyProblem.malformed }
        let data = try AuthenticatorData(bytes)
        try check(data)
        guard let attested = data.attested else { throw PasskeyProblem.malformed }
        guard let key = CredentialKey(attested.key) else { throw PasskeyProblem.unknownAlgorithm }
        switch (format, statement) {
        case ("none", .map(let pairs)) where pairs.isEmpty: break
        case ("none", _): throw PasskeyProblem.malformed
        case ("packed", _) where statement["x5c"] == nil:
            guard statement["alg"]?.asInteger == key.algorithm, let signature = statement["sig"]?.asBytes else {
                throw PasskeyProblem.malformed
            }
            guard key.isRight(signature, over: bytes + Array(SHA256.hash(data: clientData))) else {
                throw PasskeyProblem.badSignature
            }
        default: break
        }
        return Registered(
            credential: attested.credential, publicKey: attested.keyBytes, counter: data.counter,
            aaguid: attested.aaguid)
    }

    /// The new counter. `counter`: the last one seen.
    func assert(
        clientData: [UInt8], authenticatorData: [UInt8], signature: [UInt8], publicKey: [UInt8], counter: UInt32
    ) throws -> UInt32 {
        try check(clientData, type: "webauthn.get")
        let data = try AuthenticatorData(authenticatorData)
        try check(data)
        guard let key = CredentialKey(bytes: publicKey) else { throw PasskeyProblem.unknownAlgorithm }
        guard key.isRight(signature, over: authenticatorData + Array(SHA256.hash(data: clientData))) else {
            throw PasskeyProblem.badSignature
        }
        // Authenticators that synchronise keep no counter and always say 0; once one counts, it only rises.
        guard data.counter > counter || (data.counter == 0 && counter == 0) else { throw PasskeyProblem.copied }
        return data.counter
    }

    private struct ClientData: Decodable {
        let type: String
        let challenge: String
        let origin: String
        let crossOrigin: Bool?
        let topOrigin: String?
    }

    private func check(_ bytes: [UInt8], type: String) throws {
        guard bytes.count <= 4096, let data = try? JSONDecoder().decode(ClientData.self, from: Data(bytes)) else {
            throw PasskeyProblem.malformed
        }
        guard data.type == type else { throw PasskeyProblem.wrongKind }
        guard let answered = Base64URL.decode(data.challenge), ConstantTime.equal(answered, challenge) else {
            throw PasskeyProblem.wrongChallenge
        }
        guard party.origins.contains(data.origin) else { throw PasskeyProblem.wrongOrigin }
        guard mayBeFramed || (data.crossOrigin != true && data.topOrigin == nil) else { throw PasskeyProblem.framed }
    }

    private func check(_ data: AuthenticatorData) throws {
        guard data.partyHash == Array(SHA256.hash(data: Array(party.id.utf8))) else { throw PasskeyProblem.wrongSite }
        guard data.userPresent else { throw PasskeyProblem.nobodyThere }
        guard data.userVerified || !needsVerification else { throw PasskeyProblem.notVerified }
        // Backed up without being eligible for backup is a contradiction (§6.1.3).
        guard data.backupEligible || !data.backedUp else { throw PasskeyProblem.malformed }
    }
}

/// WebAuthn Level 3 §6.1.
struct AuthenticatorData: Sendable {
    struct Attested: Sendable {
        let aaguid: [UInt8]
        let credential: [UInt8]
        let key: CBOR
        let keyBytes: [UInt8]
    }

    let partyHash: [UInt8]
    let flags: UInt8
    let counter: UInt32
    let attested: Attested?

    var userPresent: Bool { flags & 0x01 != 0 }
    var userVerified: Bool { flags & 0x04 != 0 }
    var backupEligible: Bool { flags & 0x08 != 0 }
    var backedUp: Bool { flags & 0x10 != 0 }

    init(_ bytes: [UInt8]) throws(PasskeyProblem) {
        guard bytes.count >= 37 else { throw .malformed }
        partyHash = Array(bytes[0..<32])
        flags = bytes[32]
        counter = bytes[33..<37].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var rest = bytes[37...]
        if flags & 0x40 != 0 {
            guard rest.count >= 18 else { throw .malformed }
            let aaguid = Array(rest.prefix(16))
            let length = Int(rest[rest.startIndex + 16]) << 8 | Int(rest[rest.startIndex + 17])
            rest = rest.dropFirst(18)
            guard (1...1023).contains(length), rest.count > length else { throw .malformed }
            let credential = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
            guard let (key, after) = try? CBOR.decodeFirst(rest) else { throw .malformed }
            attested = Attested(
                aaguid: aaguid, credential: credential, key: key,
                keyBytes: Array(rest.prefix(rest.count - after.count)))
            rest = after
        } else {
            attested = nil
        }
        if flags & 0x80 != 0 {
            guard let (extensions, after) = try? CBOR.decodeFirst(rest), case .map = extensions else {
                throw .malformed
            }
            rest = after
        }
        guard rest.isEmpty else { throw .malformed }
    }
}
