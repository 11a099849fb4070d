public import Kernel

/// Opening and closing sessions, as far as pages may: in the demonstration, whoever is chosen comes in; elsewhere,
/// until real sign-in exists, nobody does.
struct Door: Sendable {
    let sessions: SessionBook
    let site: Site
    let token: String?
}

extension Request {
    /// True in the demonstration only.
    public var isDemo: Bool { door.site.environment == .demo }

    /// Signs in a member of the fictitious cast. Outside the demonstration: not found.
    public func signIn(as account: Account) async throws -> Answer {
        guard isDemo else { return .notFound }
        let token = try await door.sessions.open(account, address: address, device: device)
        var answer = Answer.seeOther("/")
        answer.headers.append(("Set-Cookie", Guards.cookie(Guards.cookieName(door.site), token, site: door.site)))
        return answer
    }

    /// Ends the session here and in the store.
    public func signOut() async throws -> Answer {
        if let token = door.token { try await door.sessions.close(token) }
        var answer = Answer.seeOther("/")
        answer.headers.append(
            ("Set-Cookie", Guards.cookie(Guards.cookieName(door.site), "", site: door.site, maxAge: 0)))
        return answer
    }
}
