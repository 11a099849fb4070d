// PartnerExchange: what leaves for a partner, and what comes in, under an agreement and the person's choice.
//
//   Treatments.swift   T07, the line of the register
//   Tables/            conventions and their correspondents; shares, transmissions, recalls
//   Messages.swift     what may leave by e-mail or SMS
//   Migrations.swift   the schema, step by step

public import Kernel

/// Exchange with partners (T07).
public struct PartnerExchange: Sendable {}

extension PartnerExchange: ModuleDeclaration {
    public static let name: ModuleName = "partner-exchange"
    public static let title = Bilingual(fr: "Échanges avec les partenaires", en: "Exchange with partners")
    public static let promise = Bilingual(
        fr: "Le partenaire voit ce que la personne a accepté, pendant la prise en charge, et rien d'autre.",
        en: "The partner sees what the person accepted, for as long as the care lasts, and nothing else.")
    public static let treatments: [any Treatment.Type] = [Exchange.self]
    public static let tables: [TableDeclaration] = [
        Conventions.declaration, Correspondents.declaration, Programs.declaration, CorrespondentReviews.declaration,
        Shares.declaration, Transmissions.declaration, Recalls.declaration, ReceivedItems.declaration,
    ]
    public static let jobs: [JobDeclaration] = [
        JobDeclaration(
            "partners-end-of-share", everyMinutes: 15,
            purpose: Bilingual(
                fr: "Fermer les partages à la fin de la convention ou de la prise en charge",
                en: "Close shares at the end of the agreement or of the care")),
        JobDeclaration(
            "partners-transmit", everyMinutes: 1,
            purpose: Bilingual(fr: "Transmettre ce qui est en attente", en: "Transmit what waits")),
    ]
}
