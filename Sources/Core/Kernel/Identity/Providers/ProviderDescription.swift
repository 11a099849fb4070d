import Synchronization

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3), as far as we use it.
struct ProviderDescription: Sendable {
    let authorization: String
    let token: String
    let userinfo: String?
    let keys: String
    let endSession: String?
    /// False where the token endpoint takes the secret in the form alone.
    let takesBasic: Bool

    init(_ json: ProviderJSON, of provider: IdentityProvider) throws(ProviderFailure) {
        guard json["issuer"] == .text(provider.issuer) else { throw .token(.issuer) }
        func address(_ name: String) throws(ProviderFailure) -> String? {
            guard let text = json[name]?.string else { return nil }
            guard provider.allows(text) else { throw .addressRefused }
            return text
        }
        guard let authorization = try address("authorization_endpoint"), let token = try address("token_endpoint"),
            let keys = try address("jwks_uri")
        else { throw .unexpectedAnswer("metadata") }
        self.authorization = authorization
        self.token = token
        self.keys = keys
        userinfo = try address("userinfo_endpoint")
        endSession = try address("end_session_endpoint")
        let methods = json["token_endpoint_auth_methods_supported"]?.array
        takesBasic = methods.map { $0.contains(.text("client_secret_basic")) } ?? true
    }
}

/// Descriptions and keys of providers, kept an hour; keys are asked for again when a token names one that is not there,
/// at most once a minute.
final class ProviderKnowledge: Sendable {
    typealias Fetch = @Sendable (String, IdentityProvider) async throws(ProviderFailure) -> ProviderHTTP.Answer

    private let fetch: Fetch
    private let clock: TimeSource
    private let known = Mutex<[String: Known]>([:])

    private struct Known: Sendable {
        var description: (value: ProviderDescription, at: Instant)?
        var keys: (value: KeySet, at: Instant)?
    }

    static let keptSeconds: Int64 = 3600
    static let refetchSeconds: Int64 = 60

    init(clock: TimeSource, fetch: @escaping Fetch) {
        self.fetch = fetch
        self.clock = clock
    }

    func description(of provider: IdentityProvider) async throws(ProviderFailure) -> ProviderDescription {
        let now = clock.now
        if let kept = known.withLock({ $0[provider.key]?.description }),
            now < kept.at.adding(seconds: ProviderKnowledge.keptSeconds)
        {
            return kept.value
        }
        let json = try await json(provider.metadataURL, of: provider, what: "metadata")
        let description = try ProviderDescription(json, of: provider)
        known.withLock { $0[provider.key, default: Known()].description = (description, now) }
        return description
    }

    /// The keys for a token with this header. A key that is not known yet may have been added since: they are asked for
    /// again, but no stream of forged tokens can make us ask more than once a minute.
    func keys(for header: JSONWebToken.Header, of provider: IdentityProvider) async throws(ProviderFailure) -> KeySet {
        let now = clock.now
        let kept = known.withLock { $0[provider.key]?.keys }
        if let kept, now < kept.at.adding(seconds: ProviderKnowledge.keptSeconds) {
            let fresh = now < kept.at.adding(seconds: ProviderKnowledge.refetchSeconds)
            if fresh || kept.value.key(named: header.keyID) != nil { return kept.value }
        }
        let address = try await description(of: provider).keys
        let json = try await json(address, of: provider, what: "keys")
        let keys: KeySet
        do { keys = try KeySet(json) } catch { throw .token(error) }
        known.withLock { $0[provider.key, default: Known()].keys = (keys, now) }
        return keys
    }

    private func json(
        _ address: String, of provider: IdentityProvider, what: String
    ) async throws(ProviderFailure) -> ProviderJSON {
        let answer = try await fetch(address, provider)
        guard answer.status == 200, let json = try? ProviderJSON(answer.body), case .object = json else {
            throw .unexpectedAnswer(what)
        }
        return json
    }
}
