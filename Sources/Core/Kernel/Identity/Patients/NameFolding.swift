import Foundation

/// How names are compared and searched: accents, case, hyphens, apostrophes and spaces tell nobody apart. What is
/// stored stays as received; this form is only ever compared or digested.
enum NameFolding {
    /// The words of a name, in capitals without marks: « Jean-Christophe » → JEAN, CHRISTOPHE.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            // The apostrophe that Unicode counts among letters parts words like the others.
            case .modifierLetter where scalar == "\u{02BC}":
                if !word.isEmpty { words.append(word) }
                word = ""
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
                word += plain(scalar)
            case .nonspacingMark, .enclosingMark, .format: continue
            // Vowel signs of other scripts are part of the name.
            case .spacingMark: word.unicodeScalars.append(scalar)
            default:
                if !word.isEmpty { words.append(word) }
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// One key for all spellings: « D'Artagnan », « D ARTAGNAN » and « d’artagnan » are DARTAGNAN. A name without a
    /// letter is its own key, so that it can still be found.
    static func key(_ text: String) -> String {
        let folded = words(text).joined()
        return folded.isEmpty ? text.trimmingCharacters(in: .whitespacesAndNewlines) : folded
    }

    /// The first three letters of the key; all of it where it is shorter.
    static func start(_ text: String) -> String { String(key(text).prefix(3)) }

    private static func plain(_ scalar: Unicode.Scalar) -> String {
        letters[scalar] ?? scalar.properties.uppercaseMapping
    }

    /// Ligatures (oe, ae, sharp s), and letters whose stroke Unicode does not take apart (o, l, d, dotless i).
    static let letters: [Unicode.Scalar: String] = [
        "\u{153}": "OE", "\u{152}": "OE", "\u{E6}": "AE", "\u{C6}": "AE", "\u{DF}": "SS", "\u{1E9E}": "SS",
        "\u{F8}": "O", "\u{D8}": "O", "\u{142}": "L", "\u{141}": "L", "\u{111}": "D", "\u{110}": "D",
        "\u{131}": "I",
    ]
}
