/// A passkey's answer that was found right, not yet spent.
struct PasskeyProof: Sendable {
    let factor: AuthenticationFactors.Factor
    let challenge: Challenge
    let counter: Int64

    /// Once: the challenge is used up and the counter moves on, in the caller's transaction. False for a replay.
    func consume(at now: Instant, _ tx: borrowing Writing) throws -> Bool {
        guard try Challenge.consume(challenge, subject: factor.account, at: now, tx) else { return false }
        return try AuthenticationFactors.advance(factor.id, from: factor.counter, to: counter, at: now, tx)
    }
}

extension SignIn {
    /// Checks an answer to `navigator.credentials.get`. Throws `PasskeyProblem`, or `SignInRefusal.expired` for a
    /// challenge that is not ours or too old.
    func proved(
        _ json: String, _ purpose: Challenge.Purpose, party: RelyingParty, at now: Instant
    ) async throws -> PasskeyProof {
        let answer = try PasskeyAnswer(json)
        let secret = try await keychain.searchSecret(.accounts)
        guard let challenge = Challenge(answer.challenge, purpose, secret: secret, now: now) else {
            throw SignInRefusal.expired
        }
        let (factor, spent) = try await store.read { tx in
            (
                try AuthenticationFactors.passkey(answer.credential, tx),
                try OneTimeCodes.isKnown(challenge.hash, channel: Challenge.channel, tx)
            )
        }
        // Said early, so that an answer sent twice reads as that and not as a copied passkey; judged again when spent.
        guard !spent else { throw SignInRefusal.expired }
        guard let factor, let publicKey = factor.publicKey, let data = answer.authenticatorData,
            let signature = answer.signature, let counter = UInt32(exactly: factor.counter)
        else { throw PasskeyProblem.unknown }
        // A discoverable passkey says whose it is; another's handle is a mix-up or an attack.
        if let handle = answer.userHandle, handle != Array(factor.account.utf8) { throw PasskeyProblem.unknown }
        let next = try Passkey(party: party, challenge: challenge.bytes).assert(
            clientData: answer.clientData, authenticatorData: data, signature: signature, publicKey: publicKey,
            counter: counter)
        return PasskeyProof(factor: factor, challenge: challenge, counter: Int64(next))
    }

    /// Checks an answer to `navigator.credentials.create`; the caller stores it and consumes the challenge.
    func registered(
        _ json: String, _ purpose: Challenge.Purpose, party: RelyingParty, at now: Instant
    ) async throws -> (Passkey.Registered, Challenge) {
        let answer = try PasskeyAnswer(json)
        let secret = try await keychain.searchSecret(.accounts)
        guard let challenge = Challenge(answer.challenge, purpose, secret: secret, now: now) else {
            throw SignInRefusal.expired
        }
        guard let attestation = answer.attestation else { throw PasskeyProblem.malformed }
        let made = try Passkey(party: party, challenge: challenge.bytes).register(
            clientData: answer.clientData, attestation: attestation)
        guard made.credential == answer.credential else { throw PasskeyProblem.malformed }
        return (made, challenge)
    }
}
