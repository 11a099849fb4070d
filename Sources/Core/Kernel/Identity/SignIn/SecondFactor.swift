/// A code given after a password.
enum SecondFactor {
    /// True for the current code of an application, whose step is then used, or for a recovery code, which is then
    /// gone. In the caller's transaction, so that a code that two requests carry is accepted once.
    static func accept(
        _ code: String, of account: String, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws -> Bool {
        let factors = try AuthenticationFactors.rows(of: account, tx)
        if RecoveryCodes.looksLikeOne(code) {
            let hash = Hex.encode(RecoveryCodes.hash(code))
            for factor in factors where factor.kind == .recovery {
                guard let kept = try factor.openSecret(key),
                    ConstantTime.equal(Array(kept.utf8), Array(hash.utf8))
                else { continue }
                return try AuthenticationFactors.end(factor.id, as: "used", at: now, tx)
            }
            return false
        }
        for factor in factors where factor.kind == .totp {
            guard let secret = try factor.openSecret(key).flatMap(Base32.decode) else { continue }
            let last = factor.counter > 0 ? UInt64(factor.counter) : nil
            guard let step = OneTimePassword(secret: secret).acceptedStep(code, at: now, after: last) else { continue }
            return try AuthenticationFactors.advance(factor.id, from: factor.counter, to: Int64(step), at: now, tx)
        }
        return false
    }
}

/// An account with its means of signing in, as the store holds them.
struct Holder: Sendable {
    let account: String
    /// The structure whose key seals the account's name and factors.
    let structure: String
    let row: Row
    let factors: [AuthenticationFactors.Factor]
    let memberships: [Row]
}

extension Accounts {
    static func holder(_ id: String, _ tx: borrowing Reading) throws -> Holder? {
        guard let row = try Accounts.row(id, tx) else { return nil }
        return Holder(
            account: id, structure: try row.text("structure"), row: row,
            factors: try AuthenticationFactors.rows(of: id, tx), memberships: try Memberships.rows(ofAccount: id, tx))
    }
}

extension AccountSearch {
    static func holder(_ index: BlindIndex, _ tx: borrowing Reading) throws -> Holder? {
        try account(index, tx).flatMap { try Accounts.holder($0, tx) }
    }
}
