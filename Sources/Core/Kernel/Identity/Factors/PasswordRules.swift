import Foundation

/// Why a password is refused.
public enum PasswordProblem: Error, Sendable, Equatable, CaseIterable {
    case tooWeak, tooLong, common, personal, notTheSame

    /// One sentence with the way out.
    public func sentence(in language: Language) -> String { language == .fr ? words.fr : words.en }

    var words: Bilingual {
        switch self {
        case .tooWeak:
            Bilingual(
                fr:
                    "Mot de passe trop simple : 12 caractères avec minuscule, majuscule, chiffre et signe, ou 14 sans signe, ou 7 mots.",
                en:
                    "Password too simple: 12 characters with lower case, upper case, digit and sign, or 14 without a sign, or 7 words."
            )
        case .notTheSame:
            Bilingual(
                fr: "Les deux mots de passe ne sont pas les mêmes : écrivez deux fois le même.",
                en: "The two passwords are not the same: write the same one twice.")
        case .tooLong:
            Bilingual(
                fr: "Mot de passe trop long : 200 caractères au plus.", en: "Password too long: 200 characters at most."
            )
        case .common:
            Bilingual(
                fr: "Ce mot de passe est de ceux que l'on devine en premier ; choisissez-en un autre.",
                en: "This password is among the first that are guessed; choose another.")
        case .personal:
            Bilingual(
                fr: "Le mot de passe ne doit contenir ni votre nom, ni votre adresse, ni le nom de votre structure.",
                en: "The password must not contain your name, your address or your structure's name.")
        }
    }
}

/// What a password must be: CNIL, délibération 2022-100, the case of a password without other measure (80 bits of
/// entropy, by one of its three equivalent examples), though a second factor and slowing stand beside it.
/// No periodic change is asked for, as the same text advises.
enum PasswordRules {
    static let longest = 200

    /// Nil for a good one. `personal`: names, address, structure: what somebody who knows the person tries first.
    static func problem(_ password: String, personal: [String]) -> PasswordProblem? {
        guard password.count <= longest, password.utf8.count <= 4 * longest else { return .tooLong }
        guard isStrong(password) else { return .tooWeak }
        let folded = fold(password)
        for word in personal.flatMap(words) where word.count >= 4 && folded.contains(word) { return .personal }
        return CommonPasswords.holds(password) ? .common : nil
    }

    private static func isStrong(_ password: String) -> Bool {
        let lower = password.contains { $0.isLowercase }
        let upper = password.contains { $0.isUppercase }
        let digit = password.contains { $0.isNumber }
        let sign = password.contains { !$0.isLetter && !$0.isNumber && !$0.isWhitespace }
        let passphrase = password.split(whereSeparator: \.isWhitespace).filter { $0.count >= 2 }
        if passphrase.count >= 7, Set(passphrase).count >= 5 { return true }
        // A repeated or marching pattern has length but no entropy.
        guard Set(password.lowercased()).count >= 6, !marches(password) else { return false }
        return password.count >= 12 && lower && upper && digit && sign
            || password.count >= 14 && lower && upper && digit
    }

    /// True where most characters follow their neighbour: `abcdefgh`, `12345678`, `aaaa`.
    private static func marches(_ password: String) -> Bool {
        let scalars = password.unicodeScalars.map { Int($0.value) }
        let steps = zip(scalars, scalars.dropFirst()).count { abs($1 - $0) <= 1 }
        return steps * 2 > scalars.count
    }

    /// Lower case, without accents.
    static func plain(_ text: String) -> String {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
    }

    /// Plain, with the usual digits for letters read as letters.
    static func fold(_ text: String) -> String {
        let letters: [Character: Character] = [
            "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
        ]
        return String(plain(text).map { letters[$0] ?? $0 })
    }

    private static func words(of text: String) -> [String] {
        fold(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
