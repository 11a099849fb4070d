/// Why a text cannot be kept as a matricule at all. A wrong key is no such reason: see `Matricule.keyHolds`.
public enum MatriculeProblem: Error, Sendable, Equatable {
    /// Not 15 characters: the 13 of the number alone are no INS.
    case length(Int)
    /// 15 characters that are not digits, apart from `2A` and `2B` of Corsica, or that start with an unknown digit.
    case shape

    public var sentence: Bilingual {
        switch self {
        case .length(let count):
            Bilingual(
                fr: "Un matricule INS compte 15 caractères, clé comprise ; celui-ci en compte \(count).",
                en: "An INS matricule has 15 characters, key included; this one has \(count).")
        case .shape:
            Bilingual(
                fr:
                    "Ce n'est pas un matricule INS : 15 chiffres (2A ou 2B pour la Corse), débutant par 1, 2, 3, 4, 7 ou 8.",
                en: "Not an INS matricule: 15 digits (2A or 2B for Corsica), starting with 1, 2, 3, 4, 7 or 8.")
        }
    }
}

/// The number of an INS: `S YY MM DD CCC OOO KK`, kept as received (spaces of typing removed). It tells neither whether
/// it is a NIR or a NIA, which only the OID does (rule 17), nor anything of the person that is not also a trait.
public struct Matricule: Sendable, Hashable {
    /// 15 characters, the last two of which are the key as received.
    public let value: String
    /// False for a number that is kept as received, shown as wrong, and never leaves as an INS.
    public let keyHolds: Bool

    /// Accepts a number whose key is wrong: official examples carry some, and a store must be able to hold them.
    public init(_ text: String) throws(MatriculeProblem) {
        let compact = text.filter { !$0.isWhitespace }.uppercased()
        guard compact.count == 15 else { throw .length(compact.count) }
        guard Matricule.hasShape(Array(compact.utf8)) else { throw .shape }
        value = compact
        keyHolds = Matricule.key(of: compact.prefix(13)) == String(compact.suffix(2))
    }

    /// The two digits that the first 13 characters call for: 97 − N mod 97, with `2A` read as 19 and `2B` as 18.
    /// Nil where they are no number of that shape.
    public static func key(of base: some StringProtocol) -> String? {
        let characters = Array(base.utf8)
        guard characters.count == 13, hasShape(characters + [48, 48]) else { return nil }
        var digits = characters
        if digits[6] == 65 { (digits[5], digits[6]) = (49, 57) }
        if digits[6] == 66 { (digits[5], digits[6]) = (49, 56) }
        let remainder = digits.reduce(0) { ($0 * 10 + Int($1) - 48) % 97 }
        let key = 97 - remainder
        return key < 10 ? "0\(key)" : "\(key)"
    }

    /// The key that this number should carry.
    public var expectedKey: String { Matricule.key(of: value.prefix(13)) ?? "" }

    /// Months are 01 to 12; 13, 20 to 42 and 50 to 99 stand for unknown or foreign ones. Any other is a sign of a
    /// mistyped number: worth a warning, no proof.
    public var monthIsKnown: Bool {
        guard let month = Int(value.dropFirst(3).prefix(2)) else { return false }
        return (1...13).contains(month) || (20...42).contains(month) || (50...99).contains(month)
    }

    /// `^[1-478]\d{4}(\d{5}|2[AB]\d{3})\d{3}$` for the first 13, then two digits (INSi guide).
    private static func hasShape(_ characters: [UInt8]) -> Bool {
        guard characters.count == 15, [49, 50, 51, 52, 55, 56].contains(characters[0]) else { return false }
        return characters.enumerated().allSatisfy { index, character in
            if index == 6, characters[5] == 50, character == 65 || character == 66 { return true }
            return (48...57).contains(character)
        }
    }
}
