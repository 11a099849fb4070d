// T04: what is sent to somebody by name, and what a statute opens. Neither is a consent: both are shown to the person,
// have an end, and can be taken back.

/// Sent to a professional by name (L1110-4 II). The id starts with the recipient, so that what was sent to somebody is
/// found along the primary key.
enum TargetedExchanges: CareTable {
    typealias Use = ConsentsAndOppositions
    static let name: StaticString = "targeted_exchanges"
    static let title: StaticString = "Échanges ciblés entre professionnels"
    static let columns = declare(
        Column<Technical, Use>("sender", ""),
        Column<Technical, Use>("recipient", ""),
        Column<Health, Use>("scope", "informations et documents adressés à un professionnel"),
        Column<Administrative, Use>("informed_on", "date d'information de la personne sur l'échange", .day),
        Column<Administrative, Use>(
            "informed_of_both", "information citant un professionnel hors santé", .flag),
        Column<Administrative, Use>("ends_on", "fin de l'échange ciblé", .day),
        Column<Administrative, Use>("sent_at", "date de l'échange ciblé", .instant),
        Column<Technical, Use>("ended_by", "", required: false),
        Column<Administrative, Use>("ended_at", "retrait de l'échange ciblé", .instant, required: false))
    static let retention = InformationGiven.retention
}

/// What a statute lets somebody outside of care see, for a time (rule 41). It cites the article.
enum StatutoryExceptions: CareTable {
    typealias Use = ConsentsAndOppositions
    static let name: StaticString = "statutory_exceptions"
    static let title: StaticString = "Exceptions prévues par la loi"
    static let columns = declare(
        Column<Administrative, Use>("article", "article de loi qui fonde l'exception"),
        Column<Technical, Use>("holder", ""),
        Column<Health, Use>("scope", "informations ouvertes par l'exception"),
        Column<Technical, Use>("recorded_by", ""),
        Column<Administrative, Use>("starts_at", "début de l'exception", .instant),
        Column<Administrative, Use>("ends_at", "fin de l'exception", .instant),
        Column<Technical, Use>("ended_by", "", required: false))
    static let retention = InformationGiven.retention
}
