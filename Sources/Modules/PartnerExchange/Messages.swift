public import Kernel

extension PartnerExchange {
    /// One neutral template per purpose: no patient, no specialty (rule 33).
    public static let messages: [MessageDeclaration] = [
        MessageDeclaration(
            "partners-item-awaits",
            purpose: Bilingual(
                fr: "Prévenir un correspondant qu'un élément l'attend sur le portail",
                en: "Tell a correspondent that an item awaits them on the portal"),
            channels: [.mail],
            subject: Wording(
                fr: "Un élément vous attend", en: "An item awaits you"),
            text: Wording(
                fr: "\(.structure) a déposé un élément pour vous sur le portail : \(.link)",
                en: "\(.structure) has left an item for you on the portal: \(.link)")),
        MessageDeclaration(
            "partners-convention",
            purpose: Bilingual(
                fr: "Prévenir du terme ou de la revue d'une convention",
                en: "Tell of the end or the review of an agreement"),
            channels: [.mail],
            subject: Wording(
                fr: "Votre convention", en: "Your agreement"),
            text: Wording(
                fr:
                    "Une convention avec \(.structure) arrive à son terme ou doit être revue avant le \(.day) : \(.link)",
                en: "An agreement with \(.structure) ends or must be reviewed before \(.day): \(.link)")),
    ]
}
