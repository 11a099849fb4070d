public import Kernel

extension PartnerExchange {
    /// One neutral template per purpose: no patient, no specialty (rule 33).
    public static let messages: [MessageDeclaration] = [
        MessageDeclaration(
            "partners-item-awaits",
            purpose: Bilingual(
                fr: "Prévenir un correspondant qu'un élément l'attend sur le portail",
                en: "Tell a correspondent that an item awaits them on the portal"),
            channels: [.mail]),
        MessageDeclaration(
            "partners-convention",
            purpose: Bilingual(
                fr: "Prévenir du terme ou de la revue d'une convention",
                en: "Tell of the end or the review of an agreement"),
            channels: [.mail]),
    ]
}
