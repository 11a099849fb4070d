import Crypto

/// Links of patients and caregivers: made, followed, proved, ended (rule 32, health-and-rgpd.md §3.3).
public struct LinkBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let secret: InstallationSecret
    let trace: IdentityTrace
    /// Sends a code; nil while the house has no channel for it.
    let deliver: (@Sendable (LinkCode) async throws -> Void)?

    /// Tries from one address, over all links and every other sign-in (rule 34).
    var throttle: Throttle { Throttle(store: store, keychain: keychain, clock: clock) }

    /// Wrong answers after which a link rests.
    static let tries: Int64 = 5
    /// The first rest; each further one is twice as long, a day at most. Slows a guesser, ends for the person.
    static let restSeconds: Int64 = 900
    /// A person's session; their answers are saved as they go, so it may be short.
    static let sessionSeconds: Int64 = 1800
    static let codeSeconds: Int64 = 600
    static let codeGapSeconds: Int64 = 60
    static let codesPerHour = 5

    /// Makes a link and gives its path, 29 characters. The path is shown once here; whoever sends it asks `path(of:)`.
    public func issue(_ draft: LinkDraft) async throws -> (id: String, path: String) {
        guard (1...90).contains(draft.validDays) else { throw LinkRefusal.validDays }
        guard (1...100).contains(draft.mostUses) else { throw LinkRefusal.mostUses }
        let now = clock.now
        let id = RowID.fresh(at: now)
        let token = try await token(of: id)
        var proofHash: [UInt8]?
        switch draft.proof {
        case .birthDate(let day): proofHash = try await birthDateHash(day, link: id)
        case .code: guard deliver != nil else { throw LinkRefusal.noCodeChannel }
        }
        var identityHash: [UInt8]?
        if let identity = draft.identity { identityHash = try await secret.identity(identity, link: id) }
        let row = PersonLinks.Opening(
            id: id, draft: draft, tokenHash: Token.hash(token), proofHash: proofHash, identityHash: identityHash,
            expiresAt: now.adding(seconds: Int64(draft.validDays) * 86_400))
        let line = try await trace.prepare(
            IdentityTrace.Line(
                structure: draft.structure, patient: draft.patient, member: draft.member, identifier: Token.hash(id),
                action: "create", means: "link", outcome: .done("link-issued"), doorstep: nil))
        try await store.write { tx in
            try PersonLinks.insert(row, at: now, tx)
            try trace.trace(line, at: now, tx)
        }
        return (id, "/l/\(token)")
    }

    /// The path of a link from its id: what the outbox computes each time it sends, the same each time.
    package func path(of id: String) async throws -> String { "/l/\(try await token(of: id))" }

    /// Ends a link and the sessions that it opened, from the next request on. False where there is no such link.
    public func revoke(_ id: String) async throws -> Bool {
        let now = clock.now
        guard let link = try await store.read({ tx in try PersonLinks.any(id, tx) }) else { return false }
        let line = try await trace.prepare(
            IdentityTrace.Line(
                structure: link.structure, patient: link.patient, member: link.member, identifier: Token.hash(id),
                action: "update", means: "link", outcome: .done("link-revoked"), doorstep: nil))
        return try await store.write { tx in
            guard try PersonLinks.revoke(id, at: now, tx) else { return false }
            try trace.trace(line, at: now, tx)
            return true
        }
    }

    /// What the page of a link shows. Changes nothing: mail scanners, previews and link checkers may follow it at will.
    package func door(_ token: String) async throws -> LinkDoor {
        guard let token = LinkToken.read(token) else { return .none }
        let now = clock.now
        let hash = Token.hash(token)
        let found = try await store.read { tx in
            try PersonLinks.live(hash: hash, at: now, tx).map { link in
                (link, try OneTimeCodes.open(of: link.id, at: now, tx) != nil)
            }
        }
        guard let (link, sent) = found else { return .none }
        if let rest = link.rest(at: now) { return .resting(minutes: rest) }
        return link.channel.map { .code($0, sent: sent) } ?? .birthDate
    }

    /// Id of a live link that may be proved through FranceConnect; nil for any other. Changes nothing.
    package func provable(_ token: String) async throws -> String? {
        guard let token = LinkToken.read(token) else { return nil }
        let now = clock.now
        let hash = Token.hash(token)
        let link = try await store.read { tx in try PersonLinks.live(hash: hash, at: now, tx) }
        guard let link, link.identityHash != nil, link.rest(at: now) == nil else { return nil }
        return link.id
    }

    /// The session of a person's token; nil for one that is unknown, past its end, revoked, or whose link is.
    package func session(_ token: String) async throws -> PersonSession? {
        guard token.utf8.count == 64 else { return nil }
        let now = clock.now
        let hash = Token.hash(token)
        return try await store.read { tx in try PersonSessions.find(hash: hash, at: now, tx) }
    }

    /// Whether this link opened the session.
    package func isOwn(_ session: PersonSession, link token: String) async throws -> Bool {
        guard let token = LinkToken.read(token) else { return false }
        return ConstantTime.equal(try await self.token(of: session.link), token)
    }

    package func close(_ token: String) async throws {
        let now = clock.now
        let hash = Token.hash(token)
        try await store.write { tx in try PersonSessions.revoke(hash: hash, at: now, tx) }
    }

    func token(of id: String) async throws -> String { LinkToken.text(of: try await secret.link(id)) }

    /// Keyed and bound to the link: a birth date alone is soon guessed from a plain digest.
    func birthDateHash(_ day: Day, link: String) async throws -> [UInt8] {
        try await secret.birthDate(day, link: link)
    }

    func line(
        _ link: PersonLinks.Found, _ outcome: IdentityTrace.Outcome, by proof: String? = nil, from doorstep: Doorstep
    ) -> IdentityTrace.Line {
        IdentityTrace.Line(
            structure: link.structure, patient: link.patient, member: link.member, identifier: Token.hash(link.id),
            means: "link:\(proof ?? link.channel?.rawValue ?? "birth-date")", outcome: outcome, doorstep: doorstep)
    }
}
