import Kernel

/// What one partner may see of one patient, on what ground, until when (rules 37 and 46).
enum Shares: CareTable {
    typealias Use = Exchange
    static let name: StaticString = "partners_shares"
    static let title: StaticString = "Partages ouverts à un partenaire"
    static let columns = declare(
        Column<Technical, Use>("convention", ""),
        Column<Technical, Use>("consent", "", required: false),
        Column<Technical, Use>("opened_by", ""),
        Column<Administrative, Use>("basis", "fondement du partage"),
        Column<Health, Use>("categories", "catégories d'informations partagées"),
        Column<Administrative, Use>("state", "état du partage"),
        Column<Administrative, Use>("starts_on", "début du partage", .day),
        Column<Administrative, Use>("ends_on", "fin du partage", .day, required: false))
    static let retention = RetentionRule.patientFile("Partages, éléments reçus et rappels")
}

/// One item that went out, to whom, by which program; the item itself stays where it is.
enum Transmissions: CareTable {
    typealias Use = Exchange
    static let name: StaticString = "partners_transmissions"
    static let title: StaticString = "Transmissions aux partenaires"
    static let columns = declare(
        Column<Technical, Use>("share", ""),
        Column<Technical, Use>("source", ""),
        Column<Technical, Use>("resource", ""),
        Column<Technical, Use>("program", "", required: false),
        Column<Technical, Use>("correspondent", "", required: false),
        Column<Technical, Use>("digest", "", .bytes),
        Column<Technical, Use>("attempts", "", .integer),
        Column<Administrative, Use>("state", "état de la transmission"),
        Column<Administrative, Use>("transmitted_at", "date de la transmission", .instant, required: false))
    static let retention = RetentionRule.accessLog("Transmissions aux partenaires")
}

/// Asking a partner to withdraw what was sent by mistake or after a withdrawal.
enum Recalls: CareTable {
    typealias Use = Exchange
    static let name: StaticString = "partners_recalls"
    static let title: StaticString = "Rappels de transmissions"
    static let columns = declare(
        Column<Technical, Use>("transmission", ""),
        Column<Technical, Use>("asked_by", ""),
        Column<Health, Use>("reason", "motif du rappel"),
        Column<Administrative, Use>("state", "état du rappel"),
        Column<Administrative, Use>("asked_at", "date du rappel", .instant),
        Column<Administrative, Use>("confirmed_at", "confirmation du rappel", .instant, required: false))
    static let retention = Shares.retention
}

/// What a partner sent, before a professional files it.
enum ReceivedItems: CareTable {
    typealias Use = Exchange
    static let name: StaticString = "partners_received"
    static let title: StaticString = "Éléments reçus des partenaires"
    static let columns = declare(
        Column<Technical, Use>("convention", ""),
        Column<Technical, Use>("media_type", ""),
        Column<Technical, Use>("digest", "", .bytes),
        Column<Identifying, Use>("received_identity", "identité du patient telle que reçue"),
        Column<Health, Use>("content", "contenu reçu du partenaire"),
        Column<Administrative, Use>("state", "état de l'élément reçu"),
        Column<Administrative, Use>("received_at", "date de réception", .instant),
        Column<Technical, Use>("filed_by", "", required: false))
    static let retention = Shares.retention
}
