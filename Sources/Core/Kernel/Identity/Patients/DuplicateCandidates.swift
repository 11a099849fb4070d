/// Why two records may be one person's.
public enum DuplicateReason: String, Sendable, CaseIterable {
    case sameNumber, sameBirthDate, sameName, sameNameStart, sameGivenName, samePhone, sameMail

    /// How much it says, in points that only order the list.
    var weight: Int {
        switch self {
        case .sameNumber: 100
        case .sameBirthDate: 20
        case .sameName: 20
        case .sameNameStart: 5
        case .sameGivenName: 15
        case .samePhone, .sameMail: 10
        }
    }

    public var label: Bilingual {
        switch self {
        case .sameNumber: Bilingual(fr: "même matricule INS", en: "same INS matricule")
        case .sameBirthDate: Bilingual(fr: "même date de naissance", en: "same date of birth")
        case .sameName: Bilingual(fr: "même nom", en: "same name")
        case .sameNameStart: Bilingual(fr: "mêmes premières lettres du nom", en: "same first letters of the name")
        case .sameGivenName: Bilingual(fr: "même prénom", en: "same given name")
        case .samePhone: Bilingual(fr: "même téléphone", en: "same phone")
        case .sameMail: Bilingual(fr: "même adresse électronique", en: "same e-mail")
        }
    }

    init?(_ kind: SearchKind) {
        switch kind {
        case .ins: self = .sameNumber
        case .birthDate: self = .sameBirthDate
        case .name: self = .sameName
        case .nameStart: self = .sameNameStart
        case .givenName: self = .sameGivenName
        case .phone: self = .samePhone
        case .mail: self = .sameMail
        case .localNumber: return nil
        }
    }
}

/// A record that may be the same person's: shown to whoever creates one, never merged by itself (rule 24).
public struct DuplicateCandidate: Sendable, Hashable {
    public let patient: PatientID
    /// From the strongest on.
    public let reasons: [DuplicateReason]
    public let score: Int
}

/// Who among the records found by digest is worth showing. Pure; opens nothing.
enum DuplicateRules {
    /// Same number, or same birth date and same first three letters of a name. From the likeliest on.
    static func candidates(
        for terms: Set<SearchDigest>, among others: [PatientID: Set<SearchDigest>]
    ) -> [DuplicateCandidate] {
        others.compactMap { patient, theirs -> DuplicateCandidate? in
            var reasons = Set(terms.intersection(theirs).compactMap { DuplicateReason($0.kind) })
            let close = reasons.contains(.sameBirthDate) && reasons.contains(.sameNameStart)
            guard reasons.contains(.sameNumber) || close else { return nil }
            // The whole name says that its start is the same.
            if reasons.contains(.sameName) { reasons.remove(.sameNameStart) }
            let ordered = reasons.sorted { ($1.weight, $0.rawValue) < ($0.weight, $1.rawValue) }
            return DuplicateCandidate(
                patient: patient, reasons: ordered, score: reasons.reduce(0) { $0 + $1.weight })
        }.sorted { ($1.score, $0.patient.value) < ($0.score, $1.patient.value) }
    }
}
