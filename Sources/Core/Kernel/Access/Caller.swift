/// Who asks, in one situation d'exercice. Made by the kernel from a session, a link, a program's token, a job or the
/// command line; a module receives one and can make none.
public struct Caller: Sendable, Hashable {
    /// What the policy judges by.
    let facts: Facts.Caller
    /// National identifier (RPPS), where the caller has one.
    let nationalID: String?
    /// `passkey`, `password-totp`, `psc`, `link`, `command-line`…
    let means: String
    /// The last time the caller proved who they are; an emergency asks for a fresh proof.
    let provedAt: Instant?
    /// Network address; empty for none.
    let address: String
    /// Number of the request, the same in the server's log.
    let correlation: String

    package init(
        _ facts: Facts.Caller, nationalID: String? = nil, means: String, provedAt: Instant? = nil,
        address: String = "", correlation: String = ""
    ) {
        self.facts = facts
        self.nationalID = nationalID
        self.means = means
        self.provedAt = provedAt
        self.address = address
        self.correlation = correlation
    }

    /// Id of the account, person or program.
    public var id: String { facts.id }
    /// Id of the structure for which the caller acts.
    public var structure: String { facts.structure }

    /// A proof is fresh for five minutes.
    static let freshSeconds: Int64 = 300

    func provedAfresh(at now: Instant) -> Bool {
        provedAt.map { $0 <= now && now <= $0.adding(seconds: Caller.freshSeconds) } ?? false
    }

    /// As the access log names them.
    var actor: AccessLine.Actor {
        AccessLine.Actor(
            id: facts.id, nationalID: nationalID, role: facts.kind.rawValue, structure: facts.structure, means: means,
            level: facts.level.rawValue)
    }
}
