/// Something of a record sent to a professional by name (L1110-4 II): no consent is asked for, the person is informed
/// and may object.
public struct NamedExchange: Hashable, Sendable {
    public let id: String
    /// Membership of who sent it.
    public let sender: String
    /// Account of who may see it.
    public let recipient: String
    /// Which classes, and which documents of them.
    public let scope: SharingScope
    /// The day on which the person was told.
    public let informedOn: Day
    /// Whether the person was told that one of the two is no health professional (R1110-3 I, rule 40).
    public let informedOfBothCategories: Bool
    /// Last day on which it counts.
    public let endsOn: Day
    public let sentAt: Instant
    /// When it was taken back; nil where it was not.
    public let endedAt: Instant?

    /// Whether it still opens anything.
    public func counts(on day: Day) -> Bool { endedAt == nil && day <= endsOn }
}

/// Where the law lets somebody outside of care see something: the article, as it is cited (`CSS L315-1`).
public struct StatutoryArticle: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public var description: String { text }

    /// Codes by which French statutes are cited.
    public static let codes = ["CSP", "CSS", "CASF", "CPP", "CP", "CT", "CRPA"]

    /// A code and an article of its form: `CSS L315-1`, `CSP R1110-3`, `CPP 60-1`. Nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, StatutoryArticle.codes.contains(String(parts[0])) else { return nil }
        var article = parts[1]
        if let letter = article.first, "LRDA".contains(letter) { article = article.dropFirst() }
        guard let first = article.utf8.first, (48...57).contains(first), article.utf8.count <= 20,
            article.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 })
        else { return nil }
        self.text = "\(parts[0]) \(parts[1])"
    }
}

/// What a statute opens to one person outside of care, of one record, for a time (rule 41).
public struct StatutoryOpening: Hashable, Sendable {
    public let id: String
    public let article: StatutoryArticle
    /// Account of whom it opens to: an insurer's physician.
    public let holder: String
    public let classes: Extent<DocumentClass>
    /// Membership of who recorded it.
    public let recordedBy: String
    public let startsAt: Instant
    public let endsAt: Instant
}

/// Why something is not opened to somebody by name.
public enum SharingRefusal: Error, Hashable, Sendable, CaseIterable {
    case recipientUnknown
    case nothingChosen
    /// The sender may not share all of what was chosen.
    case beyondOwnReach
    /// The end lies before today, or too far.
    case endOutOfBounds
    case informationMissing
    case articleMissing
    /// There is none of that number, or it is over.
    case gone

    /// One sentence with the way out.
    public var sentence: Bilingual {
        switch self {
        case .recipientUnknown:
            Bilingual(
                fr: "Choisissez un destinataire qui a un compte en service.",
                en: "Choose a recipient with an open account.")
        case .nothingChosen:
            Bilingual(fr: "Indiquez les informations à adresser.", en: "Say which information to send.")
        case .beyondOwnReach:
            Bilingual(
                fr: "Vous ne pouvez adresser que ce que vous pouvez vous-même partager : retirez le reste.",
                en: "You can send only what you may share yourself: remove the rest.")
        case .endOutOfBounds:
            Bilingual(
                fr: "Indiquez une fin à partir d'aujourd'hui, et dans l'année.",
                en: "Give an end from today on, and within a year.")
        case .informationMissing:
            Bilingual(
                fr: "Informez d'abord la personne de ce qui est adressé et à qui, puis indiquez quel jour.",
                en: "First tell the person what is sent and to whom, then say on which day.")
        case .articleMissing:
            Bilingual(
                fr: "Citez l'article de loi, par exemple « CSS L315-1 ».",
                en: "Cite the article of the law, such as \"CSS L315-1\".")
        case .gone:
            Bilingual(
                fr: "Il n'y a rien à retirer : c'est terminé ou déjà retiré.",
                en: "There is nothing to take back: it is over or was taken back already.")
        }
    }
}
