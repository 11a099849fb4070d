/// Every success and every failure leaves a row of tries and a line of the access log (rule 49), both in the
/// transaction of what they tell of. The one place through which all of sign-in passes.
struct SignInRecord: Sendable {
    let store: any Store
    let keychain: Keychain
    let log: AuditLog
    let clock: TimeSource

    enum Event: String, Sendable {
        case password, code, passkey, demo, provider, invitation, confirmation, situation, session, factor, recovery
    }
    enum Outcome: String, Sendable { case accepted, refused, begun, changed, removed, ended }

    /// What happened, before it is sealed. `account` is nil where none was recognised.
    struct Line: Sendable {
        let event: Event
        let outcome: Outcome
        var account: String?
        var structure: String?
        /// Digest of the mail as typed, or of the account's id.
        var identifier: BlindIndex?
        /// Role and means of whoever is signed in; empty before that.
        var role = ""
        var means = ""
        let address: String
        let device: String
    }

    /// Both, sealed.
    struct Prepared: Sendable {
        let attempt: SignInAttempts.Attempt
        let line: SealedLine
    }

    /// Rows of nobody's structure belong to the installation, which has a key of its own.
    static let nobody = "installation"

    func prepare(_ line: Line) async throws -> Prepared {
        let now = clock.now
        let structure = line.structure ?? SignInRecord.nobody
        let key =
            if line.structure == nil { try await keychain.makeKey(for: structure, at: now) } else {
                try await keychain.key(for: structure)
            }
        let index: BlindIndex
        if let known = line.identifier {
            index = known
        } else {
            index = try await keychain.searchSecret(.accounts).index("attempt", of: line.account ?? "")
        }
        let id = RowID.fresh(at: now)
        func seal(_ text: String, _ column: String) throws -> [UInt8] {
            try key.seal(text, at: Place(table: "sign_in_attempts", column: column, row: id))
        }
        let attempt = SignInAttempts.Attempt(
            id: id, structure: structure, account: line.account, identifier: index.bytes, factor: line.event.rawValue,
            outcome: line.outcome.rawValue, address: try seal(line.address, "address"),
            device: try seal(line.device, "device"))
        return Prepared(attempt: attempt, line: try await log.prepare(SignInRecord.access(line, structure, at: now)))
    }

    /// The line of the access log: who came in or was refused, by what means, from where.
    private static func access(_ line: Line, _ structure: String, at now: Instant) -> AccessLine {
        let login = [.password, .code, .passkey, .demo, .provider, .invitation].contains(line.event)
        let means = line.means.isEmpty ? line.event.rawValue : line.means
        return AccessLine(
            at: now, structure: structure,
            actor: AccessLine.Actor(
                id: line.account ?? "", role: line.role, structure: line.structure, means: means),
            action: login ? "login" : "update", resource: line.account.map { "account/\($0)" } ?? "",
            treatment: Authentication.code, verdict: line.outcome == .refused ? "deny" : "allow",
            reason: "\(line.event.rawValue)-\(line.outcome.rawValue)", address: line.address)
    }

    /// Within the transaction of what it tells of.
    func trace(_ prepared: Prepared, at now: Instant, _ tx: borrowing Writing) throws {
        try SignInAttempts.insert(prepared.attempt, at: now, tx)
        try log.insert(prepared.line, tx)
    }

    /// A refusal, which changes nothing else.
    func trace(_ line: Line) async throws {
        let prepared = try await prepare(line)
        let now = clock.now
        try await store.write { tx in try trace(prepared, at: now, tx) }
    }
}

extension SignInRecord.Line {
    init(
        _ event: SignInRecord.Event, _ outcome: SignInRecord.Outcome, account: String? = nil, structure: String? = nil,
        identifier: BlindIndex? = nil, from doorstep: Doorstep
    ) {
        self.init(
            event: event, outcome: outcome, account: account, structure: structure, identifier: identifier,
            address: doorstep.address, device: doorstep.device)
    }

    /// Something that a signed-in person did with their account.
    init(
        _ event: SignInRecord.Event, _ outcome: SignInRecord.Outcome, by session: StaffSession, from doorstep: Doorstep
    ) {
        self.init(
            event, outcome, account: session.account.id, structure: session.account.structure, from: doorstep)
        role = session.account.roles.first?.rawValue ?? ""
        means = session.level.rawValue
    }
}
