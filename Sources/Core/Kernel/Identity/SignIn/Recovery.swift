/// For the professional who lost every factor: one administrator of their structure asks, another agrees, both are
/// recorded, and only then a new enrolment link exists. What stood before dies when the link is used.
public struct Recovery: Sendable {
    let signIn: SignIn

    private var enrolment: Enrolment { Enrolment(signIn: signIn) }

    public struct Asked: Sendable, Hashable {
        public let id: String
        public let account: String
        public let firstApprover: String
        public let askedAt: Instant
    }

    /// A request left alone for a day is over.
    static let lifeSeconds: Int64 = 86_400

    /// Throws `SignInRefusal.notAllowed` for who is no administrator of the account's structure, or asks for
    /// themselves; `.proofNeeded` without a fresh proof.
    public func ask(for account: String, by session: StaffSession, from doorstep: Doorstep) async throws -> String {
        try await check(account, session)
        let now = signIn.clock.now
        let id = RowID.fresh(at: now)
        let line = try await signIn.record.prepare(.init(.recovery, .begun, by: session, from: doorstep))
        let notice = try await notice(.recoveryAsked, to: account, of: session, about: id)
        try await signIn.store.write { tx in
            try FactorRecoveries.insert(
                id, account: account, structure: session.account.structure, first: session.account.id, at: now, tx)
            try StaffMessages.insert(notice, tx)
            try signIn.record.trace(line, at: now, tx)
        }
        return id
    }

    /// Requests of the session's structure that wait for a second administrator.
    public func waiting(_ session: StaffSession) async throws -> [Asked] {
        guard session.has(.administrator) else { return [] }
        let since = signIn.clock.now.adding(seconds: -Recovery.lifeSeconds)
        let structure = session.account.structure
        return try await signIn.store.read { tx in
            try FactorRecoveries.open(in: structure, since: since, tx).map {
                Asked(
                    id: try $0.text("id"), account: try $0.text("account"),
                    firstApprover: try $0.text("first_approver"), askedAt: try $0.instant("created_at"))
            }
        }
    }

    /// The second administrator's word: the token of a new enrolment link, to be handed over in person. All sessions
    /// of the account end. Throws `SignInRefusal.notAllowed` for the first administrator.
    public func agree(_ id: String, by session: StaffSession, from doorstep: Doorstep) async throws -> String {
        guard let asked = try await waiting(session).first(where: { $0.id == id }) else { throw SignInRefusal.expired }
        guard asked.firstApprover != session.account.id else { throw SignInRefusal.notAllowed }
        try await check(asked.account, session)
        let now = signIn.clock.now
        let line = try await signIn.record.prepare(.init(.recovery, .accepted, by: session, from: doorstep))
        let invitation = RowID.fresh(at: now)
        let token = try await enrolment.token(of: invitation)
        let structure = session.account.structure
        let notice = try await notice(.recovered, to: asked.account, of: session, about: id)
        let closed = try await signIn.store.write { tx -> Bool in
            guard try FactorRecoveries.close(id, second: session.account.id, at: now, tx) else { return false }
            _ = try Sessions.revokeAll(of: asked.account, but: nil, at: now, tx)
            try AccountInvitations.insert(
                id: invitation, account: asked.account, structure: structure, hash: Token.hash(token),
                by: session.account.id, at: now, until: now.adding(seconds: Enrolment.lifeSeconds), tx)
            try StaffMessages.insert(notice, tx)
            try signIn.record.trace(line, at: now, tx)
            return true
        }
        guard closed else { throw SignInRefusal.expired }
        return token
    }

    /// The holder of the account is told, whoever asked: a recovery that they know nothing of is an attack.
    private func notice(
        _ template: Outbox.Notice.Template, to account: String, of session: StaffSession, about: String
    ) async throws -> Outbox.Prepared {
        try await signIn.sessions.outbox.prepare(
            .init(
                template: template, structure: session.account.structure, recipient: .account(account), about: about))
    }

    private func check(_ account: String, _ session: StaffSession) async throws {
        guard session.has(.administrator), account != session.account.id,
            let home = try await signIn.store.read({ tx in try Accounts.row(account, tx)?.text("structure") }),
            home == session.account.structure
        else { throw SignInRefusal.notAllowed }
        guard session.isFresh(at: signIn.clock.now) else { throw SignInRefusal.proofNeeded }
    }
}
