import Crypto

/// How professionals and staff come in: password and code, or passkey. A password alone opens nothing (rule 27): it
/// gives a token, good for five minutes and five codes, with which the second step is tried.
public struct SignIn: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let sessions: SessionBook
    let bench: PasswordBench
    let throttle: Throttle
    let record: SignInRecord

    init(
        store: any Store, keychain: Keychain, clock: TimeSource, sessions: SessionBook,
        bench: PasswordBench = PasswordBench()
    ) {
        self.store = store
        self.keychain = keychain
        self.clock = clock
        self.sessions = sessions
        self.bench = bench
        throttle = Throttle(store: store, keychain: keychain, clock: clock)
        record = sessions.record
    }

    /// The second step must be done within this.
    static let pendingSeconds: Int64 = 300
    static let codeTries = 5
    private static let pendingChannel = "password-proved"

    /// First step. The answer is a token for the second; it is no session.
    /// Throws `SignInRefusal`, the same for an unknown account as for a wrong password, after the same work.
    public func withPassword(_ mail: String, _ password: String, from doorstep: Doorstep) async throws -> String {
        let typed = MailAddress.normal(mail) ?? ""
        let index = try await keychain.searchSecret(.accounts).index("mail", of: typed)
        let device = doorstep.deviceToken
        let (found, known) = try await store.read { tx -> (Holder?, Bool) in
            guard let holder = try AccountSearch.holder(index, tx) else { return (nil, false) }
            let known = try device.map { try KnownDevices.isKnown(Token.hash($0), of: holder.account, tx) } ?? false
            return (holder, known)
        }
        let counters = SignIn.counters(found?.account, known: known, from: doorstep, else: .account(typed))
        try await throttle.admit(counters)
        var stored: String?
        if let found {
            let key = try await keychain.key(for: found.structure)
            stored = try found.factors.first { $0.kind == .password }?.openSecret(key)
        }
        let right = try await bench.verify(String(password.prefix(PasswordRules.longest + 1)), against: stored)
        let second = found?.factors.contains { $0.kind == .totp } ?? false
        guard let found, right, second else {
            try await record.trace(
                .init(
                    .password, .refused, account: found?.account, structure: found?.structure, identifier: index,
                    from: doorstep))
            throw SignInRefusal.wrong
        }
        try await throttle.forgive(counters)
        let token = Token.fresh()
        let now = clock.now
        let pending = OneTimeCodes.Code(
            id: RowID.fresh(at: now), structure: found.structure, subject: found.account, hash: Token.hash(token),
            channel: SignIn.pendingChannel, expiresAt: now.adding(seconds: SignIn.pendingSeconds))
        let line = try await record.prepare(
            .init(
                .password, .begun, account: found.account, structure: found.structure, identifier: index,
                from: doorstep))
        try await store.write { tx in
            try OneTimeCodes.insert(pending, at: now, tx)
            try record.trace(line, at: now, tx)
        }
        return token
    }

    /// Second step: six digits of an application, or a recovery code. Throws `SignInRefusal`; `.expired` sends back
    /// to the first step.
    public func withCode(_ code: String, after pending: String, from doorstep: Doorstep) async throws -> Entry {
        let now = clock.now
        let hash = Token.hash(pending)
        let device = doorstep.deviceToken
        let found = try await store.read { tx -> (pending: String, holder: Holder, known: Bool)? in
            guard let row = try OneTimeCodes.live(hash, channel: SignIn.pendingChannel, now: now, tx),
                let holder = try Accounts.holder(try row.text("subject"), tx)
            else { return nil }
            let known = try device.map { try KnownDevices.isKnown(Token.hash($0), of: holder.account, tx) } ?? false
            return (try row.text("id"), holder, known)
        }
        guard let found else {
            try await throttle.admit([.address(doorstep.address)])
            throw SignInRefusal.expired
        }
        let holder = found.holder
        let counters = SignIn.counters(holder.account, known: found.known, from: doorstep, else: .codes(holder.account))
        try await throttle.admit(counters)
        let key = try await keychain.key(for: holder.structure)
        let line = SignInRecord.Line(
            .code, .accepted, account: holder.account, structure: holder.structure, from: doorstep)
        let accepted = try await record.prepare(line)
        let seed = try await sessions.seed(holder, level: .passwordAndCode, from: doorstep)
        let outcome = try await store.write { tx -> Outcome in
            guard try OneTimeCodes.takeTry(found.pending, of: SignIn.codeTries, now: now, tx) else { return .expired }
            guard try SecondFactor.accept(code, of: holder.account, key: key, at: now, tx) else { return .wrong }
            guard try OneTimeCodes.use(found.pending, now: now, tx) else { return .expired }
            try record.trace(accepted, at: now, tx)
            return .entered(try sessions.open(seed, at: now, tx))
        }
        switch outcome {
        case .entered(let entry):
            try await throttle.forgive(counters)
            return entry
        case .expired: throw SignInRefusal.expired
        case .wrong:
            try await record.trace(
                .init(.code, .refused, account: holder.account, structure: holder.structure, from: doorstep))
            throw SignInRefusal.wrong
        }
    }

    enum Outcome: Sendable {
        case entered(Entry)
        case wrong
        case expired
    }

    /// What the page gives to the browser, as JSON, so that it asks for a passkey.
    public func passkeyOptions(from doorstep: Doorstep) async throws -> String {
        let challenge = Challenge.fresh(
            .signIn, secret: try await keychain.searchSecret(.accounts), at: clock.now)
        return PasskeyOptions.get(challenge, doorstep.party).json
    }

    /// A passkey that the browser found by itself (discoverable) and whose holder the device verified: both factors.
    /// - Parameter json: what the browser answered. Throws `SignInRefusal`.
    public func withPasskey(_ json: String, from doorstep: Doorstep) async throws -> Entry {
        try await throttle.admit([.address(doorstep.address)])
        do {
            let entry = try await assert(json, from: doorstep)
            try await throttle.forgive([.address(doorstep.address)])
            return entry
        } catch let problem as PasskeyProblem {
            try await record.trace(.init(.passkey, .refused, from: doorstep))
            throw SignInRefusal.passkey(problem)
        } catch SignInRefusal.expired {
            try await record.trace(.init(.passkey, .refused, from: doorstep))
            throw SignInRefusal.expired
        }
    }

    private func assert(_ json: String, from doorstep: Doorstep) async throws -> Entry {
        let now = clock.now
        let proof = try await proved(json, .signIn, party: doorstep.party, at: now)
        let account = proof.factor.account
        guard let holder = try await store.read({ tx in try Accounts.holder(account, tx) }) else {
            throw PasskeyProblem.unknown
        }
        let line = try await record.prepare(
            .init(.passkey, .accepted, account: holder.account, structure: holder.structure, from: doorstep))
        let seed = try await sessions.seed(holder, level: .passkey, from: doorstep)
        let entry = try await store.write { tx -> Entry? in
            guard try proof.consume(at: now, tx) else { return nil }
            try record.trace(line, at: now, tx)
            return try sessions.open(seed, at: now, tx)
        }
        guard let entry else { throw SignInRefusal.expired }
        return entry
    }

    /// A known device counts for itself alone.
    private static func counters(
        _ account: String?, known: Bool, from doorstep: Doorstep, else counter: Throttle.Counter
    ) -> [Throttle.Counter] {
        if known, let account, let token = doorstep.deviceToken { return [.device(token, account: account)] }
        return [counter, .address(doorstep.address)]
    }
}
