import Foundation

/// A mail address as accounts are found by it.
enum MailAddress {
    /// Trimmed, lower case, NFKC; nil for what cannot be one: a name, one `@`, a host, 254 bytes at most (RFC 5321).
    static func normal(_ text: String) -> String? {
        let mail = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
            .precomposedStringWithCompatibilityMapping
        let parts = mail.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), mail.utf8.count <= 254,
            !mail.unicodeScalars.contains(where: { $0.value <= 32 || $0.value == 127 })
        else { return nil }
        return mail
    }
}
