import Crypto

/// The two legs of a sign-in by authorization code with PKCE (OpenID Connect Core 1.0 §3.1, RFC 7636).
struct ProviderExchange: Sendable {
    let http: ProviderHTTP
    let knowledge: ProviderKnowledge
    let clock: TimeSource
    /// Registered with every provider.
    let returnAddress: String

    /// Somebody whom a provider vouches for.
    struct Person: Sendable {
        /// The claim that the configuration says names the person.
        let subject: String
        /// `acr`; empty where the provider says none.
        let level: String
        /// As received; ends the session over there.
        let idToken: String
        let claims: ProviderJSON
    }

    /// What belongs to one departure, computed from the browser's secret: nothing of it lies in the store.
    struct Secrets: Sendable {
        let nonce: String
        let verifier: String

        init(browser: String, state: String) {
            let key = SymmetricKey(data: Array(browser.utf8))
            func code(_ purpose: String) -> [UInt8] {
                Array(HMAC<SHA256>.authenticationCode(for: Array("\(purpose)|\(state)".utf8), using: key))
            }
            nonce = Hex.encode(code("nonce"))
            verifier = Base64URL.encode(code("verifier"))
        }

        var challenge: String { Base64URL.encode(SHA256.hash(data: Array(verifier.utf8))) }
    }

    /// The address to which the browser is sent.
    func departure(
        to provider: IdentityProvider, state: String, secrets: Secrets
    ) async throws(ProviderFailure) -> String {
        let description = try await knowledge.description(of: provider)
        var fields = [
            ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", returnAddress),
            ("scope", provider.scopes), ("state", state), ("nonce", secrets.nonce),
            ("code_challenge", secrets.challenge), ("code_challenge_method", "S256"),
        ]
        if !provider.levels.isEmpty { fields.append(("acr_values", provider.levels.joined(separator: " "))) }
        return ProviderExchange.address(description.authorization, fields)
    }

    /// Exchanges the code, checks everything, asks for the claims.
    func person(
        code: String, secrets: Secrets, of provider: IdentityProvider
    ) async throws(ProviderFailure) -> Person {
        let description = try await knowledge.description(of: provider)
        let tokens = try await tokens(code: code, verifier: secrets.verifier, description, provider)
        let expectation = TokenExpectation(
            issuer: provider.issuer, audience: provider.clientID, nonce: secrets.nonce, levels: provider.levels,
            accessToken: tokens.access)
        let (claims, algorithm) = try await verified(tokens.id, of: provider)
        let subject: String
        do { subject = try expectation.check(claims, algorithm: algorithm, at: clock.now) } catch {
            throw .token(error)
        }
        var known = claims
        if let address = description.userinfo, provider.kind != .oidc || provider.subjectClaim != "sub" {
            known = try await userinfo(address, access: tokens.access, of: provider)
            guard known["sub"]?.string == subject else { throw .token(.subject) }
        }
        guard let named = known[provider.subjectClaim]?.string, named.utf8.count <= 255 else {
            // Without the national identifier there is nobody whom we could know.
            throw .unknownPerson
        }
        return Person(subject: named, level: claims["acr"]?.string ?? "", idToken: tokens.id, claims: known)
    }

    /// Where the session over there is ended; nil where the provider has no such page.
    func farewell(
        to provider: IdentityProvider, idToken: String, home: String
    ) async throws(ProviderFailure) -> String? {
        guard let address = try await knowledge.description(of: provider).endSession else { return nil }
        return ProviderExchange.address(
            address,
            [("id_token_hint", idToken), ("post_logout_redirect_uri", home), ("state", Token.fresh())])
    }

    private func tokens(
        code: String, verifier: String, _ description: ProviderDescription, _ provider: IdentityProvider
    ) async throws(ProviderFailure) -> (access: String, id: String) {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", returnAddress),
            ("client_id", provider.clientID), ("code_verifier", verifier),
        ]
        var authorization: String?
        if description.takesBasic {
            // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
            let pair = "\(FormText.encode(provider.clientID)):\(FormText.encode(provider.clientSecret))"
            authorization = "Basic " + Base64.encode(Array(pair.utf8))
        } else {
            fields.append(("client_secret", provider.clientSecret))
        }
        let answer = try await http.answer(
            .post(fields), description.token, authorization: authorization, accept: "application/json", of: provider)
        guard answer.status == 200, let json = try? ProviderJSON(answer.body),
            json["token_type"]?.string?.lowercased() == "bearer", let access = json["access_token"]?.string,
            access.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let id = json["id_token"]?.string
        else { throw .unexpectedAnswer("token") }
        return (access, id)
    }

    /// The claims about the person, as JSON or as a signed token (rule 28). An encrypted one is refused.
    private func userinfo(
        _ address: String, access: String, of provider: IdentityProvider
    ) async throws(ProviderFailure) -> ProviderJSON {
        let answer = try await http.answer(
            .get, address, authorization: "Bearer \(access)", accept: "application/json, application/jwt", of: provider)
        guard answer.status == 200 else { throw .unexpectedAnswer("userinfo") }
        guard answer.type == "application/jwt" else {
            guard answer.type == "application/json", let json = try? ProviderJSON(answer.body), case .object = json
            else { throw .unexpectedAnswer("userinfo") }
            return json
        }
        let (claims, _) = try await verified(String(decoding: answer.body, as: UTF8.self), of: provider)
        // Issuer and audience should be there (Core §5.3.2); where they are, they must be right.
        if let issuer = claims["iss"], issuer != .text(provider.issuer) { throw .token(.issuer) }
        switch claims["aud"] {
        case nil, .text(provider.clientID): break
        case .list(let all) where all.contains(.text(provider.clientID)): break
        default: throw .token(.audience)
        }
        if let end = claims["exp"] {
            guard let end = end.seconds, clock.now.milliseconds / 1000 < end + TokenExpectation.leewaySeconds else {
                throw .token(.expired)
            }
        }
        return claims
    }

    /// The claims of a token that one of the provider's keys has signed.
    private func verified(
        _ compact: String, of provider: IdentityProvider
    ) async throws(ProviderFailure) -> (claims: ProviderJSON, algorithm: SignatureAlgorithm) {
        let header: JSONWebToken.Header
        do { header = try JSONWebToken.header(of: compact) } catch { throw .token(error) }
        let keys = try await knowledge.keys(for: header, of: provider)
        do {
            let token = try JSONWebToken(compact, signedBy: keys)
            return (try token.claims(), token.algorithm)
        } catch { throw .token(error) }
    }

    private static func address(_ base: String, _ fields: [(String, String)]) -> String {
        let query = fields.map { "\(FormText.encode($0.0))=\(FormText.encode($0.1))" }.joined(separator: "&")
        return base + (base.contains("?") ? "&" : "?") + query
    }
}
