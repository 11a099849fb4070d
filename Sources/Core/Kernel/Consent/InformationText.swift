import Crypto

/// What a text informs of. Codes of texts start with one of these, so that the reader of a row knows it.
public enum InformationSubject: String, Sendable, Codable, CaseIterable {
    /// Sharing inside a care team of health professionals (L1110-12).
    case careTeam = "care-team"
    /// The same, naming the professionals who are no health professionals (R1110-3, rule 40).
    case careTeamOfBoth = "care-team-of-both"
    /// Sending to a professional by name (L1110-4 II).
    case exchange
    case exchangeWithBoth = "exchange-with-both"
    /// What a consent to share rests on (D1110-3-1).
    case sharing
    /// A treatment that is optional (art. 6.1.a RGPD).
    case optional

    public var namesBothCategories: Bool { self == .careTeamOfBoth || self == .exchangeWithBoth }
}

/// A published text, as people are shown it.
public struct InformationText: Hashable, Sendable {
    /// `sharing`, or `sharing.msp` where a kind of structure has its own.
    public let code: String
    public let version: Int
    public let language: Language
    public let body: String
    public let publishedOn: Day

    public init(code: String, version: Int, language: Language, body: String, publishedOn: Day) {
        self.code = code
        self.version = version
        self.language = language
        self.body = body
        self.publishedOn = publishedOn
    }

    /// What a decision keeps of it: which text, and the SHA-256 of its words in UTF-8 (rule 38).
    public var reference: InformationReference {
        InformationReference(
            code: code, version: version, language: language, digest: Array(SHA256.hash(data: Array(body.utf8))))
    }
}

/// Which text, word for word, somebody was shown.
public struct InformationReference: Hashable, Sendable, Codable {
    public let code: String
    public let version: Int
    public let language: Language
    /// SHA-256, 32 bytes.
    public let digest: [UInt8]

    init(code: String, version: Int, language: Language, digest: [UInt8]) {
        self.code = code
        self.version = version
        self.language = language
        self.digest = digest
    }

    /// From the form `code/version/language`; nil where it is none, or the digest is no SHA-256.
    init?(_ stored: String, digest: [UInt8]) {
        let parts = stored.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let version = Int(parts[1]), digest.count == 32,
            let language = Language(rawValue: String(parts[2]))
        else { return nil }
        self.init(code: String(parts[0]), version: version, language: language, digest: digest)
    }

    /// The digest in hexadecimal, as pages show it.
    public var digestText: String { Hex.encode(digest) }

    /// `code/version/language`.
    public var stored: String { "\(code)/\(version)/\(language.rawValue)" }

    /// Nil for a code that starts with no subject.
    public var subject: InformationSubject? {
        InformationSubject(rawValue: String(code.prefix { $0 != "." }))
    }
}
