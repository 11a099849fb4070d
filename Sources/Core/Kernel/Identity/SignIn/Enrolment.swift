/// From an invitation to an account that can sign in: a link that serves once, for seven days, and on its page a
/// password with an authenticator application, or a passkey.
public struct Enrolment: Sendable {
    let signIn: SignIn

    static let lifeSeconds: Int64 = 604_800

    private var store: any Store { signIn.store }
    private var keychain: Keychain { signIn.keychain }

    /// Whom a live link is for.
    public struct Invited: Sendable {
        public let name: String
        public let mail: String
        public let structureName: String
        let invitation: String
        let holder: Holder
    }

    /// Makes the link's token, 128 bits in hexadecimal: a keyed digest of the invitation's number, so that a message
    /// that must be sent again carries the same link; the store holds its hash alone. Earlier links die.
    package func invite(_ account: Account, by author: String) async throws -> String {
        let now = signIn.clock.now
        let id = RowID.fresh(at: now)
        let token = try await token(of: id)
        try await store.write { tx in
            try AccountInvitations.insert(
                id: id, account: account.id, structure: account.structure, hash: Token.hash(token), by: author, at: now,
                until: now.adding(seconds: Enrolment.lifeSeconds), tx)
        }
        return token
    }

    /// Whether the account has a means of signing in.
    package func isEnrolled(_ account: Account) async throws -> Bool {
        let id = account.id
        return try await store.read { tx in try !AuthenticationFactors.rows(of: id, tx).isEmpty }
    }

    func token(of invitation: String) async throws -> String {
        Hex.encode(try await keychain.searchSecret(.accounts).index("invitation", of: invitation).bytes)
    }

    /// Looking uses nothing up. Throws `SignInRefusal.expired` for a link that is unknown, used or over.
    public func look(_ token: String) async throws -> Invited {
        let now = signIn.clock.now
        let hash = Token.hash(token)
        let found = try await store.read { tx -> (String, Holder, String)? in
            guard let row = try AccountInvitations.live(hash, now: now, tx),
                let holder = try Accounts.holder(try row.text("account"), tx),
                let name = try Memberships.structureName(holder.structure, tx)
            else { return nil }
            return (try row.text("id"), holder, name)
        }
        guard let (invitation, holder, structureName) = found else { throw SignInRefusal.expired }
        let key = try await keychain.key(for: holder.structure)
        let person = try Accounts.read(holder.row, memberships: [], key: key)
        return Invited(
            name: person.name, mail: person.email, structureName: structureName, invitation: invitation, holder: holder)
    }

    /// The secret of an authenticator application offered on a page: made from the page's random number, so that
    /// nothing is stored before it is confirmed, and nobody can choose a secret.
    public func offer(_ number: String, to subject: String) async throws -> TOTPOffer {
        try await TOTPOffer.made(number, subject: subject, keychain)
    }

    /// Sets password and application, spends the link, opens a session. The recovery codes are shown this once.
    /// Throws `SignInRefusal`: `.password` with what to change, `.wrong` for a code that is not the application's.
    public func enrol(
        _ token: String, password: String, offer number: String, code: String, from doorstep: Doorstep
    ) async throws -> (entry: Entry, recoveryCodes: [String]) {
        try await signIn.throttle.admit([.address(doorstep.address)])
        let invited = try await look(token)
        let holder = invited.holder
        if let problem = PasswordRules.problem(
            password, personal: [invited.name, invited.mail, invited.structureName])
        {
            throw SignInRefusal.password(problem)
        }
        let now = signIn.clock.now
        let offer = try await offer(number, to: token)
        guard let step = OneTimePassword(secret: offer.secret).acceptedStep(code, at: now, after: nil) else {
            try await signIn.record.trace(
                .init(.invitation, .refused, account: holder.account, structure: holder.structure, from: doorstep))
            throw SignInRefusal.wrong
        }
        let key = try await keychain.key(for: holder.structure)
        let hash = try await signIn.bench.hash(password)
        let codes = RecoveryCodes.fresh()
        func factor(
            _ kind: AuthenticationFactors.Kind, _ secret: String, counter: Int64 = 0
        ) throws
            -> AuthenticationFactors.Factor
        {
            try .made(
                kind, for: holder.account, structure: holder.structure, key: key, secret: secret, counter: counter,
                at: now)
        }
        let factors =
            [
                try factor(.password, hash),
                try factor(.totp, Base32.encode(offer.secret), counter: Int64(step)),
            ] + (try codes.map { try factor(.recovery, Hex.encode(RecoveryCodes.hash($0))) })
        let entry = try await finish(invited, adding: factors, level: .passwordAndCode, from: doorstep) { _ in true }
        return (entry, codes)
    }

    /// What the page gives to the browser, as JSON, so that it makes a passkey.
    public func passkeyOptions(_ token: String, from doorstep: Doorstep) async throws -> String {
        let invited = try await look(token)
        let challenge = Challenge.fresh(
            .register(invited.invitation), secret: try await keychain.searchSecret(.accounts), at: signIn.clock.now)
        return PasskeyOptions.create(
            challenge, doorstep.party, account: invited.holder.account, mail: invited.mail, name: invited.name,
            known: invited.holder.factors.compactMap(\.credential)
        ).json
    }

    /// Sets a passkey, spends the link, opens a session.
    public func enrolPasskey(
        _ token: String, answer json: String, label: String, from doorstep: Doorstep
    ) async throws -> Entry {
        try await signIn.throttle.admit([.address(doorstep.address)])
        let invited = try await look(token)
        let holder = invited.holder
        let now = signIn.clock.now
        do {
            let (made, challenge) = try await signIn.registered(
                json, .register(invited.invitation), party: doorstep.party, at: now)
            let key = try await keychain.key(for: holder.structure)
            let factor = try AuthenticationFactors.Factor.made(
                .passkey, for: holder.account, structure: holder.structure, key: key,
                label: OwnAccount.label(label), credential: made.credential, publicKey: made.publicKey,
                counter: Int64(made.counter), at: now)
            return try await finish(invited, adding: [factor], level: .passkey, from: doorstep) { tx in
                try Challenge.consume(challenge, subject: holder.account, at: now, tx)
                    && !AuthenticationFactors.isTaken(made.credential, tx)
            }
        } catch let problem as PasskeyProblem {
            try await signIn.record.trace(
                .init(.invitation, .refused, account: holder.account, structure: holder.structure, from: doorstep))
            throw SignInRefusal.passkey(problem)
        }
    }

    /// One transaction: the link is spent, what stood before is replaced, other sessions end.
    private func finish(
        _ invited: Invited, adding factors: [AuthenticationFactors.Factor], level: SessionLevel,
        from doorstep: Doorstep,
        _ also: @escaping @Sendable (borrowing Writing) throws -> Bool
    ) async throws -> Entry {
        let now = signIn.clock.now
        let holder = invited.holder
        let seed = try await signIn.sessions.seed(holder, level: level, from: doorstep)
        let line = try await signIn.record.prepare(
            .init(.invitation, .accepted, account: holder.account, structure: holder.structure, from: doorstep))
        let entry = try await store.write { tx -> Entry? in
            guard try AccountInvitations.use(invited.invitation, now: now, tx), try also(tx) else { return nil }
            for kind in [AuthenticationFactors.Kind.password, .totp, .recovery, .passkey] {
                try AuthenticationFactors.end(kind, of: holder.account, tx)
            }
            for factor in factors { try AuthenticationFactors.insert(factor, tx) }
            _ = try Sessions.revokeAll(of: holder.account, but: nil, at: now, tx)
            try signIn.record.trace(line, at: now, tx)
            return try signIn.sessions.open(seed, at: now, tx)
        }
        guard let entry else { throw SignInRefusal.expired }
        try await signIn.throttle.forgive([.address(doorstep.address)])
        return entry
    }
}

/// A secret for an authenticator application, offered and not yet kept.
public struct TOTPOffer: Sendable {
    let secret: [UInt8]

    /// 20 bytes (RFC 4226 §4 R6 recommends 160 bits).
    static func made(_ number: String, subject: String, _ keychain: Keychain) async throws -> TOTPOffer {
        let secret = try await keychain.searchSecret(.accounts)
        let text = "\(subject)|\(number)"
        return TOTPOffer(
            secret: Array((secret.index("totp-1", of: text).bytes + secret.index("totp-2", of: text).bytes).prefix(20)))
    }

    /// A fresh number for a page.
    public static func number() -> String { String(Token.fresh().prefix(32)) }

    /// In groups of four, to be typed by hand.
    public var text: String {
        let all = Array(Base32.encode(secret))
        return stride(from: 0, to: all.count, by: 4).map { String(all[$0..<min($0 + 4, all.count)]) }.joined(
            separator: " ")
    }

    /// `otpauth://…`, which a telephone opens in its application.
    public func link(account: String) -> String {
        OneTimePassword(secret: secret).uri(issuer: "Citana", account: account)
    }
}
