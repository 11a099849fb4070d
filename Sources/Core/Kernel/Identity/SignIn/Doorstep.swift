/// Where somebody stands who wants in: what the request says of them before they said who they are.
public struct Doorstep: Sendable {
    let address: String
    /// Browser and machine, as the browser names itself.
    let device: String
    /// What an earlier sign-in left in this browser; nil in a new one.
    let deviceToken: String?
    let party: RelyingParty
    /// Number of the request, the same on the answer, in the server's log and in the lines of the access log.
    let reference: String

    package init(
        address: String, device: String, deviceToken: String?, party: RelyingParty, reference: String = ""
    ) {
        self.reference = reference
        self.address = String(address.prefix(100))
        self.device = String(device.prefix(300))
        self.deviceToken = deviceToken.flatMap { $0.utf8.count == 64 ? $0 : nil }
        self.party = party
    }
}

/// A session that has just been opened: the tokens go into cookies, nowhere else.
public struct Entry: Sendable {
    package let token: String
    package let deviceToken: String
    /// True where this browser had not been seen with this account.
    public let isNewDevice: Bool
    /// True where the person has several situations d'exercice and must choose one.
    public let mustChoose: Bool
}

/// By what means a session's holder was recognised.
public enum SessionLevel: String, Sendable, Codable, CaseIterable {
    /// The demonstration's cast: chosen, not proved. Exists in no other environment.
    case demo
    /// A password, then the code of an application or a recovery code.
    case passwordAndCode = "password-totp"
    /// A passkey whose device verified its holder.
    case passkey
    /// Pro Santé Connect.
    case proSanteConnect = "psc"
    /// Another OpenID Connect provider that the installation configured.
    case provider = "oidc"

    /// Two factors, as rule 27 asks of a local account.
    public var isTwoFactors: Bool { self == .passwordAndCode || self == .passkey }

    /// As the policy judges it. The demonstration's cast counts as proved: there is nobody real behind it.
    public var authenticationLevel: AuthenticationLevel {
        switch self {
        case .demo, .passwordAndCode, .passkey: .twoFactors
        case .proSanteConnect: .proSanteConnect
        // What another provider asks of its people is not ours to vouch for.
        case .provider: .password
        }
    }
}

/// A role in a structure, as the person may take it on for a session (rule 29).
public struct Situation: Sendable, Hashable {
    public let id: String
    /// Id of the structure.
    public let structure: String
    public let structureName: String
    public let role: StaffRole
    public let position: String
}
