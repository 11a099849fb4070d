public import Kernel

/// Opening and closing sessions, as far as pages may.
struct Door: Sendable {
    let sessions: SessionBook
    let site: Site
    let token: String?
    /// What an earlier sign-in left in this browser.
    let deviceToken: String?

    /// The cookies of a session that was opened: the device's stays for a year.
    fileprivate func cookies(_ entry: Entry) -> [(String, String)] {
        [
            ("Set-Cookie", Guards.cookie(Guards.cookieName(site), entry.token, site: site)),
            (
                "Set-Cookie",
                Guards.cookie(Guards.deviceName(site), entry.deviceToken, site: site, maxAge: 31_536_000)
            ),
        ]
    }
}

extension Request {
    /// True in the demonstration only.
    public var isDemo: Bool { door.site.environment == .demo }

    /// Which national identities may be used here (rule 22).
    public var insEnvironment: INSEnvironment {
        switch door.site.environment {
        case .demo: .demo
        case .preprod: .preprod
        case .prod: .prod
        }
    }

    /// Where the visitor stands, for whoever judges a sign-in.
    public var doorstep: Doorstep {
        Doorstep(
            address: address, device: device, deviceToken: door.deviceToken, party: door.site.party,
            reference: reference)
    }

    /// A path of this site as an address, to be handed to somebody.
    public func absolute(_ path: String) -> String { (door.site.party.origins.first ?? "") + Guards.ownPath(path) }

    /// Signs in a member of the fictitious cast. Outside the demonstration: not found.
    public func signIn(as account: Account) async throws -> Answer {
        guard isDemo else { return .notFound }
        let token = try await door.sessions.open(account, address: address, device: device)
        var answer = Answer.seeOther("/")
        answer.headers.append(("Set-Cookie", Guards.cookie(Guards.cookieName(door.site), token, site: door.site)))
        return answer
    }

    /// Gives the browser a session that was opened, and sends it on.
    public func enter(_ entry: Entry, to path: String) -> Answer {
        var answer = Answer.seeOther(path)
        answer.headers += door.cookies(entry)
        return answer
    }

    /// Gives the browser a session that was opened, on a page that shows what is shown once.
    public func enter(_ entry: Entry, showing page: some Page) -> Answer {
        var answer = Answer.page(page)
        answer.headers += door.cookies(entry)
        return answer
    }

    /// Ends the session here and in the store.
    public func signOut() async throws -> Answer {
        // Asked before the session is closed: it is the session that knows where it came from.
        let farewell = try await farewell()
        if let token = door.token { try await door.sessions.close(token) }
        var answer = farewell ?? Answer.seeOther("/")
        answer.headers.append(
            ("Set-Cookie", Guards.cookie(Guards.cookieName(door.site), "", site: door.site, maxAge: 0)))
        return answer
    }
}
