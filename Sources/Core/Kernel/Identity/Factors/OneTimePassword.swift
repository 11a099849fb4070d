import Crypto
import Foundation

/// One-time passwords of authenticator applications: HOTP (RFC 4226) and TOTP (RFC 6238).
struct OneTimePassword: Sendable {
    enum Algorithm: String, Sendable { case sha1 = "SHA1", sha256 = "SHA256", sha512 = "SHA512" }

    let secret: [UInt8]
    var algorithm = Algorithm.sha1
    /// 6 to 8.
    var digits = 6

    /// Steps are 30 seconds: what every application assumes.
    static let stepSeconds: Int64 = 30

    /// The code of a counter, with its leading zeros.
    func code(at counter: UInt64) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
        let key = SymmetricKey(data: secret)
        let digest: [UInt8] =
            switch algorithm {
            case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
            case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
            case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
            }
        let offset = Int(digest[digest.count - 1] & 15)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    static func step(at now: Instant) -> UInt64 { UInt64(max(0, now.milliseconds / 1000 / stepSeconds)) }

    /// The step whose code was given: this one, the one before or the one after (clocks differ), and later than
    /// `lastStep`, so that a code that was seen over a shoulder is dead once used (RFC 6238 §5.2).
    func acceptedStep(_ code: String, at now: Instant, after lastStep: UInt64?) -> UInt64? {
        let given = Array(code.utf8.filter { $0 != 32 })
        guard given.count == digits else { return nil }
        let current = OneTimePassword.step(at: now)
        var accepted: UInt64?
        for step in [current, current == 0 ? 0 : current - 1, current + 1] {
            let right = ConstantTime.equal(given, Array(self.code(at: step).utf8))
            if right, accepted == nil, lastStep.map({ step > $0 }) ?? true { accepted = step }
        }
        return accepted
    }

    /// What applications read from a picture or a link: `otpauth://totp/Citana:…?secret=…`.
    func uri(issuer: String, account: String) -> String {
        func encoded(_ text: String) -> String {
            text.addingPercentEncoding(
                withAllowedCharacters: .alphanumerics.intersection(.init(charactersIn: "!"..."~")))
                ?? ""
        }
        return "otpauth://totp/\(encoded(issuer)):\(encoded(account))?secret=\(Base32.encode(secret))"
            + "&issuer=\(encoded(issuer))&algorithm=\(algorithm.rawValue)&digits=\(digits)"
            + "&period=\(OneTimePassword.stepSeconds)"
    }
}

/// Comparison whose time does not tell where two secrets differ.
enum ConstantTime {
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
