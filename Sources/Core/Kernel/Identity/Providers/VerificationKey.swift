import Crypto
import CryptoExtras

/// Signatures that a token may carry. Closed: no `none`, nothing with a shared secret, so that a public key can never
/// be taken for one (RFC 8725 §3.1).
enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"
    case es384 = "ES384"
    case edDSA = "EdDSA"
}

/// A public key of a provider, with the algorithms that it may be used with (RFC 7517, 7518, 8037).
///
/// The signatures themselves are swift-crypto's; jwt-kit's own verification reads headers, base64 and JSON leniently
/// and gives no way to fix one algorithm per key.
struct VerificationKey: Sendable {
    /// Empty where the set gives the key no name.
    let id: String
    let algorithms: Set<SignatureAlgorithm>
    private let material: Material

    private enum Material: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    /// Nil for a key that signs nothing we accept: for encryption, of another kind, too short, off its curve.
    init?(_ jwk: ProviderJSON) {
        if let use = jwk["use"], use.string != "sig" { return nil }
        if let operations = jwk["key_ops"] {
            guard operations.array?.contains(.text("verify")) == true else { return nil }
        }
        guard let type = jwk["kty"]?.string, let read = VerificationKey.material(type, jwk) else { return nil }
        var algorithms = read.algorithms
        if let named = jwk["alg"] {
            guard let one = named.string.flatMap(SignatureAlgorithm.init), algorithms.contains(one) else { return nil }
            algorithms = [one]
        }
        id = jwk["kid"]?.string ?? ""
        self.algorithms = algorithms
        material = read.material
    }

    private static func material(
        _ type: String, _ jwk: ProviderJSON
    ) -> (material: Material, algorithms: Set<SignatureAlgorithm>)? {
        func part(_ name: String) -> [UInt8]? { jwk[name]?.string.flatMap { Base64URL.decode($0) } }
        switch (type, jwk["crv"]?.string) {
        case ("RSA", nil):
            // Above 4096 bits a forged key set could make every check expensive.
            guard let n = part("n"), let e = part("e"), n.count <= 512, e.count <= 8,
                let key = try? _RSA.Signing.PublicKey(n: n, e: e)
            else { return nil }
            return (.rsa(key), [.rs256, .ps256])
        case ("EC", "P-256"):
            guard let x = part("x"), let y = part("y"), x.count == 32, y.count == 32,
                let key = try? P256.Signing.PublicKey(rawRepresentation: x + y)
            else { return nil }
            return (.p256(key), [.es256])
        case ("EC", "P-384"):
            guard let x = part("x"), let y = part("y"), x.count == 48, y.count == 48,
                let key = try? P384.Signing.PublicKey(rawRepresentation: x + y)
            else { return nil }
            return (.p384(key), [.es384])
        case ("OKP", "Ed25519"):
            guard let x = part("x"), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else {
                return nil
            }
            return (.ed25519(key), [.edDSA])
        default: return nil
        }
    }

    /// Whether `signature` is this key's over `input`, with this algorithm and no other.
    func accepts(_ signature: [UInt8], over input: [UInt8], with algorithm: SignatureAlgorithm) -> Bool {
        guard algorithms.contains(algorithm) else { return false }
        switch (material, algorithm) {
        case (.rsa(let key), .rs256):
            return key.isValidSignature(
                .init(rawRepresentation: signature), for: SHA256.hash(data: input), padding: .insecurePKCS1v1_5)
        case (.rsa(let key), .ps256):
            return key.isValidSignature(
                .init(rawRepresentation: signature), for: SHA256.hash(data: input), padding: .PSS)
        case (.p256(let key), .es256):
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: SHA256.hash(data: input))
        case (.p384(let key), .es384):
            guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: SHA384.hash(data: input))
        case (.ed25519(let key), .edDSA):
            return key.isValidSignature(signature, for: input)
        default: return false
        }
    }
}

/// The public keys of a provider, as its `jwks_uri` lists them (RFC 7517 §5).
struct KeySet: Sendable {
    let keys: [VerificationKey]

    /// Most keys that a set may list.
    static let maximumKeys = 32

    /// Keys that sign nothing we accept are passed over. A set is refused whole where it publishes a secret (a shared
    /// or private key), or gives two signing keys one name: it cannot be told which was meant.
    init(_ document: ProviderJSON) throws(TokenRefusal) {
        guard let list = document["keys"]?.array, list.count <= KeySet.maximumKeys else { throw .keys }
        for key in list where key["kty"]?.string == "oct" || key["d"] != nil || key["k"] != nil { throw .keys }
        keys = list.compactMap { VerificationKey($0) }
        guard Set(keys.map(\.id)).count == keys.count else { throw .keys }
    }

    /// The key of a header: the one it names, or the only one where it names none.
    func key(named id: String?) -> VerificationKey? {
        guard let id else { return keys.count == 1 ? keys[0] : nil }
        return keys.first { $0.id == id }
    }
}
