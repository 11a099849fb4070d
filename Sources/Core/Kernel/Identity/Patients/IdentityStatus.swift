/// How far an identity is proved: two independent criteria (RNIV). Raw values are the codes of FR Core.
public enum IdentityStatus: String, Sendable, CaseIterable {
    case provisional = "PROV"
    case retrieved = "RECUP"
    case validated = "VALI"
    case qualified = "QUAL"

    public init(retrievedFromINSi: Bool, documentChecked: Bool) {
        self =
            switch (retrievedFromINSi, documentChecked) {
            case (false, false): .provisional
            case (true, false): .retrieved
            case (false, true): .validated
            case (true, true): .qualified
            }
    }

    public var retrievedFromINSi: Bool { self == .retrieved || self == .qualified }
    public var documentChecked: Bool { self == .validated || self == .qualified }

    /// True where this status proves at least as much, on both criteria. Retrieved and validated prove different
    /// things: neither reaches the other.
    public func reaches(_ other: IdentityStatus) -> Bool {
        (retrievedFromINSi || !other.retrievedFromINSi) && (documentChecked || !other.documentChecked)
    }

    public var label: Bilingual {
        switch self {
        case .provisional: Bilingual(fr: "provisoire", en: "provisional")
        case .retrieved: Bilingual(fr: "récupérée", en: "retrieved")
        case .validated: Bilingual(fr: "validée", en: "validated")
        case .qualified: Bilingual(fr: "qualifiée", en: "qualified")
        }
    }

    /// What it means for whoever reads the header.
    public var sentence: Bilingual {
        switch self {
        case .provisional:
            Bilingual(
                fr: "Identité déclarée : ni pièce d'identité contrôlée, ni réponse de l'INSi.",
                en: "Identity as told: no document checked, no INSi answer.")
        case .retrieved:
            Bilingual(
                fr: "Identité reçue de l'INSi ; aucune pièce d'identité n'a encore été contrôlée.",
                en: "Identity received from INSi; no identity document has been checked yet.")
        case .validated:
            Bilingual(
                fr: "Pièce d'identité contrôlée ; l'INSi n'a pas encore été interrogé.",
                en: "Identity document checked; INSi has not been asked yet.")
        case .qualified:
            Bilingual(
                fr: "Identité reçue de l'INSi et pièce d'identité contrôlée.",
                en: "Identity received from INSi and identity document checked.")
        }
    }
}

/// What may be said of an identity beside its status.
public enum IdentityAttribute: String, Sendable, CaseIterable {
    /// Another person has close or equal traits; compatible with every status.
    case homonym = "homonyme"
    /// Somebody doubts that the person is who they say.
    case doubtful = "douteux"
    /// Made up: a training record, an anonymous admission.
    case fictitious = "fictif"

    public var label: Bilingual {
        switch self {
        case .homonym: Bilingual(fr: "homonyme", en: "namesake")
        case .doubtful: Bilingual(fr: "identité douteuse", en: "doubtful identity")
        case .fictitious: Bilingual(fr: "identité fictive", en: "fictitious identity")
        }
    }
}

/// How the traits came in (ANS code set).
public enum CollectionMode: String, Sendable, CaseIterable {
    case typed = "SM"
    case vitaleCard = "CV"
    case insi = "INSI"
    case datamatrix = "CB"
    case rfid = "RFID"
    case vitaleApp = "AV"

    public var label: Bilingual {
        switch self {
        case .typed: Bilingual(fr: "saisie manuelle", en: "typed")
        case .vitaleCard: Bilingual(fr: "carte Vitale", en: "Vitale card")
        case .insi: Bilingual(fr: "téléservice INSi", en: "INSi teleservice")
        case .datamatrix: Bilingual(fr: "code Datamatrix scanné", en: "scanned Datamatrix")
        case .rfid: Bilingual(fr: "lecture RFID", en: "RFID reading")
        case .vitaleApp: Bilingual(fr: "application carte Vitale", en: "Vitale card application")
        }
    }
}

/// Status and attributes together; a combination that the rules exclude cannot be made.
public struct IdentityState: Sendable, Hashable {
    public let status: IdentityStatus
    public let attributes: Set<IdentityAttribute>

    /// Doubtful or fictitious forces provisional (rule 19). Nil where attributes exclude one another: only doubtful
    /// and namesake combine.
    public init?(_ status: IdentityStatus, _ attributes: Set<IdentityAttribute> = []) {
        if attributes.contains(.fictitious), attributes.count > 1 { return nil }
        self.attributes = attributes
        let blocked = attributes.contains(.doubtful) || attributes.contains(.fictitious)
        self.status = blocked ? .provisional : status
    }

    private init() {
        status = .provisional
        attributes = []
    }

    /// What every identity starts from.
    public static let new = IdentityState()

    /// Blocks INSi calls and the INS altogether (rule 19).
    public var isBlocked: Bool { attributes.contains(.doubtful) || attributes.contains(.fictitious) }

    /// The attributes as the column keeps them: codes with commas, in the order of the alphabet.
    var attributeCodes: String { attributes.map(\.rawValue).sorted().joined(separator: ",") }

    static func attributes(fromCodes codes: String) -> Set<IdentityAttribute>? {
        let parts = codes.split(separator: ",").map { IdentityAttribute(rawValue: String($0)) }
        return parts.contains(nil) ? nil : Set(parts.compactMap { $0 })
    }
}
