import Kernel

/// Allergies, treatments, problems, devices: what an emergency must know.
enum SummaryItems: CareTable {
    typealias Use = SharedFile
    static let name: StaticString = "records_summary_items"
    static let title: StaticString = "Synthèse du dossier"
    static let columns = declare(
        Column<Health, Use>("item", "allergies, traitements, antécédents et dispositifs"),
        Column<Technical, Use>("author", ""),
        Column<Administrative, Use>("state", "état de l'élément de synthèse"),
        Column<Administrative, Use>("starts_on", "début de l'élément de synthèse", .day, required: false),
        Column<Administrative, Use>("ends_on", "fin de l'élément de synthèse", .day, required: false))
    static let retention = Documents.retention
}

enum Measures: CareTable {
    typealias Use = SharedFile
    static let name: StaticString = "records_measures"
    static let title: StaticString = "Mesures"
    static let columns = declare(
        Column<Health, Use>("measure", "grandeur, valeur et unité mesurées"),
        Column<Technical, Use>("author", "", required: false),
        Column<Administrative, Use>("entry_mode", "mode de saisie de la mesure"),
        Column<Administrative, Use>("measured_at", "date de la mesure", .instant))
    static let retention = Documents.retention
    static let appendOnly = true
}

/// One mark per thing that happened, whatever module holds it: `source` and `resource` say where to ask.
enum TimelineMarks: CareTable {
    typealias Use = SharedFile
    static let name: StaticString = "records_timeline_marks"
    static let title: StaticString = "Repères de l'histoire du patient"
    static let columns = declare(
        Column<Technical, Use>("source", ""),
        Column<Technical, Use>("resource", ""),
        Column<Health, Use>("title", "intitulé du repère"),
        Column<Administrative, Use>("sharing_class", "classe de partage (soin, social, administratif)"),
        Column<Administrative, Use>("happened_at", "date du repère", .instant))
    static let retention = Documents.retention
    static let unique = [["source", "resource"]]
}

/// Masks hide from lists, counts, searches, exports and messages, not only from the page (rule 44).
enum Masks: CareTable {
    typealias Use = SharedFile
    static let name: StaticString = "records_masks"
    static let title: StaticString = "Masquages et leur levée"
    static let columns = declare(
        Column<Technical, Use>("source", ""),
        Column<Technical, Use>("resource", ""),
        Column<Administrative, Use>("kind", "nature du masquage"),
        Column<Technical, Use>("decided_by", ""),
        Column<Technical, Use>("lifts", "", required: false),
        Column<Health, Use>("reason", "motif du masquage", required: false),
        Column<Administrative, Use>("decided_at", "date du masquage", .instant))
    static let retention = Documents.retention
    static let appendOnly = true
}
