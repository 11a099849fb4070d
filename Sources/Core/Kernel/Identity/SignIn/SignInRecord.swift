/// Every success and every failure leaves a row (rule 49), in the transaction of what it tells of. The one place
/// through which all of sign-in passes: here, too, its line of the access log is written.
struct SignInRecord: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    enum Event: String, Sendable {
        case password, code, passkey, demo, provider, invitation, confirmation, situation, session, factor, recovery
    }
    enum Outcome: String, Sendable { case accepted, refused, begun, changed, removed }

    /// What happened, before it is sealed. `account` is nil where none was recognised.
    struct Line: Sendable {
        let event: Event
        let outcome: Outcome
        var account: String?
        var structure: String?
        /// Digest of the mail as typed, or of the account's id.
        var identifier: BlindIndex?
        let address: String
        let device: String
    }

    /// Rows of nobody's structure belong to the installation, which has a key of its own.
    static let nobody = "installation"

    func prepare(_ line: Line) async throws -> SignInAttempts.Attempt {
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
        return SignInAttempts.Attempt(
            id: id, structure: structure, account: line.account, identifier: index.bytes, factor: line.event.rawValue,
            outcome: line.outcome.rawValue, address: try seal(line.address, "address"),
            device: try seal(line.device, "device"))
    }

    /// Within the transaction of what it tells of.
    static func trace(_ attempt: SignInAttempts.Attempt, at now: Instant, _ tx: borrowing Writing) throws {
        try SignInAttempts.insert(attempt, at: now, tx)
    }

    /// A refusal, which changes nothing else.
    func trace(_ line: Line) async throws {
        let attempt = try await prepare(line)
        let now = clock.now
        try await store.write { tx in try SignInRecord.trace(attempt, at: now, tx) }
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
    }
}
