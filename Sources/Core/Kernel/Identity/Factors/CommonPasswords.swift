import Foundation

/// The obvious: words that French and English speakers put first, written here by hand (no published list is
/// copied), recognised with whatever digits and signs stand around them. It is short on purpose: slowing and the
/// second factor do the rest, and it says no to the first guesses, not to the millionth.
enum CommonPasswords {
    /// True where nothing but listed words stands in it beside digits and signs, also with the usual digits for
    /// letters (`P@ssw0rd2024!`).
    static func holds(_ password: String) -> Bool {
        let tail = password.drop { !$0.isLetter }
        let core = tail.prefix(tail.count - tail.reversed().prefix { !$0.isLetter }.count)
        let plain = PasswordRules.plain(String(core)).filter(\.isLetter)
        guard plain.count >= 3 else { return true }
        return [plain, PasswordRules.fold(String(core))].contains { isMade(of: Substring($0), depth: 4) }
    }

    private static func isMade(of text: Substring, depth: Int) -> Bool {
        if text.isEmpty { return true }
        guard depth > 0 else { return false }
        return (1...text.count).contains { length in
            words.contains(String(text.prefix(length))) && isMade(of: text.dropFirst(length), depth: depth - 1)
        }
    }

    private static let words: Set<String> = Set(
        """
        password passwort passe motdepasse mdp mot de secret secrets admin administrateur administrator root user
        utilisateur compte login connexion bienvenue welcome bonjour salut hello coucou merci azerty azertyuiop
        qwerty qwertyuiop qwertz wxcvbn qsdfgh qsdfghjklm asdfgh asdfghjkl zxcvbn zxcvbnm abc abcd abcdef abcdefgh
        test tests essai demo defaut default temp temporaire provisoire changeme change changezmoi changer moi me it
        iloveyou jetaime love amour amoureux coeur doudou loulou chouchou cheri cherie bebe bisou bisous calin
        soleil lune etoile ete hiver printemps automne sunshine summer winter spring autumn
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
        january february march april may june july august september october november december
        lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
        rouge bleu vert jaune noir blanc rose violet orange gris red blue green black white pink purple yellow
        chat chien cheval lapin oiseau poisson lion tigre loup ours dragon licorne monkey tiger horse cat dog
        football foot rugby tennis basket baseball hockey soccer judo marseille paris lyon bordeaux toulouse nantes
        nice lille rennes strasbourg montpellier france french francais bretagne corse normandie alsace provence
        psg olympique master maitre shadow ninja superman batman spiderman pikachu pokemon mario naruto starwars
        matrix freedom liberte egalite fraternite victoire trustno letmein entrer entre open ouvre sesame
        sante hopital clinique docteur medecin infirmiere infirmier medical patient patients urgence urgences samu
        pharmacie cabinet soins soin soignant ehpad geriatrie cardiologie cardio chirurgie radiologie pediatrie
        health hospital doctor nurse clinic citana telesante doctolib ameli vitale
        marie jean pierre michel andre philippe nathalie isabelle catherine sylvie martine christine nicolas thomas
        julien alexandre sebastien david kevin camille lea manon emma chloe lucas hugo louis nina ines jules
        michael jessica ashley jennifer daniel charlie jordan george william robert andrew anthony joshua
        chocolat fromage croissant baguette cafe biere vodka whisky banane pomme fraise cerise citron cookie
        guitare musique piano rock metal music internet google facebook youtube apple samsung windows microsoft
        ordinateur computer telephone maison famille papa maman papi mamie mamy frere soeur fille garcon enfant
        princesse prince princess reine queen king roi ange angel diable devil jesus dieu god
        super cool genial top star vip best number one numero un le la les mon ma mes ton ta mes the my your
        nouveau nouvelle new ancien old premier first dernier last annee year
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
