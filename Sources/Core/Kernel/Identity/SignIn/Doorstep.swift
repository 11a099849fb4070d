/// Where somebody stands who wants in: what the request says of them before they said who they are.
public struct Doorstep: Sendable {
    let address: String
    /// Browser and machine, as the browser names itself.
    let device: String
    /// What an earlier sign-in left in this browser; nil in a new one.
    let deviceToken: String?
    let party: RelyingParty

    package init(address: String, device: String, deviceToken: String?, party: RelyingParty) {
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

/// How surely a session's holder was recognised.
public enum SessionLevel: String, Sendable, Codable, CaseIterable {
    /// The demonstration's cast: chosen, not proved. Exists in no other environment.
    case demo
    /// A password and a code, or a passkey that verified its holder (rule 27).
    case twoFactors = "two-factors"
    /// Another provider proved who it is: Pro Santé Connect, or one that the structure configured.
    case provider
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
