import Crypto

/// Ten codes on paper for the day when the telephone is lost; each opens once.
enum RecoveryCodes {
    static let count = 10

    /// 80 random bits each, in four groups of four characters that are hard to confuse: `4XK2-P7QN-…`.
    static func fresh() -> [String] {
        (0..<count).map { _ in
            let text = Array(Base32.encode(RandomBytes.fresh(10)))
            return stride(from: 0, to: 16, by: 4).map { String(text[$0..<$0 + 4]) }.joined(separator: "-")
        }
    }

    /// What is kept: SHA-256, since 80 random bits need no slow hash.
    static func hash(_ code: String) -> [UInt8] { Array(SHA256.hash(data: Array(normal(code).utf8))) }

    /// True for a text that can be a recovery code rather than the six digits of an application.
    static func looksLikeOne(_ text: String) -> Bool { normal(text).utf8.count == 16 }

    private static func normal(_ code: String) -> String {
        String(code.uppercased().filter { $0 != "-" && !$0.isWhitespace })
    }
}
