/// How a person behind a link proves who they are, as the structure chose.
public enum LinkProof: Sendable, Hashable {
    /// The birth date of the person whom the link is for (the caregiver's own, for a caregiver's link).
    case birthDate(Day)
    /// A one-time code by another channel than the one that carried the link.
    case code(LinkCode.Channel, contact: String)
}

/// Who a link is for, so far as FranceConnect can tell: kept as a digest bound to the link, never as words.
public struct PivotIdentity: Sendable, Hashable {
    public let birthName: String
    public let firstGivenName: String
    public let birthDate: Day

    public init(birthName: String, firstGivenName: String, birthDate: Day) {
        self.birthName = birthName
        self.firstGivenName = firstGivenName
        self.birthDate = birthDate
    }
}

/// A one-time code on its way to a person (rule 34).
public struct LinkCode: Sendable, Hashable {
    public enum Channel: String, Sendable, CaseIterable {
        case mail, sms
    }

    public let structure: String
    public let patient: String
    /// Id of the row that holds the address or number.
    public let contact: String
    public let channel: Channel
    /// Six digits.
    public let digits: String
}

/// What a link is made for.
public struct LinkDraft: Sendable {
    /// Ids of the structure and of the patient; of the circle's member for a caregiver's link.
    public let structure: String
    public let patient: String
    public let member: String?
    /// Id of the one task, opaque: nothing about health can be read from it.
    public let task: String
    public let proof: LinkProof
    /// 1 to 90.
    public let validDays: Int
    /// How often the person may come back and prove themselves, 1 to 100.
    public let mostUses: Int
    /// Who may prove themselves through FranceConnect instead; nil: not offered on this link.
    public let identity: PivotIdentity?

    public init(
        structure: String, patient: String, member: String? = nil, task: String, proof: LinkProof,
        validDays: Int = 30, mostUses: Int = 20, identity: PivotIdentity? = nil
    ) {
        self.structure = structure
        self.patient = patient
        self.member = member
        self.task = task
        self.proof = proof
        self.validDays = validDays
        self.mostUses = mostUses
        self.identity = identity
    }
}

/// Why a link is not made.
public enum LinkRefusal: Error, Sendable, Equatable {
    case validDays
    case mostUses
    /// Codes cannot be sent: no mail and no SMS provider is there.
    case noCodeChannel

    public func sentence(in language: Language) -> String {
        let both =
            switch self {
            case .validDays: Bilingual(fr: "Un lien vaut de 1 à 90 jours.", en: "A link is valid for 1 to 90 days.")
            case .mostUses: Bilingual(fr: "Un lien sert de 1 à 100 fois.", en: "A link may be used 1 to 100 times.")
            case .noCodeChannel:
                Bilingual(
                    fr: "Aucun canal ne porte de code : choisissez la date de naissance, ou configurez un envoi.",
                    en: "No channel carries a code: choose the birth date, or configure e-mail or SMS.")
            }
        return language == .fr ? both.fr : both.en
    }
}

/// What a link's page may show before proof: which proof is asked, nothing of the person, the task or the structure.
public enum LinkDoor: Sendable, Equatable {
    case birthDate
    /// Whether a code that still works has been sent.
    case code(LinkCode.Channel, sent: Bool)
    /// Too many wrong answers: closed for these minutes.
    case resting(minutes: Int)
    /// Unknown, expired, revoked, used up: all the same.
    case none
}

/// What came of an attempt behind a link.
package enum LinkAnswer: Sendable, Equatable {
    /// A person's session; its token for the browser's cookie.
    case opened(String)
    /// Nothing that could be an answer was given: shown again, not counted.
    case malformed
    case wrong
    case resting(minutes: Int)
    case none
}

/// What came of asking for a code.
public enum LinkSending: Sendable, Equatable {
    case sent
    /// One was sent a moment ago, or too many within the hour.
    case tooSoon
    case unavailable
    case resting(minutes: Int)
    case none
}

/// A patient or caregiver who proved who they are: one task, nothing else.
public struct PersonSession: Sendable, Hashable {
    public let structure: String
    public let structureName: String
    public let patient: String
    public let member: String?
    /// Id of the link that opened it.
    public let link: String
    public let task: String
    /// `birth-date`, `mail`, `sms`, `france-connect`.
    public let proof: String
    public let expiresAt: Instant
}
