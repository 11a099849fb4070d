public import Kernel

extension Questionnaires {
    /// One neutral template per purpose: no title of a questionnaire, no name, no specialty (rule 33).
    public static let messages: [MessageDeclaration] = [
        MessageDeclaration(
            "questionnaires-invitation",
            purpose: Bilingual(
                fr: "Prévenir que la structure a une demande et donner le lien personnel",
                en: "Tell that the structure asks for something, and give the personal link"),
            channels: [.mail, .sms]),
        MessageDeclaration(
            "questionnaires-reminder",
            purpose: Bilingual(
                fr: "Rappeler une demande sans réponse avant son échéance",
                en: "Remind of an unanswered request before its deadline"),
            channels: [.mail, .sms]),
        MessageDeclaration(
            "questionnaires-worklist",
            purpose: Bilingual(
                fr: "Prévenir un professionnel qu'un élément attend dans sa liste de travail",
                en: "Tell a professional that something waits in their worklist"),
            channels: [.mail]),
    ]
}
