public import Kernel

extension SharedRecords {
    /// One neutral template per purpose: no title of a document, no name, no specialty (rule 33).
    public static let messages: [MessageDeclaration] = [
        MessageDeclaration(
            "records-item-awaits",
            purpose: Bilingual(
                fr: "Prévenir la personne qu'un élément l'attend dans son espace",
                en: "Tell a person that an item awaits them in their space"),
            channels: [.mail, .sms],
            subject: Wording(
                fr: "Un élément vous attend", en: "An item awaits you"),
            text: Wording(
                fr: "\(.structure) a déposé un élément dans votre espace : \(.link)",
                en: "\(.structure) has left an item in your space: \(.link)")),
        MessageDeclaration(
            "records-worklist",
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
