// T09: requests about rights, and the register of breaches. What is written freely is sealed.

/// A request of a patient, or of somebody who speaks for them.
enum RightsRequests: CareTable {
    typealias Use = RightsAndBreaches
    static let name: StaticString = "rights_requests"
    static let title: StaticString = "Demandes des patients sur leurs données"
    static let columns = declare(
        Column<Administrative, Use>("object", "droit exercé"),
        Column<Identifying, Use>("requester", "nom du demandeur"),
        Column<Contact, Use>("requester_contact", "coordonnées du demandeur", required: false),
        Column<Technical, Use>("mandate", "", required: false),
        Column<Health, Use>("content", "contenu de la demande", required: false),
        Column<Health, Use>("answer", "réponse et motifs", required: false),
        Column<Administrative, Use>("state", "état de la demande"),
        Column<Administrative, Use>("clock", "délai applicable"),
        Column<Administrative, Use>("received_on", "réception de la demande", .day),
        Column<Administrative, Use>("due_on", "échéance de la demande", .day),
        Column<Administrative, Use>("extended_on", "prolongation du délai", .day, required: false),
        Column<Administrative, Use>("closed_on", "clôture de la demande", .day, required: false),
        Column<Technical, Use>("handled_by", "", required: false))
    static let retention = RetentionRule.rightsRequests("Demandes d'exercice des droits")
}

/// A request of a professional, a member of the staff, a contact.
enum StaffRightsRequests: StaffTable {
    typealias Use = RightsAndBreaches
    static let name: StaticString = "staff_rights_requests"
    static let title: StaticString = "Demandes des professionnels et des contacts sur leurs données"
    static let columns = declare(
        Column<Administrative, Use>("object", "droit exercé"),
        Column<Identifying, Use>("requester", "nom du demandeur"),
        Column<Contact, Use>("requester_contact", "coordonnées du demandeur", required: false),
        Column<PersonalLife, Use>("content", "contenu de la demande", required: false),
        Column<PersonalLife, Use>("answer", "réponse et motifs", required: false),
        Column<Administrative, Use>("state", "état de la demande"),
        Column<Administrative, Use>("received_on", "réception de la demande", .day),
        Column<Administrative, Use>("due_on", "échéance de la demande", .day),
        Column<Administrative, Use>("extended_on", "prolongation du délai", .day, required: false),
        Column<Administrative, Use>("closed_on", "clôture de la demande", .day, required: false),
        Column<Technical, Use>("handled_by", "", required: false))
    static let retention = RightsRequests.retention
}

enum IdentityProofs: CareTable {
    typealias Use = RightsAndBreaches
    static let name: StaticString = "identity_proofs"
    static let title: StaticString = "Copies de pièces d'identité des demandeurs"
    static let columns = declare(
        Column<Technical, Use>("request", ""),
        Column<Identifying, Use>("copy", "copie de la pièce d'identité"),
        Column<Administrative, Use>("checked_on", "date de vérification de la pièce", .day, required: false))
    static let retention = RetentionRule.identityProofs("Copies de pièces d'identité")
}

/// Art. 33.5, with the second clock of health structures (CSP L1111-8-2).
enum Breaches: StaffTable {
    typealias Use = RightsAndBreaches
    static let name: StaticString = "breaches"
    static let title: StaticString = "Registre des violations"
    static let columns = declare(
        Column<Administrative, Use>("nature", "nature de la violation"),
        Column<Administrative, Use>("origin", "origine de la violation"),
        Column<Administrative, Use>("cause", "cause de la violation"),
        Column<Administrative, Use>("data_nature", "nature des données touchées"),
        Column<Administrative, Use>("impacts", "conséquences probables"),
        Column<Administrative, Use>("severity", "gravité estimée"),
        Column<Technical, Use>("persons_count", "", .integer, required: false),
        Column<Technical, Use>("rows_count", "", .integer, required: false),
        Column<Identifying, Use>("account", "récit de la violation et personnes citées"),
        Column<Identifying, Use>("measures", "mesures prises et motifs d'un retard", required: false),
        Column<Administrative, Use>("started_at", "début de la violation", .instant, required: false),
        Column<Administrative, Use>("ended_at", "fin de la violation", .instant, required: false),
        Column<Administrative, Use>("awareness_at", "prise de connaissance", .instant),
        Column<Administrative, Use>("controller_told_at", "signalement au responsable", .instant, required: false),
        Column<Administrative, Use>("cnil_told_at", "notification à la CNIL", .instant, required: false),
        Column<Administrative, Use>("security_incident", "incident grave de sécurité (CSP L1111-8-2)", .flag),
        Column<Administrative, Use>(
            "ans_told_at", "signalement à l'Agence du numérique en santé", .instant, required: false),
        Column<Administrative, Use>("closed_on", "clôture de la violation", .day, required: false))
    static let retention = RetentionRule.breaches("Registre des violations")
}

/// Patients touched by a breach, and when they were told (art. 34).
enum BreachedPatients: CareTable {
    typealias Use = RightsAndBreaches
    static let name: StaticString = "breached_patients"
    static let title: StaticString = "Personnes touchées par une violation"
    static let columns = declare(
        Column<Technical, Use>("breach", ""),
        Column<Administrative, Use>("told_on", "information de la personne", .day, required: false))
    static let retention = Breaches.retention
}
