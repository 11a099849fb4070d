// T04: what a person was told, accepted, refused. Append-only: the current state is computed.

/// A text that was shown, with its digest: what a consent refers to.
enum InformationTexts: ReferenceTable {
    static let name: StaticString = "information_texts"
    static let title: StaticString = "Textes d'information publiés"
    static let columns = [
        ReferenceColumn("code"), ReferenceColumn("version", .integer), ReferenceColumn("language"),
        ReferenceColumn("body"), ReferenceColumn("digest", .bytes), ReferenceColumn("published_on", .day),
    ]
    static let appendOnly = true
    static let unique = [["code", "version", "language"]]
}

enum InformationGiven: CareTable {
    typealias Use = ConsentsAndOppositions
    static let name: StaticString = "information_given"
    static let title: StaticString = "Informations délivrées"
    static let columns = declare(
        Column<Technical, Use>("text", ""),
        Column<Technical, Use>("text_digest", "", .bytes),
        Column<Administrative, Use>("means", "moyen de l'information"),
        Column<Administrative, Use>("support", "support remis"),
        Column<Technical, Use>("given_by", "", required: false),
        Column<Technical, Use>("representative", "", required: false),
        Column<Administrative, Use>("given_on", "date de l'information", .day))
    static let retention = RetentionRule.patientFile("Consentements, oppositions et informations délivrées")
    static let appendOnly = true
}

/// Consent to share care data (L1110-4), and its withdrawal. Never an art. 6 consent (rule 38).
enum CareConsents: CareTable {
    typealias Use = ConsentsAndOppositions
    static let name: StaticString = "care_consents"
    static let title: StaticString = "Consentements au partage et retraits"
    static let columns = declare(
        Column<Administrative, Use>("kind", "consentement ou retrait"),
        Column<Health, Use>("scope", "catégories d'informations, de professionnels et de structures visées"),
        Column<Technical, Use>("text", ""),
        Column<Technical, Use>("text_digest", "", .bytes),
        Column<Administrative, Use>("means", "moyen du recueil"),
        Column<Technical, Use>("collected_by", "", required: false),
        Column<Technical, Use>("representative", "", required: false),
        Column<Technical, Use>("evidence", "", required: false),
        Column<Technical, Use>("withdraws", "", required: false),
        Column<Administrative, Use>("given_at", "date de la décision", .instant),
        Column<Administrative, Use>("care_ends_on", "fin de la prise en charge couverte", .day, required: false),
        Column<Administrative, Use>("support", "support remis", required: false))
    static let retention = InformationGiven.retention
    static let appendOnly = true
    /// What a later step added.
    static let added = columns.filter { $0.name == "support" }
}

enum Oppositions: CareTable {
    typealias Use = ConsentsAndOppositions
    static let name: StaticString = "oppositions"
    static let title: StaticString = "Oppositions, blocages et leur levée"
    static let columns = declare(
        Column<Administrative, Use>("kind", "opposition, blocage ou levée"),
        Column<Health, Use>("scope", "informations, professionnels ou structures visés par l'opposition"),
        Column<Technical, Use>("blocked", "", required: false),
        Column<Administrative, Use>("covers_emergency", "opposition valable aussi en urgence", .flag),
        Column<Administrative, Use>("means", "moyen du recueil"),
        Column<Technical, Use>("collected_by", "", required: false),
        Column<Technical, Use>("representative", "", required: false),
        Column<Technical, Use>("lifts", "", required: false),
        Column<Administrative, Use>("given_at", "date de la décision", .instant))
    static let retention = InformationGiven.retention
    static let appendOnly = true
}

/// Consent in the sense of art. 6 and 7 RGPD, for optional treatments only: another object, another table.
enum RGPDConsents: CareTable {
    typealias Use = ConsentsAndOppositions
    static let name: StaticString = "rgpd_consents"
    static let title: StaticString = "Consentements au sens du RGPD (traitements facultatifs)"
    static let columns = declare(
        Column<Administrative, Use>("purpose", "traitement facultatif visé"),
        Column<Administrative, Use>("kind", "consentement ou retrait"),
        Column<Technical, Use>("text", ""),
        Column<Technical, Use>("text_digest", "", .bytes),
        Column<Administrative, Use>("means", "moyen du recueil"),
        Column<Technical, Use>("withdraws", "", required: false),
        Column<Administrative, Use>("given_at", "date de la décision", .instant))
    static let retention = InformationGiven.retention
    static let appendOnly = true
}

/// Loi Informatique et Libertés, art. 85.
enum PostMortemDirectives: CareTable {
    typealias Use = ConsentsAndOppositions
    static let name: StaticString = "post_mortem_directives"
    static let title: StaticString = "Directives sur les données après le décès"
    static let columns = declare(
        Column<PersonalLife, Use>("directives", "directives après le décès"),
        Column<Administrative, Use>("means", "moyen du recueil"),
        Column<Technical, Use>("replaces", "", required: false),
        Column<Administrative, Use>("given_at", "date de la décision", .instant))
    static let retention = InformationGiven.retention
    static let appendOnly = true
}
