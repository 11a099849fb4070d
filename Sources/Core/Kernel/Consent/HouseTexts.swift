// What people are told before they are asked, in the house's words. A structure may publish its own wording under the
// same code with a later version; decisions keep which one was shown, word for word (rule 38).

extension InformationText {
    /// The house's text on a subject, version 1; paragraphs are parted by a line end.
    public static func house(_ subject: InformationSubject, in language: Language) -> InformationText {
        let words = subject.houseWords.map { language == .fr ? $0.fr : $0.en }
        return InformationText(
            code: subject.rawValue, version: 1, language: language, body: words.joined(separator: "\n"),
            publishedOn: houseDay)
    }

    private static let houseDay = Day(year: 2026, month: 11, day: 24) ?? Day(number: 0)
}

extension InformationSubject {
    /// D1110-3-1 asks for: categories of information, categories of professionals, nature of the media, security
    /// measures, how to exercise one's rights. L1110-12 and L1110-4 IV: the right to object, at any time.
    fileprivate var houseWords: [Bilingual] {
        switch self {
        case .careTeam: [teamWords, rightsWords]
        case .careTeamOfBoth: [teamWords, bothWords, rightsWords]
        case .exchange: [exchangeWords, rightsWords]
        case .exchangeWithBoth: [exchangeWords, bothWords, rightsWords]
        case .sharing: [sharingWords, rightsWords]
        case .optional: [freeWords]
        }
    }
}

private let teamWords = Bilingual(
    fr: """
        Les professionnels de votre équipe de soins partagent les informations utiles à votre prise en charge : \
        ce qui est strictement nécessaire, et dans la limite des missions de chacun. Votre accord n'est pas \
        demandé pour cela ; vous pouvez vous y opposer.
        """,
    en: """
        The professionals of your care team share the information that your care needs: what is strictly \
        necessary, and within the mission of each. Your consent is not asked for this; you may object.
        """)
private let bothWords = Bilingual(
    fr: """
        Cette équipe réunit des professionnels de santé et des professionnels du social ou du médico-social. Ces \
        derniers ne voient que les informations que leur mission demande.
        """,
    en: """
        This team brings together health professionals and social or medico-social professionals. The latter see \
        only the information that their mission requires.
        """)
private let exchangeWords = Bilingual(
    fr: """
        Des informations utiles à votre prise en charge sont adressées à un professionnel nommément désigné, qui \
        participe à vos soins.
        """,
    en: """
        Information that your care needs is sent to a professional named to you, who takes part in your care.
        """)
private let sharingWords = Bilingual(
    fr: """
        Avec votre accord, certaines informations de votre dossier peuvent être vues par des professionnels qui \
        ne font pas partie de votre équipe de soins. Les catégories d'informations et les structures ou \
        catégories de professionnels sont celles que vous choisissez, et elles seules.
        Les informations sont conservées sous forme électronique et chiffrées chez un hébergeur de données de \
        santé. Chaque consultation est inscrite dans un journal que vous pouvez lire.
        Votre accord vaut jusqu'à ce que vous le retiriez, et prend fin avec la prise en charge.
        """,
    en: """
        With your consent, some information of your record can be seen by professionals who are not of your care \
        team. The categories of information and the structures or categories of professionals are those that you \
        choose, and no other.
        The information is kept in electronic form and encrypted at a host for health data. Every consultation is \
        written in a log that you can read.
        Your consent holds until you take it back, and ends with the care.
        """)
private let rightsWords = Bilingual(
    fr: """
        Vous pouvez changer d'avis à tout moment, par tout moyen, auprès de n'importe quel membre de l'équipe ou \
        dans votre espace : l'effet est immédiat et vos soins se poursuivent. Pour lire, corriger ou limiter vos \
        données, adressez-vous à la structure ou à son délégué à la protection des données.
        """,
    en: """
        You may change your mind at any time, by any means, with any member of the team or in your own space: it \
        takes effect at once and your care goes on. To read, correct or restrict your data, ask the structure or \
        its data protection officer.
        """)
private let freeWords = Bilingual(
    fr: """
        Ce traitement est facultatif. L'accepter ou le refuser ne change rien à vos soins. Vous pouvez revenir \
        sur votre choix à tout moment, aussi facilement que vous l'avez donné.
        """,
    en: """
        This processing is optional. Accepting or refusing it changes nothing in your care. You may change your \
        mind at any time, as easily as you gave it.
        """)
