import Kernel

/// When a professional wants to be told. The threshold is sealed, the three-level priority is not.
enum AlertRules: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_alert_rules"
    static let title: StaticString = "Règles de signalement"
    static let columns = declare(
        Column<Technical, Use>("plan", ""),
        Column<Technical, Use>("owner", ""),
        Column<Health, Use>("condition", "seuil de signalement"),
        Column<Administrative, Use>("priority", "priorité", .integer),
        Column<Administrative, Use>("active", "règle en vigueur", .flag))
    static let retention = Plans.retention
}

/// What awaits a named human (rule 59): a signal, or a silence.
enum Alerts: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_alerts"
    static let title: StaticString = "Signaux et silences à traiter"
    static let columns = declare(
        Column<Technical, Use>("plan", ""),
        Column<Technical, Use>("answer", "", required: false),
        Column<Technical, Use>("owner", ""),
        Column<Administrative, Use>("kind", "signal ou silence"),
        Column<Administrative, Use>("priority", "priorité", .integer),
        Column<Health, Use>("reason", "motif du signal"),
        Column<Administrative, Use>("state", "état du signal"),
        Column<Administrative, Use>("raised_at", "date du signal", .instant),
        Column<Administrative, Use>("due_at", "échéance de prise en compte", .instant),
        Column<Administrative, Use>("escalated_at", "date d'escalade", .instant, required: false))
    static let retention = Plans.retention
}

enum Acknowledgements: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_acknowledgements"
    static let title: StaticString = "Prises en compte des signaux"
    static let columns = declare(
        Column<Technical, Use>("alert", ""),
        Column<Technical, Use>("membership", ""),
        Column<Administrative, Use>("acknowledged_at", "date de prise en compte", .instant),
        Column<Health, Use>("decision", "décision et commentaire", required: false))
    static let retention = Plans.retention
    static let appendOnly = true
}
