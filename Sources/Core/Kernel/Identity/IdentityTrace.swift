/// What every attempt through a provider or a person's link leaves behind, done or refused: a row of tries and a line
/// of the access log (rule 49), both in the transaction of what they tell of. The one place through which providers
/// and links pass; the house's own sign-in has `SignInRecord`.
struct IdentityTrace: Sendable {
    let keychain: Keychain
    let log: AuditLog
    let clock: TimeSource

    /// What happened, before it is sealed.
    struct Line: Sendable {
        /// Id of the structure; `SignInRecord.nobody` while nobody is known.
        var structure = SignInRecord.nobody
        /// Nil while no account is known, and for patients.
        var account: String?
        /// Of a person's link.
        var patient: String?
        /// The circle's member, for a caregiver's link.
        var member: String?
        /// `RPPS` and the like, where the provider vouches for one.
        var nationalID: String?
        /// `acr`.
        var level = ""
        /// Digest of what was presented (a subject, a link, a state), never the thing itself.
        let identifier: [UInt8]
        /// `login`, `create`, `update`.
        var action = "login"
        /// `provider:psc`, `link:birth-date`, `link:sms`.
        let means: String
        let outcome: Outcome
        let doorstep: Doorstep?
    }

    enum Outcome: Sendable, Hashable {
        case done(StaticString)
        /// With the code of the refusal.
        case refused(String)

        var code: String {
            switch self {
            case .done(let code): code.description
            case .refused(let code): code
            }
        }

        static func == (left: Outcome, right: Outcome) -> Bool { left.code == right.code }
        func hash(into hasher: inout Hasher) { hasher.combine(code) }
    }

    /// Both, sealed.
    struct Prepared: Sendable {
        fileprivate let attempt: SignInAttempts.Attempt
        fileprivate let access: SealedLine
    }

    func prepare(_ line: Line) async throws -> Prepared {
        let now = clock.now
        let key =
            if line.structure == SignInRecord.nobody { try await keychain.makeKey(for: line.structure, at: now) } else {
                try await keychain.key(for: line.structure)
            }
        let id = RowID.fresh(at: now)
        func seal(_ text: String, _ column: String) throws -> [UInt8] {
            try key.seal(text, at: Place(table: "sign_in_attempts", column: column, row: id))
        }
        let attempt = SignInAttempts.Attempt(
            id: id, structure: line.structure, account: line.account, identifier: line.identifier, factor: line.means,
            outcome: line.outcome.code, address: try seal(line.doorstep?.address ?? "", "address"),
            device: try seal(line.doorstep?.device ?? "", "device"))
        return Prepared(attempt: attempt, access: try await log.prepare(IdentityTrace.access(line, at: now)))
    }

    /// Within the transaction of what it tells of: an act without its line is not done.
    func trace(_ prepared: Prepared, at now: Instant, _ tx: borrowing Writing) throws {
        try SignInAttempts.insert(prepared.attempt, at: now, tx)
        try log.insert(prepared.access, tx)
    }

    private static func access(_ line: Line, at now: Instant) -> AccessLine {
        let verdict = if case .refused = line.outcome { "deny" } else { "allow" }
        let role = line.member != nil ? "caregiver" : line.patient != nil ? "patient" : ""
        return AccessLine(
            at: now, structure: line.structure,
            actor: AccessLine.Actor(
                id: line.account ?? line.member ?? line.patient ?? "", nationalID: line.nationalID, role: role,
                structure: line.structure == SignInRecord.nobody ? nil : line.structure,
                means: line.doorstep == nil ? "command-line" : line.means, level: line.level),
            patients: line.patient.map { [$0] } ?? [], action: line.action,
            resource: line.account.map { "account/\($0)" } ?? "", treatment: Authentication.code, verdict: verdict,
            reason: line.outcome.code, address: line.doorstep?.address ?? "",
            correlation: line.doorstep?.reference ?? "")
    }
}
