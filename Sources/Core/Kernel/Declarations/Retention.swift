/// A length of time as the register words it, counted from an event.
public struct Term: Sendable, Codable, Hashable {
    public enum Unit: String, Sendable, Codable { case days = "jours", months = "mois", years = "ans" }
    public let n: Int
    public let unit: Unit
    /// From when it is counted, in French, as the sheet prints it.
    public let event: String

    public init(_ n: Int, _ unit: Unit, from event: String) {
        self.n = n
        self.unit = unit
        self.event = event
    }

    /// Comparable length; months count 30 days, years 365.
    public var approximateDays: Int {
        switch unit {
        case .days: n
        case .months: n * 30
        case .years: n * 365
        }
    }

    public func end(from day: Day) -> Day {
        switch unit {
        case .days: day.adding(days: n)
        case .months: day.adding(months: n)
        case .years: day.adding(years: n)
        }
    }
}

/// What becomes of the data at term.
public enum Fate: String, Sendable, Codable { case destruction, anonymisation, archives = "versement_archives" }

/// How free the structure is to change a term.
public enum Ground: String, Sendable, Codable {
    /// Statute: an override may lengthen it, never shorten it.
    case statutory = "obligatoire"
    /// CNIL recommendation: an override within bounds, with a reason.
    case recommended = "recommande"
    /// The structure's choice within bounds.
    case choice = "choix"
}

/// How long the rows of a table are kept, and why. The register prints it, `retain_until` obeys it.
public struct RetentionRule: Sendable, Codable, Hashable {
    /// Stable name, cited by overrides: `dossier_patient`.
    public let code: String
    /// What it applies to, in French: « Réponses validées ».
    public let subject: String
    /// In everyday use.
    public let active: Term
    /// In intermediate archives, after that; nil where data go at the end of active use.
    public let intermediate: Term?
    public let fate: Fate
    public let ground: Ground
    /// Text that asks for it: « CSP R1112-7 ».
    public let reference: String
    /// Exceptions in words (minor, death, litigation, transfusion), printed under the term.
    public let exceptions: [String]
    /// Smallest and largest active term an override may set; nil: the declared term cannot be changed.
    public let bounds: Bounds?

    public struct Bounds: Sendable, Codable, Hashable {
        public let least: Term
        public let most: Term
        public init(least: Term, most: Term) {
            self.least = least
            self.most = most
        }
    }

    public init(
        _ code: String, subject: String, active: Term, intermediate: Term? = nil, fate: Fate = .destruction,
        ground: Ground, reference: String, exceptions: [String] = [], bounds: Bounds? = nil
    ) {
        self.code = code
        self.subject = subject
        self.active = active
        self.intermediate = intermediate
        self.fate = fate
        self.ground = ground
        self.reference = reference
        self.exceptions = exceptions
        self.bounds = bounds
    }
}
