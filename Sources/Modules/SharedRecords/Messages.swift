public import Kernel

extension SharedRecords {
    /// One neutral template per purpose: no title of a document, no name, no specialty (rule 33).
    public static let messages: [MessageDeclaration] = [
        MessageDeclaration(
            "records-item-awaits",
            purpose: Bilingual(
                fr: "Prévenir la personne qu'un élément l'attend dans son espace",
                en: "Tell a person that an item awaits them in their space"),
            channels: [.mail, .sms]),
        MessageDeclaration(
            "records-worklist",
            purpose: Bilingual(
                fr: "Prévenir un professionnel qu'un élément attend dans sa liste de travail",
                en: "Tell a professional that something waits in their worklist"),
            channels: [.mail]),
    ]
}
