/// Whom an administrator invites, and as what.
public struct StaffInvitation: Sendable, Hashable {
    public let familyName: String
    public let givenName: String
    public let mail: String
    public let role: StaffRole
    public let position: String
    /// For the role `professional`.
    public let profession: Profession?
    /// RPPS, kept as typed; nil where none was.
    public let nationalID: String?

    public init(
        familyName: String, givenName: String, mail: String, role: StaffRole, position: String,
        profession: Profession?, nationalID: String? = nil
    ) {
        self.familyName = familyName
        self.givenName = givenName
        self.mail = mail
        self.role = role
        self.position = position
        self.profession = profession
        self.nationalID = nationalID
    }
}

/// What an administrator changes. Each throws `SignInRefusal.proofNeeded` without a fresh proof, `.notAllowed` for who
/// is no administrator, and `PeopleRefusal`.
extension PeopleBook {
    /// Roles that a structure gives: operators are the publisher's.
    public static let givenRoles: [StaffRole] = [.professional, .staff, .administrator, .dpo]

    /// Opens an account, or gives a role to the one that has the address, and returns the account with the token of its
    /// enrolment link: nil where the person can sign in already. The link serves once, for seven days.
    public func invite(
        _ invitation: StaffInvitation, by session: StaffSession, from doorstep: Doorstep
    ) async throws -> (account: String, token: String?) {
        try check(session)
        guard PeopleBook.givenRoles.contains(invitation.role) else { throw PeopleRefusal.roleNotGiven }
        guard invitation.role != .professional || invitation.profession != nil else {
            throw PeopleRefusal.professionMissing
        }
        guard let mail = MailAddress.normal(invitation.mail) else { throw PeopleRefusal.mailMalformed }
        let index = try await keychain.searchSecret(.accounts).index("mail", of: mail)
        let known = try await store.read { tx in
            try AccountSearch.account(index, tx).flatMap { try Accounts.row($0, tx) }
        }
        guard let known else { return try await open(invitation, index: index, by: session, from: doorstep) }
        let account = try known.text("id")
        try await give(invitation.role, as: invitation, to: account, by: session, from: doorstep)
        let enrolled = try await store.read { tx in try !AuthenticationFactors.rows(of: account, tx).isEmpty }
        // Only its own structure hands out the key to an account.
        guard !enrolled, try known.text("structure") == session.account.structure else { return (account, nil) }
        return (account, try await link(for: account, by: session, from: doorstep))
    }

    /// A new link for somebody who has not opened their account yet; the earlier one dies. Who can sign in and lost
    /// every means goes through the recovery, which asks for two administrators.
    public func renewLink(
        for account: String, by session: StaffSession, from doorstep: Doorstep
    ) async throws -> String {
        try check(session)
        let structure = session.account.structure
        let waits = try await store.read { tx -> Bool in
            guard let row = try Accounts.row(account, tx), try row.text("structure") == structure else { return false }
            return try AuthenticationFactors.rows(of: account, tx).isEmpty
        }
        guard waits else { throw PeopleRefusal.unknown }
        return try await link(for: account, by: session, from: doorstep)
    }

    /// Gives one more role to somebody of the structure.
    public func grant(
        _ role: StaffRole, position: String, profession: Profession?, to account: String, by session: StaffSession,
        from doorstep: Doorstep
    ) async throws {
        try check(session)
        guard PeopleBook.givenRoles.contains(role) else { throw PeopleRefusal.roleNotGiven }
        guard let member = try await find(account, session), member.state == .active else {
            throw PeopleRefusal.unknown
        }
        guard role != .professional || profession != nil || member.profession != nil else {
            throw PeopleRefusal.professionMissing
        }
        let invitation = StaffInvitation(
            familyName: "", givenName: "", mail: "", role: role, position: position, profession: profession)
        try await give(role, as: invitation, to: account, by: session, from: doorstep)
    }

    /// Ends a situation; the sessions bound to it end with it.
    public func end(_ membership: String, by session: StaffSession, from doorstep: Doorstep) async throws {
        try check(session)
        try await change("revoke", "membership/\(membership)", by: session, from: doorstep) { key, now, tx in
            try PeopleBook.end(membership, session, key: key, at: now, tx)
        }
    }

    /// Nobody signs in with the account until it is restored; every session of it ends.
    public func suspend(_ account: String, by session: StaffSession, from doorstep: Doorstep) async throws {
        try check(session)
        guard account != session.account.id else { throw PeopleRefusal.oneself }
        let structure = session.account.structure
        try await change("suspend", "account/\(account)", by: session, from: doorstep) { key, now, tx in
            try PeopleBook.keepAnAdministrator(structure, without: { try $0.text("account") == account }, key: key, tx)
            guard try Accounts.move(account, of: structure, from: "active", to: "suspended", tx) else {
                throw PeopleRefusal.unknown
            }
            _ = try Sessions.revokeAll(of: account, but: nil, at: now, tx)
            try AccountInvitations.expire(of: account, at: now, tx)
        }
    }

    /// Lets a suspended account in again, with the roles that it still has.
    public func restore(_ account: String, by session: StaffSession, from doorstep: Doorstep) async throws {
        try check(session)
        let structure = session.account.structure
        try await change("restore", "account/\(account)", by: session, from: doorstep) { _, _, tx in
            guard try Accounts.move(account, of: structure, from: "suspended", to: "active", tx) else {
                throw PeopleRefusal.unknown
            }
        }
    }

    /// Records that a right was looked at: kept for another year, or ended at once.
    public func review(
        _ membership: String, _ decision: ReviewDecision, by session: StaffSession, from doorstep: Doorstep
    ) async throws {
        try check(session)
        let structure = session.account.structure
        try await change(
            "review-right", "membership/\(membership)", reason: decision.rawValue, by: session, from: doorstep
        ) { key, now, tx in
            guard try Memberships.active(membership, in: structure, tx) != nil else { throw PeopleRefusal.unknown }
            if decision == .revoke { try PeopleBook.end(membership, session, key: key, at: now, tx) }
            try RightsReviews.insert(
                decision, of: membership, in: structure, by: session.account.id, at: now, tx)
        }
    }
}

extension PeopleBook {
    private func check(_ session: StaffSession) throws {
        guard session.has(.administrator) else { throw SignInRefusal.notAllowed }
        guard session.isFresh(at: clock.now) else { throw SignInRefusal.proofNeeded }
    }

    private func line(
        _ action: String, _ resource: String, reason: String, _ session: StaffSession, _ doorstep: Doorstep,
        at now: Instant
    ) -> AccessLine {
        AccessLine(
            at: now, structure: session.account.structure, actor: session.actor, action: action, resource: resource,
            treatment: AccountsAndRights.code, verdict: "allow", reason: reason, address: doorstep.address,
            correlation: doorstep.reference)
    }

    /// A change and its line, both or neither.
    private func change(
        _ action: String, _ resource: String, reason: String = "", by session: StaffSession, from doorstep: Doorstep,
        _ body: @escaping @Sendable (StructureKey, Instant, borrowing Writing) throws -> Void
    ) async throws {
        let now = clock.now
        let key = try await keychain.key(for: session.account.structure)
        let line = try await log.prepare(line(action, resource, reason: reason, session, doorstep, at: now))
        let log = log
        try await store.write { tx in
            try body(key, now, tx)
            try log.insert(line, tx)
        }
    }

    private static func end(
        _ membership: String, _ session: StaffSession, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let structure = session.account.structure
        guard try Memberships.active(membership, in: structure, tx) != nil else { throw PeopleRefusal.unknown }
        try keepAnAdministrator(structure, without: { try $0.text("id") == membership }, key: key, tx)
        try Memberships.end(membership, by: session.account.id, at: now, tx)
    }

    /// Refuses what would leave the structure without an administrator. What has none already is not made worse.
    private static func keepAnAdministrator(
        _ structure: String, without: (Row) throws -> Bool, key: StructureKey, _ tx: borrowing Writing
    ) throws {
        var (left, taken) = (0, 0)
        for row in try Memberships.inForce(structure, tx)
        where try Memberships.read(row, key: key).role == .administrator {
            if try without(row) { taken += 1 } else { left += 1 }
        }
        guard taken == 0 || left > 0 else { throw PeopleRefusal.lastAdministrator }
    }

    private func give(
        _ role: StaffRole, as invitation: StaffInvitation, to account: String, by session: StaffSession,
        from doorstep: Doorstep
    ) async throws {
        let now = clock.now
        let id = RowID.fresh(at: now)
        let structure = session.account.structure
        let new = Memberships.New(
            account: account, structure: structure, role: role, position: invitation.position,
            grantedBy: session.account.id)
        let identity = PeopleBook.identity(invitation)
        try await change("grant", "membership/\(id)", reason: role.rawValue, by: session, from: doorstep) {
            key, now, tx in
            for row in try Memberships.active(of: account, in: structure, tx)
            where try Memberships.read(row, key: key).role == role { throw PeopleRefusal.roleHeld }
            try Memberships.insert(new, id: id, key: key, at: now, tx)
            if let identity {
                try ProfessionalIdentities.insert(
                    identity, of: account, in: structure, source: "declared", key: key, at: now, tx)
            }
        }
    }

    private static func identity(_ invitation: StaffInvitation) -> ProfessionalIdentity? {
        guard invitation.role == .professional, let profession = invitation.profession else { return nil }
        return ProfessionalIdentity(nationalID: invitation.nationalID, profession: profession)
    }

    /// Account, role and link in one transaction.
    private func open(
        _ invitation: StaffInvitation, index: BlindIndex, by session: StaffSession, from doorstep: Doorstep
    ) async throws -> (account: String, token: String?) {
        guard !invitation.familyName.isBlank else { throw PeopleRefusal.nameMissing }
        let (now, structure) = (clock.now, session.account.structure)
        let account = Account(
            id: RowID.fresh(at: now), structure: structure, familyName: invitation.familyName,
            givenName: invitation.givenName, function: invitation.position, email: invitation.mail, roles: [])
        let (membership, link) = (RowID.fresh(at: now), RowID.fresh(at: now))
        let token = try await enrolment.token(of: link)
        let new = Memberships.New(
            account: account.id, structure: structure, role: invitation.role, position: invitation.position,
            grantedBy: session.account.id)
        let identity = PeopleBook.identity(invitation)
        let granted = try await log.prepare(
            line("grant", "membership/\(membership)", reason: invitation.role.rawValue, session, doorstep, at: now))
        let log = log
        try await change("invite", "account/\(account.id)", by: session, from: doorstep) { key, now, tx in
            guard try !AccountSearch.isTaken(index, tx) else { throw PeopleRefusal.suspended }
            try Accounts.insert(account, key: key, at: now, tx)
            try AccountSearch.insert(index, of: account, at: now, tx)
            try Memberships.insert(new, id: membership, key: key, at: now, tx)
            if let identity {
                try ProfessionalIdentities.insert(
                    identity, of: account.id, in: structure, source: "declared", key: key, at: now, tx)
            }
            try AccountInvitations.insert(
                id: link, account: account.id, structure: structure, hash: Token.hash(token),
                by: session.account.id, at: now, until: now.adding(seconds: Enrolment.lifeSeconds), tx)
            try log.insert(granted, tx)
        }
        return (account.id, token)
    }

    private func link(
        for account: String, by session: StaffSession, from doorstep: Doorstep
    ) async throws -> String {
        let id = RowID.fresh(at: clock.now)
        let token = try await enrolment.token(of: id)
        let structure = session.account.structure
        try await change("invite", "account/\(account)", by: session, from: doorstep) { _, now, tx in
            try AccountInvitations.insert(
                id: id, account: account, structure: structure, hash: Token.hash(token), by: session.account.id,
                at: now, until: now.adding(seconds: Enrolment.lifeSeconds), tx)
        }
        return token
    }
}

extension StaffSession {
    /// As the access log names whoever acts.
    var actor: AccessLine.Actor {
        AccessLine.Actor(
            id: account.id, role: account.roles.first?.rawValue ?? "", structure: account.structure,
            means: level.rawValue)
    }
}
