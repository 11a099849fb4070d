import Crypto
import Foundation

/// Sign-in through other identity providers: who may be asked, what came of it, which account it stands for.
public struct ProviderBook: Sendable {
    let providers: [IdentityProvider]
    /// Without a slash at the end; the return address is registered with each provider.
    let publicURL: String
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let secret: InstallationSecret
    let sessions: SessionBook
    let trace: IdentityTrace
    let http: ProviderHTTP
    let exchange: ProviderExchange

    /// A departure not come back within this time is void.
    static let departureSeconds: Int64 = 600
    /// A choice not made within this time is void.
    static let choiceSeconds: Int64 = 300

    init(
        _ providers: [IdentityProvider], publicURL: String, store: any Store, keychain: Keychain, clock: TimeSource,
        secret: InstallationSecret, sessions: SessionBook, log: AuditLog
    ) {
        self.providers = providers
        self.publicURL = publicURL
        self.store = store
        self.keychain = keychain
        self.clock = clock
        self.secret = secret
        self.sessions = sessions
        trace = IdentityTrace(keychain: keychain, log: log, clock: clock)
        let http = ProviderHTTP()
        self.http = http
        let knowledge = ProviderKnowledge(clock: clock) { address, provider throws(ProviderFailure) in
            try await http.answer(.get, address, accept: "application/json", of: provider)
        }
        exchange = ProviderExchange(
            http: http, knowledge: knowledge, clock: clock, returnAddress: publicURL + "/sign-in/return")
    }

    /// One button of the sign-in page.
    public struct Button: Sendable, Hashable {
        /// `/sign-in/with/{key}`, reached by GET.
        public let key: String
        public let name: String
    }

    /// For the sign-in page of professionals, in the configuration's order. FranceConnect is for patients: not here.
    public var buttons: [Button] {
        providers.filter { $0.kind != .franceConnect }.map { Button(key: $0.key, name: $0.name) }
    }

    /// For persons' links: FranceConnect, where it is configured.
    public var personButtons: [Button] {
        providers.filter { $0.kind == .franceConnect }.map { Button(key: $0.key, name: $0.name) }
    }

    /// Every key, also those without a button.
    package var keys: [String] { providers.map(\.key) }

    func provider(_ key: String) throws(ProviderFailure) -> IdentityProvider {
        guard let found = providers.first(where: { $0.key == key }) else { throw .unknownProvider }
        return found
    }

    package func close() async { await http.close() }
}

/// What came of a sign-in through a provider.
package enum ProviderArrival: Sendable {
    /// A session; its tokens for the browser's cookies.
    case opened(Entry)
    /// Several situations d'exercice: the browser is asked.
    case choice
    /// Somebody behind a link, as FranceConnect knows them; where their session over there is ended.
    case person(link: String, PivotIdentity, farewell: String?)
    case refused(ProviderRefusal)
}

/// What the person at the browser is told. Nothing here says whether an account exists: everybody whom a provider knows
/// and we do not reads the same sentence.
public enum ProviderRefusal: String, Sendable, CaseIterable {
    /// Not linked, no professional exercise, no practice in a structure of ours: ask the administrator.
    case notKnown
    /// Too old, used, forged, or given up: start again.
    case startAgain
    /// FranceConnect knows somebody else than the link is for, or the link is over.
    case notYou
    /// The provider does not answer.
    case away
}

extension ProviderFailure {
    var refusal: ProviderRefusal {
        switch self {
        case .unknownPerson, .noExercise: .notKnown
        case .unreachable: .away
        default: .startAgain
        }
    }
}

/// What a provider gave the browser to bring back (RFC 6749 §4.1.2, RFC 9207).
package struct ProviderReturn: Sendable {
    package let state: String
    package let code: String?
    package let error: String?
    package let issuer: String?

    package init(state: String, code: String?, error: String?, issuer: String?) {
        self.state = state
        self.code = code
        self.error = error
        self.issuer = issuer
    }
}
