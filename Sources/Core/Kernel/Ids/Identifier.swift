import Foundation

/// Why an identifier is not one. `sentence` says what is wrong and what is expected.
public enum IdentifierProblem: Error, Sendable, Equatable {
    case finess
    case siret

    public func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.finess, .fr):
            "Numéro FINESS invalide : 9 caractères (chiffres, ou 2A/2B en tête) dont le dernier est une clé de contrôle."
        case (.finess, .en):
            "Not a FINESS number: 9 characters (digits, or 2A/2B in front), the last of which is a check digit."
        case (.siret, .fr): "Numéro SIRET invalide : 14 chiffres dont le dernier est une clé de contrôle."
        case (.siret, .en): "Not a SIRET number: 14 digits, the last of which is a check digit."
        }
    }
}

/// Number of a health or social establishment in the national directory, kept as received (spaces removed).
public struct FINESS: Sendable, Hashable, CustomStringConvertible {
    public let value: String
    public var description: String { value }

    /// 9 characters; Luhn key, where Corsica's letter counts as 0 (`2A`, `2B`).
    public init(_ text: String) throws(IdentifierProblem) {
        let compact = text.filter { !$0.isWhitespace }.uppercased()
        let characters = Array(compact.utf8)
        guard characters.count == 9 else { throw .finess }
        var digits: [Int] = []
        for (index, character) in characters.enumerated() {
            if (48...57).contains(character) {
                digits.append(Int(character) - 48)
            } else if index == 1, characters[0] == 50, character == 65 || character == 66 {
                digits.append(0)
            } else {
                throw .finess
            }
        }
        guard Luhn.holds(digits) else { throw .finess }
        value = compact
    }
}

/// Number of an establishment in the national business register.
public struct SIRET: Sendable, Hashable, CustomStringConvertible {
    public let value: String
    public var description: String { value }

    /// 14 digits; Luhn key, except La Poste's establishments (SIREN 356000000), whose digits add up to a multiple of 5.
    public init(_ text: String) throws(IdentifierProblem) {
        let compact = text.filter { !$0.isWhitespace }
        let characters = Array(compact.utf8)
        guard characters.count == 14, characters.allSatisfy({ (48...57).contains($0) }) else { throw .siret }
        let digits = characters.map { Int($0) - 48 }
        let post = compact.hasPrefix("356000000") && digits.reduce(0, +).isMultiple(of: 5)
        guard Luhn.holds(digits) || post, digits.contains(where: { $0 != 0 }) else { throw .siret }
        value = compact
    }
}

enum Luhn {
    static func holds(_ digits: [Int]) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let doubled = index.isMultiple(of: 2) ? digit : digit * 2
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum.isMultiple(of: 10)
    }
}

/// Row numbers: UUID version 7 (RFC 9562), so that rows sort by the time they were made.
package enum RowID {
    /// Whether a text has the form of one: anything else may be words that somebody typed.
    package static func isOne(_ text: String) -> Bool {
        text.utf8.count == 36
            && text.utf8.enumerated().allSatisfy { place, byte in
                [8, 13, 18, 23].contains(place)
                    ? byte == 45 : (48...57).contains(byte) || (97...102).contains(byte)
            }
    }

    package static func fresh(at now: Instant) -> String {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(0, now.milliseconds)) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0xFFF, using: &generator)
        let low = 0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF, using: &generator)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (word, gaps) in [(high, [4, 6]), (low, [0, 2])] {
            for byte in 0..<8 {
                if gaps.contains(byte) { text.append(UInt8(ascii: "-")) }
                Hex.append(UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64(byte))), to: &text)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
