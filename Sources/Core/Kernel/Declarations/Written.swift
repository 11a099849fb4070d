// Days and moments as people write them.

private enum Written {
    static let months: [Bilingual] = [
        Bilingual(fr: "janvier", en: "January"), Bilingual(fr: "février", en: "February"),
        Bilingual(fr: "mars", en: "March"), Bilingual(fr: "avril", en: "April"), Bilingual(fr: "mai", en: "May"),
        Bilingual(fr: "juin", en: "June"), Bilingual(fr: "juillet", en: "July"), Bilingual(fr: "août", en: "August"),
        Bilingual(fr: "septembre", en: "September"), Bilingual(fr: "octobre", en: "October"),
        Bilingual(fr: "novembre", en: "November"), Bilingual(fr: "décembre", en: "December"),
    ]
}

extension Bilingual {
    fileprivate func word(_ language: Language) -> String { language == .fr ? fr : en }
}

extension Day {
    /// `24 novembre 2026`, `1er mars 2026`; `24 November 2026`.
    public func written(in language: Language) -> String {
        let first = language == .fr && day == 1 ? "1er" : "\(day)"
        return "\(first) \(Written.months[month - 1].word(language)) \(year)"
    }
}

extension Instant {
    /// The day and the clock of metropolitan France: `24 novembre 2026 à 14:05`.
    public func written(in language: Language) -> String {
        "\(parisDay.written(in: language)) \(language == .fr ? "à" : "at") \(parisClock)"
    }
}
