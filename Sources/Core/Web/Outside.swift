public import Kernel

/// What a request knows of sign-in from outside: identity providers and persons' links, with the cookies that bind them
/// to this browser.
struct Outside: Sendable {
    let providers: ProviderBook
    let links: LinkBook
    let site: Site
    /// The browser's secret while it is away at a provider.
    let browser: String?
    /// Token of a person's session.
    let person: String?
    /// Token of a staff session.
    let session: String?

    init(_ kernel: Kernel, site: Site, cookies: [String: String]) {
        providers = kernel.providers
        links = kernel.links
        self.site = site
        browser = cookies[Outside.browserName(site)]
        person = cookies[Outside.personName(site)]
        session = cookies[Guards.cookieName(site)]
    }

    static func browserName(_ site: Site) -> String { site.secure ? "__Host-citana-away" : "citana-away" }
    static func personName(_ site: Site) -> String { site.secure ? "__Host-citana-person" : "citana-person" }

    func cookie(_ name: String, _ value: String, maxAge: Int) -> (String, String) {
        ("Set-Cookie", Guards.cookie(name, value, site: site, maxAge: maxAge))
    }
}

/// What came of a sign-in through a provider, as a page says it.
public enum ProviderOutcome: Sendable {
    /// Signed in; the answer carries the cookie.
    case signedIn(Answer)
    /// Several situations d'exercice: `Request.situations` has them.
    case choice
    /// Somebody behind a link, proved or not.
    case person(LinkOutcome)
    case refused(ProviderRefusal)
}

extension Request {
    /// Sends the browser to a provider. Nil where that provider is not configured or does not answer.
    public func depart(toProvider key: String) async throws -> Answer? {
        guard let departure = try await outside.providers.depart(to: key, from: doorstep) else { return nil }
        return away(departure)
    }

    /// Sends the person behind a link to FranceConnect. Nil where the link, or that provider, is not there for it.
    public func depart(toProvider key: String, fromLink token: String) async throws -> Answer? {
        guard let link = try await outside.links.provable(token),
            let departure = try await outside.providers.depart(to: key, link: link, from: doorstep)
        else { return nil }
        return away(departure)
    }

    /// The buttons of a link's page: none where the link was made without saying who it is for.
    public func buttons(ofLink token: String) async throws -> [ProviderBook.Button] {
        guard !outside.providers.personButtons.isEmpty, try await outside.links.provable(token) != nil else {
            return []
        }
        return outside.providers.personButtons
    }

    private func away(_ departure: (address: String, browser: String)) -> Answer {
        Answer(
            status: 303,
            headers: [
                ("Location", departure.address),
                outside.cookie(Outside.browserName(outside.site), departure.browser, maxAge: 900),
            ], body: .none)
    }

    /// Judges what the browser brought back from a provider: `state`, `code`, `error`, `iss` in the query.
    public func arriveFromProvider() async throws -> ProviderOutcome {
        let back = ProviderReturn(
            state: query("state") ?? "", code: query("code"), error: query("error"), issuer: query("iss"))
        return try await outcome(
            outside.providers.arrive(back, browser: outside.browser, from: doorstep))
    }

    /// What this browser may choose among, with the id that its form sends back.
    public func situations() async throws -> [(id: String, situation: ProviderSituation)] {
        try await outside.providers.choices(of: outside.browser)
    }

    /// Signs in as the situation chosen.
    public func choose(situation id: String) async throws -> ProviderOutcome {
        try await outcome(outside.providers.choose(id, browser: outside.browser, from: doorstep))
    }

    private func outcome(_ arrival: ProviderArrival) async throws -> ProviderOutcome {
        switch arrival {
        case .choice: return .choice
        case .person(let link, let identity, let farewell):
            let path = try await outside.links.path(of: link)
            let answer = try await outside.links.prove(linkID: link, identity, from: doorstep)
            return .person(outcome(answer, to: path, farewell: farewell))
        case .refused(let refusal): return .refused(refusal)
        case .opened(let entry):
            // Whoever was signed in here before is not any more.
            if let before = outside.session { try await door.sessions.close(before) }
            var answer = enter(entry, to: "/")
            answer.headers.append(outside.cookie(Outside.browserName(outside.site), "", maxAge: 0))
            return .signedIn(answer)
        }
    }

    /// The page that takes the browser on to the provider's own sign-out; nil where there is none to end.
    ///
    /// Not a redirection: a form's answer may not lead a browser to another site (`form-action 'self'`), so the page
    /// shows a link and a header asks the browser to follow it.
    func farewell() async throws -> Answer? {
        guard let token = outside.session, let address = try await outside.providers.farewell(ofSession: token) else {
            return nil
        }
        var answer = Answer.page(FarewellPage(title: texts("farewell.title"), address: address))
        answer.headers.append(("Refresh", "0; url=\(address)"))
        return answer
    }
}

/// After sign-out of somebody whom a provider had signed in.
struct FarewellPage: Page {
    static let template: StaticString = "farewell"
    static let example = FarewellPage(title: "Déconnexion", address: "https://provider.example/logout")
    let title: String
    let address: String
}

/// What came of a try behind a person's link.
public enum LinkOutcome: Sendable {
    /// The person proved who they are; the answer carries the cookie.
    case opened(Answer)
    case malformed, wrong
    case resting(minutes: Int)
    case none
}

extension Request {
    /// What the page of a link shows before proof; changes nothing.
    public func door(ofLink token: String) async throws -> LinkDoor { try await outside.links.door(token) }

    /// The person who proved themselves in this browser; nil where nobody did, or their session has ended.
    public func person() async throws -> PersonSession? {
        guard let token = outside.person else { return nil }
        return try await outside.links.session(token)
    }

    /// Whether this person came by this link: another link in the same browser asks for its own proof.
    public func isOwn(_ session: PersonSession, link token: String) async throws -> Bool {
        try await outside.links.isOwn(session, link: token)
    }

    /// - Parameter birthDate: nil for what is no day: not counted as a try.
    public func prove(link token: String, birthDate: Day?) async throws -> LinkOutcome {
        outcome(try await outside.links.prove(token, birthDate: birthDate, from: doorstep), link: token)
    }

    public func prove(link token: String, code: String) async throws -> LinkOutcome {
        outcome(try await outside.links.prove(token, code: code, from: doorstep), link: token)
    }

    /// Sends a one-time code by the channel that the structure chose.
    public func sendCode(link token: String) async throws -> LinkSending {
        try await outside.links.sendCode(token, from: doorstep)
    }

    /// Ends the person's session.
    public func leave(link token: String) async throws -> Answer {
        if let session = outside.person { try await outside.links.close(session) }
        var answer = Answer.seeOther("/l/\(token)")
        answer.headers.append(outside.cookie(Outside.personName(outside.site), "", maxAge: 0))
        return answer
    }

    /// Ends the person's session, from their own space.
    public func leavePersonSpace() async throws -> Answer {
        if let session = outside.person { try await outside.links.close(session) }
        var answer = Answer.seeOther("/me")
        answer.headers.append(outside.cookie(Outside.personName(outside.site), "", maxAge: 0))
        return answer
    }

    private func outcome(_ answer: LinkAnswer, link: String) -> LinkOutcome {
        outcome(answer, to: "/l/\(link)", farewell: nil)
    }

    /// - Parameter farewell: where the browser ends its session at the provider on its way; nil: straight to `path`.
    private func outcome(_ answer: LinkAnswer, to path: String, farewell: String?) -> LinkOutcome {
        switch answer {
        case .malformed: return .malformed
        case .wrong: return .wrong
        case .resting(let minutes): return .resting(minutes: minutes)
        case .none: return .none
        case .opened(let token):
            var answer = Answer.seeOther(path)
            if let farewell { answer.headers = [("Location", farewell)] }
            answer.headers.append(outside.cookie(Outside.personName(outside.site), token, maxAge: 1800))
            return .opened(answer)
        }
    }
}
