public import Kernel

extension Questionnaires {
    /// One neutral template per purpose: no title of a questionnaire, no name, no specialty (rule 33).
    public static let messages: [MessageDeclaration] = [
        MessageDeclaration(
            "questionnaires-invitation",
            purpose: Bilingual(
                fr: "Prévenir que la structure a une demande et donner le lien personnel",
                en: "Tell that the structure asks for something, and give the personal link"),
            channels: [.mail, .sms],
            subject: Wording(
                fr: "\(.structure) a une demande pour vous", en: "\(.structure) has a request for you"),
            text: Wording(
                fr: "\(.structure) a une demande pour vous, à faire avant le \(.day) : \(.link)",
                en: "\(.structure) has a request for you, to do before \(.day): \(.link)")),
        MessageDeclaration(
            "questionnaires-reminder",
            purpose: Bilingual(
                fr: "Rappeler une demande sans réponse avant son échéance",
                en: "Remind of an unanswered request before its deadline"),
            channels: [.mail, .sms],
            subject: Wording(
                fr: "Rappel de \(.structure)", en: "Reminder from \(.structure)"),
            text: Wording(
                fr: "\(.structure) attend votre réponse avant le \(.day) : \(.link)",
                en: "\(.structure) awaits your answer before \(.day): \(.link)")),
        MessageDeclaration(
            "questionnaires-worklist",
            purpose: Bilingual(
                fr: "Prévenir un professionnel qu'un élément attend dans sa liste de travail",
                en: "Tell a professional that something waits in their worklist"),
            channels: [.mail],
            subject: Wording(
                fr: "Un élément attend dans votre liste", en: "An item waits in your list"),
            text: Wording(
                fr: "Un élément attend dans votre liste de travail chez \(.structure) : \(.link)",
                en: "An item waits in your worklist at \(.structure): \(.link)")),
    ]
}
