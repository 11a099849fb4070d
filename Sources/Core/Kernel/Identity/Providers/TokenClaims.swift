import Crypto

/// What an identity token must say (OpenID Connect Core 1.0 §3.1.3.7, RFC 7519 §4.1).
struct TokenExpectation: Sendable {
    let issuer: String
    /// Our client id.
    let audience: String
    /// Nil for a token that carries none, such as signed user information.
    var nonce: String?
    /// Levels of authentication that are enough; empty: none is asked for.
    var levels: [String] = []
    /// The access token that came along, whose digest an identity token may carry.
    var accessToken: String?

    /// Clocks of two honest machines differ by this much at most.
    static let leewaySeconds: Int64 = 60
    /// An identity token is used at once; one issued longer ago is a replay, or the clocks are wrong.
    static let maximumAgeSeconds: Int64 = 600

    /// Throws on the first thing that is not so; gives the subject.
    func check(_ claims: ProviderJSON, algorithm: SignatureAlgorithm, at now: Instant) throws(TokenRefusal) -> String {
        guard claims["iss"] == .text(issuer) else { throw .issuer }
        try checkAudience(claims)
        try checkTimes(claims, seconds: now.milliseconds / 1000)
        if let nonce {
            guard let given = claims["nonce"]?.string, ConstantTime.equal(given, nonce) else { throw .nonce }
        }
        if let accessToken, let digest = claims["at_hash"] {
            guard TokenExpectation.digest(of: accessToken, algorithm).map(ProviderJSON.text) ?? digest == digest else {
                throw .accessTokenHash
            }
        }
        if !levels.isEmpty {
            guard let level = claims["acr"]?.string, levels.contains(level) else { throw .level }
        }
        guard let subject = claims["sub"]?.string, subject.utf8.count <= 255 else { throw .subject }
        return subject
    }

    private func checkAudience(_ claims: ProviderJSON) throws(TokenRefusal) {
        switch claims["aud"] {
        case .text(let one): guard one == audience else { throw .audience }
        case .list(let all):
            guard all.contains(.text(audience)) else { throw .audience }
            if all.count > 1, claims["azp"] != .text(audience) { throw .audience }
        default: throw .audience
        }
        if let party = claims["azp"], party != .text(audience) { throw .audience }
    }

    private func checkTimes(_ claims: ProviderJSON, seconds now: Int64) throws(TokenRefusal) {
        let leeway = TokenExpectation.leewaySeconds
        guard let end = claims["exp"]?.seconds, now < end + leeway else { throw .expired }
        guard let issued = claims["iat"]?.seconds, issued <= now + leeway else { throw .early }
        guard issued >= now - TokenExpectation.maximumAgeSeconds else { throw .expired }
        if let start = claims["nbf"] {
            guard let start = start.seconds, start <= now + leeway else { throw .early }
        }
    }

    /// Left half of the access token's digest; nil for EdDSA, for which no digest is agreed upon.
    private static func digest(of token: String, _ algorithm: SignatureAlgorithm) -> String? {
        switch algorithm {
        case .rs256, .ps256, .es256: Base64URL.encode(Array(SHA256.hash(data: Array(token.utf8))).prefix(16))
        case .es384: Base64URL.encode(Array(SHA384.hash(data: Array(token.utf8))).prefix(24))
        case .edDSA: nil
        }
    }
}

extension ConstantTime {
    static func equal(_ left: String, _ right: String) -> Bool { equal(Array(left.utf8), Array(right.utf8)) }
}
