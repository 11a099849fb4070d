// T10: tickets and the access that the structure grants on one. T11: counts by period.

enum SupportTickets: StaffTable {
    typealias Use = SupportAndMaintenance
    static let name: StaticString = "support_tickets"
    static let title: StaticString = "Tickets d'assistance"
    static let columns = declare(
        Column<Administrative, Use>("number", "numéro du ticket"),
        Column<Technical, Use>("opened_by", "", required: false),
        Column<Contact, Use>("reply_to", "coordonnées pour la réponse", required: false),
        Column<Identifying, Use>("request", "demande d'assistance et personnes citées"),
        Column<Administrative, Use>("state", "état du ticket"),
        Column<Administrative, Use>("closed_on", "clôture du ticket", .day, required: false))
    static let retention = RetentionRule.support("Tickets, accès d'assistance et interventions")
}

/// Off by default, approved by the structure, with an end (rule 48).
enum SupportAccesses: StaffTable {
    typealias Use = SupportAndMaintenance
    static let name: StaticString = "support_accesses"
    static let title: StaticString = "Accès d'assistance accordés par la structure"
    static let columns = declare(
        Column<Technical, Use>("ticket", ""),
        Column<Technical, Use>("operator", ""),
        Column<Technical, Use>("approved_by", "", required: false),
        Column<Identifying, Use>("operator_name", "nom de l'intervenant de l'éditeur"),
        Column<Administrative, Use>("scope", "périmètre de l'accès d'assistance"),
        Column<Administrative, Use>("state", "état de l'accès d'assistance"),
        Column<Administrative, Use>("starts_at", "début de l'accès d'assistance", .instant, required: false),
        Column<Administrative, Use>("ends_at", "fin de l'accès d'assistance", .instant, required: false))
    static let retention = SupportTickets.retention
}

enum MaintenanceActs: StaffTable {
    typealias Use = SupportAndMaintenance
    static let name: StaticString = "maintenance_acts"
    static let title: StaticString = "Interventions techniques"
    static let columns = declare(
        Column<Technical, Use>("operator", "", required: false),
        Column<Identifying, Use>("operator_name", "nom de l'intervenant de l'éditeur", required: false),
        Column<Administrative, Use>("kind", "nature de l'intervention"),
        Column<Administrative, Use>("started_at", "début de l'intervention", .instant),
        Column<Administrative, Use>("ended_at", "fin de l'intervention", .instant, required: false))
    static let retention = SupportTickets.retention
    static let appendOnly = true
}

/// A number that rises in the transaction of the event it counts; who raised it is not kept.
enum IndicatorCounters: StaffTable {
    typealias Use = AggregatedIndicators
    static let name: StaticString = "indicator_counters"
    static let title: StaticString = "Compteurs par période"
    static let columns = declare(
        Column<Technical, Use>("indicator", ""),
        Column<Administrative, Use>("period_starts_on", "début de la période", .day),
        Column<Administrative, Use>("period_ends_on", "fin de la période", .day),
        Column<Administrative, Use>("count", "effectif de la période", .integer))
    static let retention = RetentionRule.indicators("Compteurs et publications d'indicateurs")
    static let unique = [["indicator", "period_starts_on"]]
}

/// Which aggregate went to whom, so that two publications can be compared before a third.
enum IndicatorPublications: StaffTable {
    typealias Use = AggregatedIndicators
    static let name: StaticString = "indicator_publications"
    static let title: StaticString = "Publications d'indicateurs"
    static let columns = declare(
        Column<Technical, Use>("indicator", ""),
        Column<Administrative, Use>("recipient", "organisme destinataire de l'indicateur"),
        Column<Administrative, Use>("period_ends_on", "fin de la période", .day),
        Column<Technical, Use>("digest", "", .bytes))
    static let retention = IndicatorCounters.retention
    static let appendOnly = true
}
