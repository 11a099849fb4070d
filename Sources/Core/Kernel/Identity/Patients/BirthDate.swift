/// A date of birth as the RNIV wants an incomplete one written: a full date, and the mark that it is not certain.
public struct BirthDate: Sendable, Hashable {
    public let day: Day
    /// True where day or month is made up (EXI ID 11 and 12): shown beside the date, never compared as a fact.
    public let isUncertain: Bool

    public init(_ day: Day, isUncertain: Bool = false) {
        self.day = day
        self.isUncertain = isUncertain
    }

    /// An unknown day becomes the 1st, an unknown month January, both unknown 31 December.
    /// Nil when what is known names no day of the calendar.
    public init?(year: Int, month: Int?, day: Int?) {
        let whole: Day? =
            switch (month, day) {
            case (nil, nil): Day(year: year, month: 12, day: 31)
            case (let month?, nil): Day(year: year, month: month, day: 1)
            case (nil, let day?): Day(year: year, month: 1, day: day)
            case (let month?, let day?): Day(year: year, month: month, day: day)
            }
        guard let whole else { return nil }
        self.init(whole, isUncertain: month == nil || day == nil)
    }

    /// The first day on which the person is `years` old. Somebody born on 29 February comes of age on the 28th of an
    /// ordinary year.
    public func turns(_ years: Int) -> Day { day.adding(years: years) }

    /// Whether the person is a minor on that day; majority is at 18, on the birthday itself (C. civ. 388, 414).
    public func isMinor(on today: Day) -> Bool { today < turns(18) }
}

/// Sex as civil status has it.
public enum Sex: String, Sendable, CaseIterable {
    case female = "F"
    case male = "M"
    /// Only in the local record: INSi answers female or male.
    case indeterminate = "I"

    public var label: Bilingual {
        switch self {
        case .female: Bilingual(fr: "Féminin", en: "Female")
        case .male: Bilingual(fr: "Masculin", en: "Male")
        case .indeterminate: Bilingual(fr: "Indéterminé", en: "Indeterminate")
        }
    }
}

/// Place of birth: INSEE's code of the commune at the day of birth (historical codes are kept), `99xxx` abroad.
public struct BirthPlace: Sendable, Hashable {
    public let code: String

    /// Five characters: digits, or `2A`/`2B` in front. Nil for anything else. Whether such a commune existed is not
    /// asked: codes of communes that are no more must be kept.
    public init?(_ code: String) {
        let characters = Array(code.utf8)
        guard characters.count == 5 else { return nil }
        let corsica = characters[0] == 50 && (characters[1] == 65 || characters[1] == 66)
        guard (corsica ? characters.dropFirst(2) : characters[...]).allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        self.code = code
    }

    public var isAbroad: Bool { code.hasPrefix("99") }
}
