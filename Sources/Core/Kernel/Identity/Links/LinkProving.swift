/// Proving who one is behind a link. Every try is judged and counted in one transaction, so that tries sent at the same
/// time count one by one.
extension LinkBook {
    /// - Parameter birthDate: nil for what is no day: not counted.
    package func prove(
        _ token: String, birthDate: Day?, from doorstep: Doorstep
    ) async throws -> LinkAnswer {
        guard let link = try await live(token), link.channel == nil else { return .none }
        guard let birthDate else { return .malformed }
        let given = try await birthDateHash(birthDate, link: link.id)
        return try await judge(link, from: doorstep) { link, _ in
            guard let expected = link.proofHash else { return false }
            return ConstantTime.equal(given, expected)
        }
    }

    /// - Parameter code: as typed; anything but six digits is not counted.
    package func prove(_ token: String, code: String, from doorstep: Doorstep) async throws -> LinkAnswer {
        guard let link = try await live(token), link.channel != nil else { return .none }
        let digits = code.filter { $0 != " " }
        guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return .malformed }
        let now = clock.now
        let open = try await store.read { tx in try OneTimeCodes.open(of: link.id, at: now, tx) }
        let given = try await secret.code(digits, id: open?.id ?? "")
        return try await judge(link, from: doorstep) { link, tx in
            guard let code = try OneTimeCodes.open(of: link.id, at: now, tx), code.id == open?.id else { return false }
            let right = ConstantTime.equal(given, code.hash)
            try OneTimeCodes.count(code.id, right: right, at: now, tx)
            return right
        }
    }

    /// Somebody whom FranceConnect knows: names and birth date must be those that the link was made for. A wrong one
    /// counts like a wrong birth date.
    package func prove(
        linkID id: String, _ identity: PivotIdentity, from doorstep: Doorstep
    ) async throws -> LinkAnswer {
        let given = try await secret.identity(identity, link: id)
        // Whether the link still lives is judged inside, where the try is counted.
        guard let link = try await store.read({ tx in try PersonLinks.any(id, tx) }) else { return .none }
        return try await judge(link, proof: "france-connect", from: doorstep) { link, _ in
            guard let expected = link.identityHash else { return false }
            return ConstantTime.equal(given, expected)
        }
    }

    /// Sends a code by the channel that the structure chose. The page says the same whatever became of it.
    package func sendCode(_ token: String, from doorstep: Doorstep) async throws -> LinkSending {
        guard let link = try await live(token), let channel = link.channel, let contact = link.contact else {
            return .none
        }
        let now = clock.now
        if let rest = link.rest(at: now) { return .resting(minutes: rest) }
        guard let deliver else { return .unavailable }
        let id = RowID.fresh(at: now)
        let digits = try await digits(of: id)
        let hash = try await secret.code(digits, id: id)
        let line = try await trace.prepare(line(link, .done("link-code-sent"), from: doorstep))
        let made = try await store.write { tx in
            let recent = try OneTimeCodes.times(of: link.id, since: now.adding(seconds: -3600), tx)
            let last = recent.last.map { $0 > now.adding(seconds: -LinkBook.codeGapSeconds) } ?? false
            guard !last, recent.count < LinkBook.codesPerHour else { return false }
            try OneTimeCodes.insert(
                id, of: link.id, structure: link.structure, hash: hash, channel: channel.rawValue,
                until: now.adding(seconds: LinkBook.codeSeconds), at: now, tx)
            try trace.trace(line, at: now, tx)
            return true
        }
        guard made else { return .tooSoon }
        do {
            try await deliver(
                LinkCode(
                    structure: link.structure, patient: link.patient, contact: contact, channel: channel,
                    digits: digits))
        } catch { return .unavailable }
        return .sent
    }

    /// The digits of a code, computed from its id: whoever sends it again sends the same.
    func digits(of code: String) async throws -> String {
        let bytes = try await secret.codeSource(code).prefix(8)
        let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        return String(String(1_000_000 + number).dropFirst())
    }

    private func live(_ token: String) async throws -> PersonLinks.Found? {
        guard let token = LinkToken.read(token) else { return nil }
        let now = clock.now
        let hash = Token.hash(token)
        return try await store.read { tx in try PersonLinks.live(hash: hash, at: now, tx) }
    }

    /// Judges one try: opens a session, or counts a failure. The link is read again inside, under the writer's lock.
    private func judge(
        _ link: PersonLinks.Found, proof: String? = nil, from doorstep: Doorstep,
        _ isRight: @escaping @Sendable (PersonLinks.Found, borrowing Writing) throws -> Bool
    ) async throws -> LinkAnswer {
        let address = [Throttle.Counter.address(doorstep.address)]
        do { try await throttle.admit(address) } catch SignInRefusal.wait(let seconds) {
            return .resting(minutes: (seconds + 59) / 60)
        }
        let answer = try await counted(
            link, proof: proof ?? link.channel?.rawValue ?? "birth-date", from: doorstep, isRight)
        if case .opened = answer { try await throttle.forgive(address) }
        return answer
    }

    private func counted(
        _ link: PersonLinks.Found, proof: String, from doorstep: Doorstep,
        _ isRight: @escaping @Sendable (PersonLinks.Found, borrowing Writing) throws -> Bool
    ) async throws -> LinkAnswer {
        let now = clock.now
        let key = try await keychain.key(for: link.structure)
        let token = Token.fresh()
        let session = PersonSessions.Opening(
            tokenHash: Token.hash(token), proof: proof, expiresAt: now.adding(seconds: LinkBook.sessionSeconds),
            doorstep: doorstep)
        // Each of the three that may be, since which one is known only inside.
        let proved = try await trace.prepare(line(link, .done("link-proved"), by: proof, from: doorstep))
        let wrong = try await trace.prepare(line(link, .refused("link-wrong"), by: proof, from: doorstep))
        let resting = try await trace.prepare(line(link, .refused("link-resting"), by: proof, from: doorstep))
        return try await store.write { tx in
            guard let link = try PersonLinks.live(id: link.id, at: now, tx) else { return .none }
            if let rest = link.rest(at: now) {
                try trace.trace(resting, at: now, tx)
                return .resting(minutes: rest)
            }
            guard try isRight(link, tx) else {
                let failures = link.failures + 1
                let rests = failures / LinkBook.tries
                let closes = failures % LinkBook.tries == 0
                let seconds = min(86_400, LinkBook.restSeconds << min(max(rests - 1, 0), 10))
                let until = closes ? now.adding(seconds: seconds) : nil
                try PersonLinks.fail(link.id, failures: failures, closedUntil: until, tx)
                try trace.trace(wrong, at: now, tx)
                return until == nil ? .wrong : .resting(minutes: Int((seconds + 59) / 60))
            }
            try PersonLinks.use(link.id, at: now, tx)
            try PersonSessions.insert(session, of: link, key: key, at: now, tx)
            try trace.trace(proved, at: now, tx)
            return .opened(token)
        }
    }
}
