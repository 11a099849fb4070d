/// Another house's sign-in that ours accepts, as the configuration names it (`identityProviders`).
public struct IdentityProvider: Sendable, Hashable {
    /// What is read from the provider's claims, and how.
    public enum Kind: String, Sendable, CaseIterable {
        /// Pro Santé Connect: national identifier, practices to choose from (health-and-rgpd.md §3.1).
        case proSanteConnect = "pro-sante-connect"
        /// FranceConnect, for patients: strict traits (§3.2).
        case franceConnect = "franceconnect"
        /// Any OpenID Connect provider: a subject, nothing else is believed.
        case oidc
    }

    /// Part of addresses: `/sign-in/with/psc`. Lower-case letters, digits, dashes.
    public let key: String
    public let kind: Kind
    /// What the button says.
    public let name: String
    /// Where the provider describes itself. Given whole: Pro Santé Connect's is not at the usual place.
    let metadataURL: String
    /// The exact `iss` of its tokens.
    let issuer: String
    let clientID: String
    let clientSecret: String
    let scopes: String
    /// Levels of authentication asked for and accepted; empty: the provider's own choice.
    let levels: [String]
    /// Hosts that the program may call for this provider, and send a browser to (rule 68). `host` or `host:port`.
    let hosts: Set<String>
    /// The claim that names the person; the subject itself for an ordinary provider.
    let subjectClaim: String
    /// Plain HTTP to loopback, for the demonstration and tests.
    let allowsLoopback: Bool

    /// What the configuration gives.
    package struct Draft: Sendable {
        package var key = ""
        package var kind = Kind.oidc
        package var name = ""
        package var metadataURL = ""
        package var issuer = ""
        package var clientID = ""
        package var clientSecret = ""
        package var scopes: String?
        package var levels: [String]?
        package var hosts: [String] = []
        package var subjectClaim: String?
        package init() {}
    }

    /// Throws an `IdentityProviderProblem` that names the key at fault.
    package init(_ draft: Draft, allowsLoopback: Bool) throws(IdentityProviderProblem) {
        let letters = draft.key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard letters, (1...32).contains(draft.key.utf8.count) else { throw .init("key", "1 to 32 of a-z, 0-9 and -") }
        for (key, value) in [("name", draft.name), ("clientID", draft.clientID), ("issuer", draft.issuer)]
        where value.isEmpty || value.utf8.count > 500 {
            throw .init(key, "text, not empty")
        }
        guard !draft.clientSecret.isEmpty else { throw .init("clientSecretFile", "a file that holds the secret") }
        guard let metadata = ProviderAddress(draft.metadataURL) else { throw .init("metadataURL", "an https address") }
        guard let issuer = ProviderAddress(draft.issuer) else { throw .init("issuer", "an https address") }
        key = draft.key
        kind = draft.kind
        name = draft.name
        metadataURL = draft.metadataURL
        self.issuer = draft.issuer
        clientID = draft.clientID
        clientSecret = draft.clientSecret
        scopes = draft.scopes ?? draft.kind.scopes
        levels = draft.levels ?? draft.kind.levels
        hosts = Set([metadata.host, issuer.host] + draft.hosts.map { $0.lowercased() })
        subjectClaim = draft.subjectClaim ?? (draft.kind == .proSanteConnect ? "SubjectNameID" : "sub")
        self.allowsLoopback = allowsLoopback
        guard scopes.split(separator: " ").contains("openid") else {
            throw .init("scopes", "words with openid among them")
        }
        guard allows(draft.metadataURL), allows(draft.issuer) else {
            throw .init("metadataURL", "an https address, like issuer")
        }
    }

    /// Whether the program may call this address, or send a browser there, for this provider.
    func allows(_ text: String) -> Bool {
        guard let address = ProviderAddress(text), hosts.contains(address.host) else { return false }
        return address.isSecure || (allowsLoopback && address.isLoopback)
    }
}

extension IdentityProvider.Kind {
    var scopes: String {
        switch self {
        case .proSanteConnect: "openid scope_all"
        case .franceConnect: "openid identite_pivot"
        case .oidc: "openid"
        }
    }

    var levels: [String] {
        switch self {
        case .proSanteConnect: ["eidas1"]
        case .franceConnect: ["eidas1"]
        case .oidc: []
        }
    }
}

/// A key of one provider that cannot be used: `needs` says what it must be.
package struct IdentityProviderProblem: Error, Sendable, Equatable {
    package let key: String
    package let needs: String

    init(_ key: String, _ needs: String) {
        self.key = key
        self.needs = needs
    }
}

/// An absolute address, taken apart by our own eyes: what an allow-list compares must be what the client connects to,
/// so anything unusual (user names, backslashes, spaces, control characters) is no address at all.
struct ProviderAddress: Sendable {
    /// Lower case, with the port where one is written.
    let host: String
    let isSecure: Bool

    init?(_ text: String) {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains("\\"), !text.contains("#")
        else { return nil }
        let rest: Substring
        if text.hasPrefix("https://") {
            isSecure = true
            rest = text.dropFirst(8)
        } else if text.hasPrefix("http://") {
            isSecure = false
            rest = text.dropFirst(7)
        } else {
            return nil
        }
        host = rest.prefix { $0 != "/" && $0 != "?" }.lowercased()
        let name = host.split(separator: ":", omittingEmptySubsequences: false)
        let characters = host.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || [45, 46, 58].contains($0)
        }
        guard characters, let first = name.first, !first.isEmpty, name.count <= 2,
            name.count == 1 || UInt16(name[1]) != nil
        else { return nil }
    }

    var isLoopback: Bool { ["127.0.0.1", "localhost"].contains(host.split(separator: ":").first ?? "") }
}
