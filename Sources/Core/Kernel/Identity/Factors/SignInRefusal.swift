/// Why nobody comes in. The same words whether the account exists or not (rule 34).
public enum SignInRefusal: Error, Sendable, Equatable {
    /// Mail, password, code or passkey: one of them is not right; which one is not told.
    case wrong
    /// Too many tries; the next may be made after so many seconds.
    case wait(seconds: Int)
    /// What was begun took too long, was used already or never was.
    case expired
    /// A fresh proof is asked for before this.
    case proofNeeded
    /// The passkey's answer was refused, for a reason that its holder can do something about.
    case passkey(PasskeyProblem)
    case password(PasswordProblem)
    /// The last means of signing in cannot be taken away.
    case lastFactor
    /// Not theirs to do.
    case notAllowed

    /// One sentence with the way out.
    public func sentence(in language: Language) -> String { language == .fr ? words.fr : words.en }

    var words: Bilingual {
        switch self {
        case .wrong:
            Bilingual(
                fr: "Ces éléments ne permettent pas d'entrer. Vérifiez-les et recommencez.",
                en: "These details do not let you in. Check them and try again.")
        case .wait(let seconds):
            Bilingual(
                fr:
                    "Trop d'essais. Recommencez dans \(seconds) seconde\(seconds < 2 ? "" : "s"), ou entrez avec une clé d'accès.",
                en:
                    "Too many tries. Try again in \(seconds) second\(seconds == 1 ? "" : "s"), or come in with a passkey."
            )
        case .expired:
            Bilingual(
                fr: "Cette étape a expiré ou a déjà servi. Recommencez depuis le début.",
                en: "This step has expired or was used already. Start again.")
        case .proofNeeded: Bilingual(fr: "Confirmez d'abord que c'est bien vous.", en: "First confirm that it is you.")
        case .passkey(let problem): problem.words
        case .password(let problem): problem.words
        case .lastFactor:
            Bilingual(
                fr: "C'est votre dernier moyen d'entrer : ajoutez-en un autre avant de le retirer.",
                en: "This is your last way in: add another before you remove it.")
        case .notAllowed: Bilingual(fr: "Cette action ne vous est pas ouverte.", en: "This is not open to you.")
        }
    }
}
