import Kernel

/// An agreement with a partner: what may flow, which way, until when.
enum Conventions: StaffTable {
    typealias Use = Exchange
    static let name: StaticString = "partners_conventions"
    static let title: StaticString = "Conventions avec les partenaires"
    static let columns = declare(
        Column<Technical, Use>("partner_structure", "", required: false),
        Column<Administrative, Use>("partner", "organisme partenaire"),
        Column<Administrative, Use>("reference", "référence de la convention"),
        Column<Administrative, Use>("categories", "catégories d'informations prévues"),
        Column<Administrative, Use>("direction", "sens des échanges"),
        Column<Administrative, Use>("care_actor", "partenaire participant aux soins", .flag),
        Column<Identifying, Use>("signatory", "nom du signataire", required: false),
        Column<Administrative, Use>("state", "état de la convention"),
        Column<Administrative, Use>("starts_on", "début de la convention", .day),
        Column<Administrative, Use>("ends_on", "fin de la convention", .day, required: false))
    static let retention = RetentionRule.agreements("Conventions, correspondants et programmes")
    static let unique = [["reference"]]
}

/// A person at the partner's.
enum Correspondents: StaffTable {
    typealias Use = Exchange
    static let name: StaticString = "partners_correspondents"
    static let title: StaticString = "Correspondants des partenaires"
    static let columns = declare(
        Column<Technical, Use>("convention", ""),
        Column<Technical, Use>("account", "", required: false),
        Column<Identifying, Use>("full_name", "nom du correspondant"),
        Column<Contact, Use>("mail", "messagerie du correspondant"),
        Column<Contact, Use>("phone", "téléphone du correspondant", required: false),
        Column<Occupation, Use>("position", "fonction du correspondant"),
        Column<Occupation, Use>("national_id", "identifiant national du correspondant (RPPS)", required: false),
        Column<Administrative, Use>("starts_on", "début de l'habilitation du correspondant", .day),
        Column<Administrative, Use>("ends_on", "fin de l'habilitation du correspondant", .day, required: false))
    static let retention = Conventions.retention
}

/// A partner's program: OAuth client, with the keys it signs with.
enum Programs: StaffTable {
    typealias Use = Exchange
    static let name: StaticString = "partners_programs"
    static let title: StaticString = "Programmes des partenaires"
    static let columns = declare(
        Column<Technical, Use>("convention", ""),
        Column<Technical, Use>("client_id", ""),
        Column<Technical, Use>("public_keys", ""),
        Column<Administrative, Use>("scopes", "droits du programme"),
        Column<Contact, Use>("technical_contact", "contact technique du programme", required: false),
        Column<Administrative, Use>("state", "état du programme"),
        Column<Administrative, Use>("ends_on", "fin d'usage du programme", .day, required: false))
    static let retention = Conventions.retention
    static let unique = [["client_id"]]
}

/// Once a year, each access of a partner is read again (rule 46).
enum CorrespondentReviews: StaffTable {
    typealias Use = Exchange
    static let name: StaticString = "partners_reviews"
    static let title: StaticString = "Revue annuelle des accès des partenaires"
    static let columns = declare(
        Column<Technical, Use>("correspondent", "", required: false),
        Column<Technical, Use>("program", "", required: false),
        Column<Technical, Use>("reviewed_by", ""),
        Column<Administrative, Use>("decision", "décision de la revue"),
        Column<Administrative, Use>("reviewed_on", "date de la revue", .day))
    static let retention = RetentionRule.rightsReviews("Revue annuelle des accès des partenaires")
    static let appendOnly = true
}
