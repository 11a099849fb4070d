/// Digests under secrets of the whole installation: subjects at identity providers, by which accounts are found before
/// their structure is known, and the tokens, birth dates and codes of persons' links, which are computed and never
/// stored.
///
/// The secrets lie in the key store, wrapped: whoever holds the data alone computes nothing.
struct InstallationSecret: Sendable {
    let keychain: Keychain
    let clock: TimeSource

    /// 16 bytes by which a provider's subject is found.
    func subject(_ subject: String, provider: String) async throws -> [UInt8] {
        // Neither part holds a line feed: a provider's key is letters and digits.
        try await keychain.searchSecret(.accounts, at: clock.now).index(
            "provider-subject", of: "\(provider)\n\(subject)"
        )
        .bytes
    }

    /// 32 bytes from which a link's token is written: 16 are a little short of 130 bits.
    func link(_ id: String) async throws -> [UInt8] {
        let secret = try await keychain.searchSecret(.links, at: clock.now)
        return secret.index("link", of: id).bytes + secret.index("link-second-half", of: id).bytes
    }

    /// Bound to its link: the same birth date has another digest behind each.
    func birthDate(_ day: Day, link: String) async throws -> [UInt8] {
        try await keychain.searchSecret(.links, at: clock.now).index("birth-date", of: "\(link)\n\(day)").bytes
    }

    /// Who somebody is, bound to a link: birth name and first given name without accents and case, and the birth date.
    func identity(_ identity: PivotIdentity, link: String) async throws -> [UInt8] {
        let names = "\(NameFolding.key(identity.birthName))\n\(NameFolding.key(identity.firstGivenName))"
        return try await keychain.searchSecret(.links, at: clock.now).index(
            "identity", of: "\(link)\n\(names)\n\(identity.birthDate)"
        ).bytes
    }

    /// What the digits of a one-time code are computed from.
    func codeSource(_ id: String) async throws -> [UInt8] {
        try await keychain.searchSecret(.links, at: clock.now).index("code-source", of: id).bytes
    }

    /// What is kept of a one-time code.
    func code(_ digits: String, id: String) async throws -> [UInt8] {
        try await keychain.searchSecret(.links, at: clock.now).index("code", of: "\(id)\n\(digits)").bytes
    }
}
