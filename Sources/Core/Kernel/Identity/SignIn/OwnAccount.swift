/// What somebody signed in may see and change of their own means of signing in. Every change asks for a proof of less
/// than five minutes, and throws `SignInRefusal.proofNeeded` without one.
public struct OwnAccount: Sendable {
    let signIn: SignIn

    var store: any Store { signIn.store }
    var keychain: Keychain { signIn.keychain }
    var clock: TimeSource { signIn.clock }

    public struct Factor: Sendable, Hashable {
        public enum Kind: String, Sendable { case password, totp, recovery, passkey }
        public let id: String
        public let kind: Kind
        /// The name that the person gave; empty where none.
        public let label: String
        public let addedAt: Instant
        public let lastUsedAt: Instant?
    }

    /// Recovery codes come one by one, those used are gone.
    public func factors(of session: StaffSession) async throws -> [Factor] {
        let account = session.account.id
        guard let holder = try await store.read({ tx in try Accounts.holder(account, tx) }) else { return [] }
        let key = try await keychain.key(for: holder.structure)
        return try holder.factors.map { factor in
            Factor(
                id: factor.id, kind: Factor.Kind(rawValue: factor.kind.rawValue) ?? .password,
                label: try factor.openLabel(key) ?? "", addedAt: factor.createdAt, lastUsedAt: factor.lastUsedAt)
        }
    }

    /// A fresh proof, by password and code. Throws `SignInRefusal`.
    public func confirm(_ session: StaffSession, password: String, code: String, from doorstep: Doorstep) async throws {
        let counters: [Throttle.Counter] = [.device(session.id, account: session.account.id)]
        try await signIn.throttle.admit(counters)
        let holder = try await holder(session)
        let key = try await keychain.key(for: holder.structure)
        let stored = try holder.factors.first { $0.kind == .password }?.openSecret(key)
        let right = try await signIn.bench.verify(String(password.prefix(PasswordRules.longest + 1)), against: stored)
        let now = clock.now
        let accepted = try await signIn.record.prepare(.init(.confirmation, .accepted, by: session, from: doorstep))
        let proved = try await store.write { tx -> Bool in
            guard right, try SecondFactor.accept(code, of: holder.account, key: key, at: now, tx) else { return false }
            try Sessions.prove(session.id, at: now, tx)
            try signIn.record.trace(accepted, at: now, tx)
            return true
        }
        guard proved else {
            try await signIn.record.trace(.init(.confirmation, .refused, by: session, from: doorstep))
            throw SignInRefusal.wrong
        }
        try await signIn.throttle.forgive(counters)
    }

    /// What the page gives to the browser so that it asks for a passkey, as a proof.
    public func confirmationOptions(_ session: StaffSession, from doorstep: Doorstep) async throws -> String {
        let challenge = Challenge.fresh(
            .confirm(session: session.id), secret: try await keychain.searchSecret(.accounts), at: clock.now)
        return PasskeyOptions.get(challenge, doorstep.party).json
    }

    /// A fresh proof, by passkey. Throws `SignInRefusal`.
    public func confirm(_ session: StaffSession, passkey json: String, from doorstep: Doorstep) async throws {
        try await signIn.throttle.admit([.device(session.id, account: session.account.id)])
        let now = clock.now
        let proof: PasskeyProof
        do {
            proof = try await signIn.proved(json, .confirm(session: session.id), party: doorstep.party, at: now)
            guard proof.factor.account == session.account.id else { throw PasskeyProblem.unknown }
        } catch let problem as PasskeyProblem {
            try await signIn.record.trace(.init(.confirmation, .refused, by: session, from: doorstep))
            throw SignInRefusal.passkey(problem)
        }
        let line = try await signIn.record.prepare(.init(.confirmation, .accepted, by: session, from: doorstep))
        let proved = try await store.write { tx -> Bool in
            guard try proof.consume(at: now, tx) else { return false }
            try Sessions.prove(session.id, at: now, tx)
            try signIn.record.trace(line, at: now, tx)
            return true
        }
        guard proved else { throw SignInRefusal.expired }
        try await signIn.throttle.forgive([.device(session.id, account: session.account.id)])
    }

    /// What the page gives to the browser so that it makes one more passkey.
    public func passkeyOptions(_ session: StaffSession, from doorstep: Doorstep) async throws -> String {
        let holder = try await holder(session)
        let challenge = Challenge.fresh(
            .register(session.id), secret: try await keychain.searchSecret(.accounts), at: clock.now)
        return PasskeyOptions.create(
            challenge, doorstep.party, account: holder.account, mail: session.account.email, name: session.account.name,
            known: holder.factors.compactMap(\.credential)
        ).json
    }

    public func addPasskey(
        _ session: StaffSession, answer json: String, label: String, from doorstep: Doorstep
    ) async throws {
        let holder = try await proven(session)
        let now = clock.now
        do {
            let (made, challenge) = try await signIn.registered(
                json, .register(session.id), party: doorstep.party, at: now)
            let key = try await keychain.key(for: holder.structure)
            let factor = try AuthenticationFactors.Factor.made(
                .passkey, for: holder.account, structure: holder.structure, key: key, label: OwnAccount.label(label),
                credential: made.credential, publicKey: made.publicKey, counter: Int64(made.counter), at: now)
            try await change(session, .factor, .changed, from: doorstep) { tx in
                guard try Challenge.consume(challenge, subject: holder.account, at: now, tx),
                    try !AuthenticationFactors.isTaken(made.credential, tx)
                else { throw SignInRefusal.expired }
                try AuthenticationFactors.insert(factor, tx)
            }
        } catch let problem as PasskeyProblem {
            throw SignInRefusal.passkey(problem)
        }
    }

    /// Sets a password, in the place of the one there was. Other sessions end.
    public func setPassword(_ session: StaffSession, _ password: String, from doorstep: Doorstep) async throws {
        let holder = try await proven(session)
        if let problem = PasswordRules.problem(
            password, personal: [session.account.name, session.account.email, session.structureName])
        {
            throw SignInRefusal.password(problem)
        }
        let key = try await keychain.key(for: holder.structure)
        let now = clock.now
        let factor = try AuthenticationFactors.Factor.made(
            .password, for: holder.account, structure: holder.structure, key: key,
            secret: try await signIn.bench.hash(password), at: now)
        try await change(session, .factor, .changed, from: doorstep) { tx in
            try AuthenticationFactors.end(.password, of: holder.account, tx)
            try AuthenticationFactors.insert(factor, tx)
            _ = try Sessions.revokeAll(of: holder.account, but: session.id, at: now, tx)
        }
    }

    /// The secret offered on the page, made from the page's number and the session.
    public func offer(_ number: String, to session: StaffSession) async throws -> TOTPOffer {
        try await TOTPOffer.made(number, subject: session.id, keychain)
    }

    /// Sets an authenticator application, in the place of the one there was.
    public func setTOTP(
        _ session: StaffSession, offer number: String, code: String, from doorstep: Doorstep
    ) async throws {
        let holder = try await proven(session)
        let now = clock.now
        let offer = try await offer(number, to: session)
        guard let step = OneTimePassword(secret: offer.secret).acceptedStep(code, at: now, after: nil) else {
            throw SignInRefusal.wrong
        }
        let key = try await keychain.key(for: holder.structure)
        let factor = try AuthenticationFactors.Factor.made(
            .totp, for: holder.account, structure: holder.structure, key: key, secret: Base32.encode(offer.secret),
            counter: Int64(step), at: now)
        try await change(session, .factor, .changed, from: doorstep) { tx in
            try AuthenticationFactors.end(.totp, of: holder.account, tx)
            try AuthenticationFactors.insert(factor, tx)
        }
    }

    /// Ten new ones; those there were are dead. Shown this once.
    public func renewRecoveryCodes(_ session: StaffSession, from doorstep: Doorstep) async throws -> [String] {
        let holder = try await proven(session)
        let key = try await keychain.key(for: holder.structure)
        let now = clock.now
        let codes = RecoveryCodes.fresh()
        let factors = try codes.map {
            try AuthenticationFactors.Factor.made(
                .recovery, for: holder.account, structure: holder.structure, key: key,
                secret: Hex.encode(RecoveryCodes.hash($0)), at: now)
        }
        try await change(session, .factor, .changed, from: doorstep) { tx in
            try AuthenticationFactors.end(.recovery, of: holder.account, tx)
            for factor in factors { try AuthenticationFactors.insert(factor, tx) }
        }
        return codes
    }

    /// Takes one away; never the last way in (a passkey, or a password with its application).
    public func remove(_ factor: String, _ session: StaffSession, from doorstep: Doorstep) async throws {
        let holder = try await proven(session)
        let now = clock.now
        try await change(session, .factor, .removed, from: doorstep) { tx in
            let left = try AuthenticationFactors.rows(of: holder.account, tx).filter { $0.id != factor }.map(\.kind)
            guard left.contains(.passkey) || (left.contains(.password) && left.contains(.totp)) else {
                throw SignInRefusal.lastFactor
            }
            let own = try AuthenticationFactors.rows(of: holder.account, tx).contains { $0.id == factor }
            guard own, try AuthenticationFactors.end(factor, as: "removed", at: now, tx) else {
                throw SignInRefusal.expired
            }
        }
    }

    static func label(_ text: String) -> String { String(text.filter { !$0.isNewline }.prefix(60)) }

    private func holder(_ session: StaffSession) async throws -> Holder {
        let account = session.account.id
        guard let holder = try await store.read({ tx in try Accounts.holder(account, tx) }) else {
            throw SignInRefusal.notAllowed
        }
        return holder
    }

    private func proven(_ session: StaffSession) async throws -> Holder {
        guard session.isFresh(at: clock.now) else { throw SignInRefusal.proofNeeded }
        return try await holder(session)
    }

    func change(
        _ session: StaffSession, _ event: SignInRecord.Event, _ outcome: SignInRecord.Outcome,
        from doorstep: Doorstep, _ body: @escaping @Sendable (borrowing Writing) throws -> Void
    ) async throws {
        let now = clock.now
        let line = try await signIn.record.prepare(.init(event, outcome, by: session, from: doorstep))
        try await store.write { tx in
            try body(tx)
            try signIn.record.trace(line, at: now, tx)
        }
    }
}
