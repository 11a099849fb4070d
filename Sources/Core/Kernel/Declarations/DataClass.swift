/// Where a class of data is kept: in clear, or sealed under the key of the person or of the structure.
public enum Keeping: String, Sendable, Codable {
    case clear
    case sealed
}

/// A class of personal data: a type for the compiler, a category for the register. Every column has exactly one.
/// The set is closed: a house check refuses a conformance outside this file.
public protocol DataClass: Sendable {
    static var kind: DataKind { get }
}

/// The same classes as values, for the register that is computed over them.
public enum DataKind: String, Sendable, Codable, CaseIterable {
    case technical, administrative, identifying, nationalIdentifier, contact, occupation, personalLife, connection,
        health

    /// Clear only where the mere value tells nothing of a person's health or identity.
    public var keeping: Keeping {
        switch self {
        case .technical, .administrative: .clear
        default: .sealed
        }
    }

    /// Nil for what is no category of personal data by itself (row numbers, hashes, versions).
    public var category: DataCategory? {
        switch self {
        case .technical: nil
        case .administrative: .other
        case .identifying, .contact: .identity
        case .nationalIdentifier: .nationalIdentifier
        case .occupation: .professionalLife
        case .personalLife: .personalLife
        case .connection: .connection
        case .health: .health
        }
    }

    /// What a sealed value of this class reads like when printed.
    public var placeholder: String {
        switch self {
        case .technical, .administrative: ""
        case .identifying: "[identité]"
        case .nationalIdentifier: "[matricule]"
        case .contact: "[contact]"
        case .occupation: "[fonction]"
        case .personalLife: "[vie personnelle]"
        case .connection: "[connexion]"
        case .health: "[santé]"
        }
    }
}

/// Row numbers, hashes, versions, counters: no category by themselves.
public enum Technical: DataClass { public static let kind = DataKind.technical }
/// States, dates, owners, a three-level priority: clear, tells no diagnosis.
public enum Administrative: DataClass { public static let kind = DataKind.administrative }
/// Names, birth date, sex, place of birth.
public enum Identifying: DataClass { public static let kind = DataKind.identifying }
/// NIR or INS number: sensitive by French law.
public enum NationalIdentifier: DataClass { public static let kind = DataKind.nationalIdentifier }
/// Addresses, telephone, e-mail.
public enum Contact: DataClass { public static let kind = DataKind.contact }
/// Profession, role, RPPS, employer.
public enum Occupation: DataClass { public static let kind = DataKind.occupation }
/// Family, habits, living conditions, wishes.
public enum PersonalLife: DataClass { public static let kind = DataKind.personalLife }
/// IP address, user agent, times of connection.
public enum ConnectionTrace: DataClass { public static let kind = DataKind.connection }
/// Data concerning health (art. 4.15).
public enum Health: DataClass { public static let kind = DataKind.health }

/// The categories of the CNIL's simplified register, with its labels.
public enum DataCategory: String, Sendable, Codable, CaseIterable, Comparable {
    case identity = "etat_civil"
    case personalLife = "vie_personnelle"
    case professionalLife = "vie_professionnelle"
    case economic = "economique"
    case connection = "connexion"
    case location = "localisation"
    case internet = "internet"
    case other = "autres"
    case health = "sante"
    case nationalIdentifier = "nir"

    /// Label as the CNIL's form words it.
    public var label: String {
        switch self {
        case .identity: "État civil, identité, données d'identification, images…"
        case .personalLife: "Vie personnelle (habitudes de vie, situation familiale…)"
        case .professionalLife: "Vie professionnelle (CV, formation, distinctions…)"
        case .economic: "Informations d'ordre économique et financier"
        case .connection: "Données de connexion (adresses IP, journaux d'événements…)"
        case .location: "Données de localisation"
        case .internet: "Internet (cookies, traceurs, navigation, mesure d'audience)"
        case .other: "Autres catégories"
        case .health: "données concernant la santé"
        case .nationalIdentifier: "numéro d'identification national unique (NIR)"
        }
    }

    /// Sensitive in the sense of the form: art. 9 data, and the NIR.
    public var sensitive: Bool { self == .health || self == .nationalIdentifier }

    /// Art. 9 needs an exception for this category; the NIR falls under another text.
    public var specialArticle9: Bool { self == .health }

    public static func < (left: DataCategory, right: DataCategory) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
