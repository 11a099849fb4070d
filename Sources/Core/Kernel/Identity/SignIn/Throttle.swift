/// Slows whoever guesses (rule 34). Each try counts before it is judged, so that a hundred at once count as a hundred.
/// Three kinds of counter: the account as typed, the address, and the device that an earlier sign-in has marked. A
/// marked device counts alone: whoever hammers an account from elsewhere slows only themselves. A passkey cannot be
/// guessed, so it is never counted against its account.
struct Throttle: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    /// Whose tries are counted together.
    enum Counter: Sendable, Hashable {
        /// The mail as typed, normalised: also of an account that does not exist.
        case account(String)
        /// Codes for an account whose password was right.
        case codes(String)
        case address(String)
        /// Token of a known device, with the account it is known for.
        case device(String, account: String)

        /// Tries that cost nothing, then the longest wait in seconds. Between them it doubles with each try.
        var rule: (free: Int64, longest: Int64) {
            switch self {
            // Short, because strangers can wind it up: it bounds guesses a day, and the second factor stands behind.
            case .account: (10, 30)
            case .codes: (5, 900)
            case .address: (20, 900)
            case .device: (5, 900)
            }
        }

        func id(_ secret: SearchSecret) -> String {
            let index =
                switch self {
                case .account(let mail): secret.index("tries-account", of: mail)
                case .codes(let account): secret.index("tries-codes", of: account)
                case .address(let address): secret.index("tries-address", of: address)
                case .device(let token, let account): secret.index("tries-device", of: token + account)
                }
            return Hex.encode(index.bytes)
        }
    }

    /// After this without a try a counter starts again.
    static let memorySeconds: Int64 = 86_400

    /// Counts a try against each; throws `SignInRefusal.wait` where one must wait, and then counts nothing.
    func admit(_ counters: [Counter]) async throws {
        let secret = try await keychain.searchSecret(.accounts)
        let now = clock.now
        let rules = counters.map { (id: $0.id(secret), rule: $0.rule) }
        let seconds = try await store.write { tx -> Int64 in
            let rows = try rules.map { try SignInCounters.read($0.id, tx) }
            let wait = zip(rows, rules).map { Throttle.seconds($0, longest: $1.rule.longest, now: now) }.max() ?? 0
            guard wait == 0 else { return wait }
            for (row, (id, rule)) in zip(rows, rules) {
                let fresh = row.map { $0.lastAt.adding(seconds: Throttle.memorySeconds) < now } ?? true
                let tries = (fresh ? 0 : row?.tries ?? 0) + 1
                let pause = Throttle.pause(tries, free: rule.free, longest: rule.longest)
                let next = SignInCounters.Count(tries: tries, lastAt: now, freeAt: now.adding(seconds: pause))
                try SignInCounters.write(id, next, new: row == nil, tx)
            }
            try SignInCounters.forget(before: now.adding(seconds: -Throttle.memorySeconds), tx)
            return 0
        }
        guard seconds == 0 else { throw SignInRefusal.wait(seconds: Int(seconds)) }
    }

    /// What was tried was right. The address loses one try only: one account of an attacker's own must not wash it.
    func forgive(_ counters: [Counter]) async throws {
        let secret = try await keychain.searchSecret(.accounts)
        let rules = counters.map { counter in
            if case .address = counter {
                (id: counter.id(secret), whole: false)
            } else {
                (id: counter.id(secret), whole: true)
            }
        }
        try await store.write { tx in
            for (id, whole) in rules { try SignInCounters.lower(id, toZero: whole, tx) }
        }
    }

    /// Seconds to wait after so many tries.
    static func pause(_ tries: Int64, free: Int64, longest: Int64) -> Int64 {
        guard tries >= free else { return 0 }
        return min(longest, Int64(1) << min(tries - free, 20))
    }

    /// Seconds still to wait. A clock that was set back must not lengthen a wait beyond the rule's longest.
    private static func seconds(_ row: SignInCounters.Count?, longest: Int64, now: Instant) -> Int64 {
        guard let row, row.freeAt > now, row.lastAt <= now.adding(seconds: 1) else { return 0 }
        return min(longest, (row.freeAt.milliseconds - now.milliseconds + 999) / 1000)
    }
}
