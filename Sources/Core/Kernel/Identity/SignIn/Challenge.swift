import Crypto

/// What a passkey signs: 16 random bytes, an end, and a keyed digest over both and what it is for. It needs no row
/// when it is handed out, so a page may carry one; when it comes back its hash is stored, and a second time is refused.
struct Challenge: Sendable {
    enum Purpose: Sendable {
        case signIn
        /// For one account, or for one session of it.
        case register(String)
        case confirm(session: String)

        var text: String {
            switch self {
            case .signIn: "sign-in"
            case .register(let account): "register|\(account)"
            case .confirm(let session): "confirm|\(session)"
            }
        }
    }

    static let lifeSeconds: Int64 = 300
    /// Kept as used under this channel of `one_time_codes`.
    static let channel = "passkey-challenge"

    let bytes: [UInt8]
    let expiresAt: Instant

    var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }

    static func fresh(_ purpose: Purpose, secret: SearchSecret, at now: Instant) -> Challenge {
        let random = RandomBytes.fresh(16)
        let end = now.adding(seconds: lifeSeconds)
        let head = random + encoded(end)
        return Challenge(bytes: head + seal(head, purpose, secret), expiresAt: end)
    }

    /// Nil for bytes that we did not hand out for this, or too long ago.
    init?(_ bytes: [UInt8], _ purpose: Purpose, secret: SearchSecret, now: Instant) {
        guard bytes.count == 40 else { return nil }
        let head = Array(bytes.prefix(24))
        let end = Instant(milliseconds: Int64(bytes[16..<24].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1))
        guard ConstantTime.equal(Challenge.seal(head, purpose, secret), Array(bytes.suffix(16))), end > now,
            end <= now.adding(seconds: Challenge.lifeSeconds)
        else { return nil }
        self.init(bytes: bytes, expiresAt: end)
    }

    private init(bytes: [UInt8], expiresAt: Instant) {
        self.bytes = bytes
        self.expiresAt = expiresAt
    }

    private static func encoded(_ end: Instant) -> [UInt8] {
        // One bit up, so that every pattern reads as a number that is not negative.
        let number = UInt64(max(0, end.milliseconds)) << 1
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }

    private static func seal(_ head: [UInt8], _ purpose: Purpose, _ secret: SearchSecret) -> [UInt8] {
        secret.index("passkey-challenge", of: Hex.encode(head) + "|" + purpose.text).bytes
    }

    /// Once: false where it came back before.
    static func consume(
        _ challenge: Challenge, subject: String, at now: Instant, _ tx: borrowing Writing
    ) throws
        -> Bool
    {
        guard try !OneTimeCodes.isKnown(challenge.hash, channel: channel, tx) else { return false }
        try OneTimeCodes.forget(before: now.adding(seconds: -86_400), tx)
        let code = OneTimeCodes.Code(
            id: RowID.fresh(at: now), structure: SignInRecord.nobody, subject: subject, hash: challenge.hash,
            channel: channel, expiresAt: challenge.expiresAt)
        try OneTimeCodes.insert(code, used: true, at: now, tx)
        return true
    }
}
