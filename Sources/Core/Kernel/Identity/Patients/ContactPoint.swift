/// Reads phone numbers as they are typed in France and writes them in E.164, for searching: what is stored stays as
/// received.
public enum PhoneNumber {
    /// `+33612345678` for « 06 12 34 56 78 », « 0033 6 12… », « +33 (0)6 12… »; overseas numbers get the code of their
    /// territory. Nil for what is no full number: short numbers, letters, too few or too many digits.
    public static func e164(_ text: String) -> String? {
        var digits = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case "+" where digits.isEmpty: digits = "+"
            case " ", "\u{A0}", "\u{202F}", ".", "-", "\u{2010}", "\u{2011}", "(", ")", "/": continue
            default: return nil
            }
        }
        if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
        guard digits.hasPrefix("+") else {
            return digits.hasPrefix("0") && digits.count == 10 ? national(digits.dropFirst()) : nil
        }
        let number = digits.dropFirst()
        if let code = territories.first(where: { number.hasPrefix($0) }) {
            // « +33 (0)6 »: the national zero is not dialled behind a country code.
            let rest = number.dropFirst(code.count)
            let significant = rest.hasPrefix("0") ? rest.dropFirst() : rest
            guard significant.count == 9 else { return nil }
            return code == "33" ? national(significant) : "+\(code)\(significant)"
        }
        return (8...15).contains(number.count) && !number.hasPrefix("0") ? "+\(number)" : nil
    }

    /// Nine digits behind the zero: mainland, or the territory to which the number belongs.
    private static func national(_ significant: Substring) -> String? {
        guard significant.first != "0" else { return nil }
        return "+\(overseas[String(significant.prefix(3))] ?? "33")\(significant)"
    }

    /// Countries whose numbers are nine digits behind a zero.
    private static let territories = ["33", "590", "594", "596", "262"]

    /// First digits of overseas numbers, fixed and mobile (national numbering plan): Guadeloupe, Guyane, Martinique,
    /// La Réunion and Mayotte.
    private static let overseas: [String: String] = [
        "590": "590", "690": "590", "691": "590", "594": "594", "694": "594", "596": "596", "696": "596",
        "697": "596", "262": "262", "263": "262", "269": "262", "639": "262", "692": "262", "693": "262",
    ]
}

/// What kind of address a contact is.
public enum ContactKind: String, Sendable, CaseIterable {
    case phone = "telephone"
    case mail = "courriel"
    case address = "adresse"
    /// The person's box on Mon espace santé.
    case secureMail = "mssante"

    public var label: Bilingual {
        switch self {
        case .phone: Bilingual(fr: "téléphone", en: "phone")
        case .mail: Bilingual(fr: "adresse électronique", en: "e-mail")
        case .address: Bilingual(fr: "adresse postale", en: "postal address")
        case .secureMail: Bilingual(fr: "messagerie sécurisée de santé", en: "secure health mail")
        }
    }
}

/// Where a patient, or a member of the circle, may be reached; the value is kept as received.
public struct PatientContact: Sendable, Hashable {
    public let id: String
    /// The member of the circle; nil for the patient.
    public let member: String?
    public let kind: ContactKind
    public let value: String
    public let preferred: Bool
    public let language: Language
    /// IANA name.
    public let timeZone: String
    public let verifiedAt: Instant?
    public let endedOn: Day?

    public init(
        id: String, member: String? = nil, kind: ContactKind, value: String, preferred: Bool = false,
        language: Language = .fr, timeZone: String = "Europe/Paris", verifiedAt: Instant? = nil, endedOn: Day? = nil
    ) {
        self.id = id
        self.member = member
        self.kind = kind
        self.value = value
        self.preferred = preferred
        self.language = language
        self.timeZone = timeZone
        self.verifiedAt = verifiedAt
        self.endedOn = endedOn
    }
}
