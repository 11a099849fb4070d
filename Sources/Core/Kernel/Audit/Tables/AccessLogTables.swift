// T03: the log. What outsiders verify (leaves, tiles, checkpoints) holds digests and no person.

/// One line per gesture, sealed under the structure's log key of the month. No clinical content (rule 51).
enum AuditEntries: StaffTable {
    typealias Use = AccessLog
    static let name: StaticString = "audit_entries"
    static let title: StaticString = "Journal des accès"
    static let columns = declare(
        Column<Technical, Use>("subject", "", required: false),
        Column<Technical, Use>("cites", "", required: false),
        Column<Technical, Use>("log_key", ""),
        Column<Technical, Use>("commitment", "", .bytes),
        Column<ConnectionTrace, Use>(
            "entry", "auteur, rôle, structure, dossier, geste, mode d'accès, finalité, résultat, adresse IP, horodatage"
        ))
    static let retention = RetentionRule.accessLog("Journal des accès")
    static let appendOnly = true
}

/// Free text is apart from the line that cites it, and sealed under the patient's key.
enum AccessReasons: CareTable {
    typealias Use = AccessLog
    static let name: StaticString = "access_reasons"
    static let title: StaticString = "Motifs des accès en urgence"
    static let columns = declare(
        Column<Technical, Use>("entry", ""),
        Column<Administrative, Use>("mode", "mode d'accès"),
        Column<Health, Use>("reason", "motif de l'accès en urgence"),
        Column<Technical, Use>("opened_by", "", required: false))
    static let retention = RetentionRule.patientFile("Motifs et relecture des accès en urgence")
    static let appendOnly = true
    /// What a later step added.
    static let added = columns.filter { $0.name == "opened_by" }
}

/// An emergency that whoever declared it ended before its time was up.
enum AccessEndings: CareTable {
    typealias Use = AccessLog
    static let name: StaticString = "access_endings"
    static let title: StaticString = "Accès en urgence refermés avant leur terme"
    static let columns = declare(
        Column<Technical, Use>("emergency", ""),
        Column<Technical, Use>("ended_by", ""),
        Column<Administrative, Use>("ended_at", "fin de l'accès en urgence", .instant))
    static let retention = AccessReasons.retention
    static let appendOnly = true
    static let unique = [["emergency"]]
}

/// Every emergency access is reviewed (rule 43).
enum AccessReviews: CareTable {
    typealias Use = AccessLog
    static let name: StaticString = "access_reviews"
    static let title: StaticString = "Relecture des accès en urgence"
    static let columns = declare(
        Column<Technical, Use>("entry", ""),
        Column<Technical, Use>("reviewed_by", "", required: false),
        Column<Administrative, Use>("due_on", "échéance de la relecture", .day),
        Column<Administrative, Use>("conclusion", "conclusion de la relecture", required: false),
        Column<Administrative, Use>("reviewed_on", "date de la relecture", .day, required: false),
        Column<Health, Use>("comment", "commentaire de la relecture", required: false))
    static let retention = AccessReasons.retention
}

/// Leaves in the order of the log: a commitment and a digest (C2SP tlog-tiles).
enum LogLeaves: ReferenceTable {
    static let name: StaticString = "log_leaves"
    static let title: StaticString = "Feuilles du journal transparent"
    static let columns = [
        ReferenceColumn("position", .integer), ReferenceColumn("entry"), ReferenceColumn("leaf", .bytes),
        ReferenceColumn("integrated_at", .instant),
    ]
    static let appendOnly = true
    static let unique = [["position"]]
}

enum LogTiles: ReferenceTable {
    static let name: StaticString = "log_tiles"
    static let title: StaticString = "Tuiles du journal transparent"
    static let columns = [
        ReferenceColumn("level", .integer), ReferenceColumn("position", .integer), ReferenceColumn("width", .integer),
        ReferenceColumn("hashes", .bytes),
    ]
    static let appendOnly = true
    static let unique = [["level", "position", "width"]]
}

enum LogCheckpoints: ReferenceTable {
    static let name: StaticString = "log_checkpoints"
    static let title: StaticString = "Points de contrôle signés du journal"
    static let columns = [
        ReferenceColumn("size", .integer), ReferenceColumn("note"), ReferenceColumn("signed_at", .instant),
    ]
    static let appendOnly = true
}

/// Whose file is being erased: a row when it begins, another (`…/done`) when nothing is left. Between the two, and only
/// then, append-only rows about that patient may be removed. The number names nobody any more.
enum Erasures: ReferenceTable {
    static let name: StaticString = "erasures"
    static let title: StaticString = "Effacements de dossiers arrivés à leur terme"
    static let columns = [
        ReferenceColumn("structure"), ReferenceColumn("rule"), ReferenceColumn("entry"),
        ReferenceColumn("marked_at", .instant),
    ]
    static let appendOnly = true
}

/// Up to where gestures without an outcome have been looked for, by structure.
enum LogWatch: ReferenceTable {
    static let name: StaticString = "log_watch"
    static let title: StaticString = "Recherche des gestes interrompus dans le journal"
    static let columns = [ReferenceColumn("seen")]
}

/// What a purge removed: rule, count, digest; never the data (rule 14).
enum PurgeProofs: ReferenceTable {
    static let name: StaticString = "purge_proofs"
    static let title: StaticString = "Preuves de purge"
    static let columns = [
        ReferenceColumn("rule"), ReferenceColumn("table_name"), ReferenceColumn("removed", .integer),
        ReferenceColumn("digest", .bytes), ReferenceColumn("purged_at", .instant),
    ]
    static let appendOnly = true
}
