import Foundation

/// Why a trait cannot be written in the alphabet of INSi. The character is named, so that it can be corrected; the
/// message goes to whoever typed it and to no log.
public enum LexiconProblem: Error, Sendable, Equatable {
    /// No equivalent among A–Z, space, `'` and `-`: refused, never dropped.
    case noEquivalent(Character)
    case empty
    /// The first character is a space or a hyphen.
    case start
    /// Two spaces or apostrophes in a row, or one of each.
    case doubled
    /// Three hyphens in a row, or two in a given name.
    case hyphens
    /// A given name ends with a hyphen or an apostrophe.
    case end
    case length(Int)
}

/// The INSi lexical profile: used when calling INSi or encoding a barcode, and nowhere else (rule 23).
public enum INSiLexicon {
    /// Longest name or list of given names that a barcode carries.
    public static let longest = 100

    public static func familyName(_ text: String) throws(LexiconProblem) -> String {
        let name = try letters(text)
        if name.contains("---") { throw .hyphens }
        return name
    }

    /// One given name, or a list of them with spaces between.
    public static func givenNames(_ text: String) throws(LexiconProblem) -> String {
        let names = try letters(text)
        if names.contains("--") { throw .hyphens }
        for name in names.split(separator: " ") {
            guard name.last != "-", name.last != "'" else { throw .end }
        }
        return names
    }

    private static func letters(_ text: String) throws(LexiconProblem) -> String {
        var out = ""
        for character in text.precomposedStringWithCanonicalMapping { out += try equivalent(of: character) }
        let name = out.split(separator: " ").joined(separator: " ")
        guard let first = name.first else { throw .empty }
        if first == "-" { throw .start }
        if ["''", "' ", " '"].contains(where: { name.contains($0) }) { throw .doubled }
        guard name.utf8.count <= longest else { throw .length(name.utf8.count) }
        return name
    }

    private static func equivalent(of character: Character) throws(LexiconProblem) -> String {
        if let plain = punctuation[character] { return plain }
        var out = ""
        for scalar in String(character).decomposedStringWithCanonicalMapping.unicodeScalars {
            // A mark alone is a diacritic to drop only on a letter that stays.
            if scalar.properties.generalCategory == .nonspacingMark, !out.isEmpty { continue }
            let capital = NameFolding.letters[scalar] ?? scalar.properties.uppercaseMapping
            guard !capital.isEmpty, capital.utf8.allSatisfy({ (65...90).contains($0) }) else {
                throw .noEquivalent(character)
            }
            out += capital
        }
        return out
    }

    /// Other spellings of the three marks; a no-break space is a space.
    private static let punctuation: [Character: String] = [
        " ": " ", "\u{A0}": " ", "\u{202F}": " ", "'": "'", "\u{2019}": "'", "\u{02BC}": "'", "-": "-",
        "\u{2010}": "-", "\u{2011}": "-",
    ]
}
