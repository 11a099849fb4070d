/// The line that every attempt through a provider or a person's link leaves behind, done or refused (rule 49).
///
/// Called inside the transaction of what it tells: an act without its line is not done. It passes where all of sign-in
/// passes (`SignInRecord.trace`), with the code of the refusal as its outcome.
struct IdentityTrace: Sendable {
    /// Of whom or what: the structure's id, or `SignInRecord.nobody` while nobody is known.
    let structure: String
    /// Nil while no account is known, and for patients.
    var account: String?
    /// Digest of what was presented (a subject, a link, a state), never the thing itself.
    let identifier: [UInt8]
    /// `provider:psc`, `link:birth-date`, `link:sms`.
    let factor: String
    /// `opened`, `choice`, `proved`, or the code of a refusal.
    let outcome: String
    let doorstep: Doorstep?

    /// - Parameter key: the structure's, or the installation's where no structure is known.
    static func trace(
        _ line: IdentityTrace, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let id = RowID.fresh(at: now)
        func seal(_ text: String, _ column: String) throws -> [UInt8] {
            try key.seal(text, at: Place(table: "sign_in_attempts", column: column, row: id))
        }
        let attempt = SignInAttempts.Attempt(
            id: id, structure: line.structure, account: line.account, identifier: line.identifier, factor: line.factor,
            outcome: line.outcome, address: try seal(line.doorstep?.address ?? "", "address"),
            device: try seal(line.doorstep?.device ?? "", "device"))
        try SignInAttempts.insert(attempt, at: now, tx)
    }
}
