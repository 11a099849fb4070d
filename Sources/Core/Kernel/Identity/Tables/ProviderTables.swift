// T02: sign-in through another identity provider, and persons' links.

/// A browser that left for a provider and has not come back: random values alone, nobody is known yet.
enum ProviderDepartures: ReferenceTable {
    static let name: StaticString = "provider_departures"
    static let title: StaticString = "Départs vers un fournisseur d'identité"
    static let columns = [
        ReferenceColumn("provider"), ReferenceColumn("state_hash", .bytes), ReferenceColumn("nonce_hash", .bytes),
        ReferenceColumn("browser_hash", .bytes), ReferenceColumn("expires_at", .instant),
        ReferenceColumn("used_at", .instant, required: false), ReferenceColumn("link", required: false),
    ]
    static let unique = [["state_hash"]]
    /// What a later step added: the person's link from which the browser left, where it was one.
    static let added = declaration.columns.filter { $0.name == "link" }
}

/// How a provider names a structure that has no FINESS number there (`identifiantTechniqueDeLaStructure`).
enum ProviderPractices: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "provider_practices"
    static let title: StaticString = "Structures telles que les nomment les fournisseurs d'identité"
    static let columns = declare(
        Column<Administrative, Use>("provider", "fournisseur d'identité"),
        Column<Administrative, Use>("practice", "identifiant technique de la structure"))
    static let retention = RetentionRule.accounts("Facteurs d'authentification et rattachements")
    static let unique = [["provider", "practice"]]
}

/// Somebody came back with several situations d'exercice, and has not chosen yet: one row each (rule 29).
enum ProviderArrivals: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "provider_arrivals"
    static let title: StaticString = "Choix de la situation d'exercice en attente"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Technical, Use>("membership", ""),
        Column<Technical, Use>("browser_hash", "", .bytes),
        Column<Administrative, Use>("provider", "fournisseur d'identité"),
        Column<Occupation, Use>("situation", "situation d'exercice proposée"),
        Column<ConnectionTrace, Use>("id_token", "jeton d'identité du fournisseur"),
        Column<Administrative, Use>("expires_at", "expiration du choix", .instant),
        Column<Administrative, Use>("used_at", "choix de la situation", .instant, required: false))
    static let retention = OneTimeCodes.retention
}

/// What a session opened through a provider stands on: the situation chosen, and the token that ends it over there.
enum ProviderSessions: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "provider_sessions"
    static let title: StaticString = "Sessions ouvertes par un fournisseur d'identité"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Technical, Use>("token_hash", "", .bytes),
        Column<Administrative, Use>("provider", "fournisseur d'identité"),
        Column<Occupation, Use>("situation", "situation d'exercice choisie"),
        Column<ConnectionTrace, Use>("id_token", "jeton d'identité du fournisseur"),
        Column<Administrative, Use>("ended_at", "fin de la session", .instant, required: false))
    static let retention = Sessions.retention
    static let unique = [["token_hash"]]
}

/// A person's link: one task, one person (rule 32). The token is computed from the row's id; its hash alone is here.
enum PersonLinks: CareTable {
    typealias Use = Authentication
    static let name: StaticString = "person_links"
    static let title: StaticString = "Liens personnels des patients et des aidants"
    static let columns = declare(
        Column<Technical, Use>("member", "", required: false),
        Column<Technical, Use>("task", ""),
        Column<Technical, Use>("token_hash", "", .bytes),
        Column<Administrative, Use>("proof", "preuve demandée (date de naissance, code)"),
        Column<Technical, Use>("proof_hash", "", .bytes, required: false),
        Column<Technical, Use>("contact", "", required: false),
        Column<Technical, Use>("failures", "", .integer),
        Column<Technical, Use>("closed_until", "", .instant, required: false),
        Column<Technical, Use>("uses", "", .integer),
        Column<Administrative, Use>("most_uses", "nombre d'usages permis", .integer),
        Column<Administrative, Use>("expires_at", "expiration du lien", .instant),
        Column<Administrative, Use>("last_used_at", "dernier usage du lien", .instant, required: false),
        Column<Administrative, Use>("revoked_at", "révocation du lien", .instant, required: false),
        Column<Technical, Use>("identity_hash", "", .bytes, required: false))
    static let retention = RetentionRule.invitations("Liens personnels et leurs usages")
    static let unique = [["token_hash"]]
    /// What a later step added: names and birth date, digested for this link alone.
    static let added = columns.filter { $0.name == "identity_hash" }
}

/// Which session came from which link.
enum PersonLinkUses: CareTable {
    typealias Use = Authentication
    static let name: StaticString = "person_link_uses"
    static let title: StaticString = "Usages des liens personnels"
    static let columns = declare(
        Column<Technical, Use>("link", ""),
        Column<Technical, Use>("token_hash", "", .bytes))
    static let retention = PersonLinks.retention
    static let unique = [["token_hash"]]
}

let providerTables: [TableDeclaration] = [
    ProviderDepartures.declaration, ProviderPractices.declaration,
    ProviderArrivals.declaration, ProviderSessions.declaration, PersonLinks.declaration, PersonLinkUses.declaration,
]
