/// Why a token is refused. The code goes to the trace; the person at the browser is told only to start again.
enum TokenRefusal: String, Error, Sendable, Equatable {
    case tooLong = "token-too-long"
    case malformed = "token-malformed"
    /// `none`, a shared secret, or an algorithm that is not on the list.
    case algorithm = "token-algorithm"
    /// A header that demands to be understood (RFC 7515 §4.1.11); we understand none.
    case critical = "token-critical"
    case unknownKey = "token-unknown-key"
    case signature = "token-signature"
    /// The provider's key set is not one.
    case keys = "token-keys"
    /// An encrypted token (JWE): no package of ours opens one.
    case encrypted = "token-encrypted"
    case issuer = "token-issuer"
    case audience = "token-audience"
    case expired = "token-expired"
    /// Issued or valid later than now.
    case early = "token-early"
    case nonce = "token-nonce"
    case subject = "token-subject"
    case level = "token-acr"
    case accessTokenHash = "token-at-hash"
}

/// A signed token in its compact form (RFC 7515 §3.1), whose signature holds.
struct JSONWebToken: Sendable {
    let algorithm: SignatureAlgorithm
    let payload: [UInt8]

    /// Longest token that is read: Pro Santé Connect lists every practice of a person in one.
    static let maximumBytes = 65_536

    /// What the header says, read before any key is chosen.
    struct Header: Sendable {
        let algorithm: SignatureAlgorithm
        /// Nil where the token names no key.
        let keyID: String?
    }

    /// Cuts the three parts and reads the header. Nothing in it but `alg` and `kid` is believed: a key or an address of
    /// keys that a token brings along is not looked at.
    private static func parts(
        of compact: String
    ) throws(TokenRefusal) -> (header: Header, input: [UInt8], payload: [UInt8], signature: [UInt8]) {
        guard compact.utf8.count <= maximumBytes else { throw .tooLong }
        let parts = compact.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 5 { throw .encrypted }
        guard parts.count == 3, let head = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .malformed }
        guard let json = try? ProviderJSON(head), case .object(let members) = json else { throw .malformed }
        guard members["crit"] == nil, members["b64"] == nil else { throw .critical }
        guard let algorithm = json["alg"]?.string.flatMap(SignatureAlgorithm.init), !signature.isEmpty else {
            throw .algorithm
        }
        var keyID: String?
        if let named = members["kid"] {
            guard let text = named.string else { throw .malformed }
            keyID = text
        }
        return (
            Header(algorithm: algorithm, keyID: keyID), Array("\(parts[0]).\(parts[1])".utf8), payload, signature
        )
    }

    /// What the header says; the signature is not checked.
    static func header(of compact: String) throws(TokenRefusal) -> Header { try parts(of: compact).header }

    /// Throws where the signature is not one of these keys' with an algorithm of that key.
    init(_ compact: String, signedBy keys: KeySet) throws(TokenRefusal) {
        let parts = try JSONWebToken.parts(of: compact)
        guard let key = keys.key(named: parts.header.keyID) else { throw .unknownKey }
        guard key.algorithms.contains(parts.header.algorithm) else { throw .algorithm }
        guard key.accepts(parts.signature, over: parts.input, with: parts.header.algorithm) else { throw .signature }
        algorithm = parts.header.algorithm
        payload = parts.payload
    }

    /// The claims, as one object.
    func claims() throws(TokenRefusal) -> ProviderJSON {
        guard let json = try? ProviderJSON(payload), case .object = json else { throw .malformed }
        return json
    }
}
