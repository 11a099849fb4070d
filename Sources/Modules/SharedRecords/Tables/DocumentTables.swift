import Kernel

/// A document. Its kind tells of an illness and is sealed; the broad class by which missions are judged is clear.
enum Documents: CareTable {
    typealias Use = SharedFile
    static let name: StaticString = "records_documents"
    static let title: StaticString = "Documents du dossier"
    static let columns = declare(
        Column<Health, Use>("title", "titre du document"),
        Column<Health, Use>("kind", "type de document"),
        Column<Administrative, Use>("sharing_class", "classe de partage (soin, social, administratif)"),
        Column<Technical, Use>("author", ""),
        Column<Technical, Use>("media_type", ""),
        Column<Technical, Use>("size", "", .integer),
        Column<Technical, Use>("digest", "", .bytes),
        Column<Technical, Use>("replaces", "", required: false),
        Column<Administrative, Use>("state", "état du document"),
        Column<Administrative, Use>("happened_on", "date de l'acte ou du document", .day))
    static let retention = RetentionRule.patientFile("Documents, notes, mesures et histoire du patient")
}

/// A file is sealed piece by piece, so that it can be read as a stream.
enum FileChunks: CareTable {
    typealias Use = SharedFile
    static let name: StaticString = "records_file_chunks"
    static let title: StaticString = "Contenu des documents"
    static let columns = declare(
        Column<Technical, Use>("document", ""),
        Column<Technical, Use>("position", "", .integer),
        Column<Health, Use>("content", "contenu du document"))
    static let retention = Documents.retention
    static let appendOnly = true
    static let unique = [["document", "position"]]
}

enum Notes: CareTable {
    typealias Use = SharedFile
    static let name: StaticString = "records_notes"
    static let title: StaticString = "Notes de soins"
    static let columns = declare(
        Column<Health, Use>("content", "notes des professionnels"),
        Column<Administrative, Use>("sharing_class", "classe de partage (soin, social, administratif)"),
        Column<Technical, Use>("author", ""),
        Column<Technical, Use>("replaces", "", required: false),
        Column<Administrative, Use>("happened_on", "date de la note", .day))
    static let retention = Documents.retention
    static let appendOnly = true
}

/// Daily-life support that is no part of the medical file: another class, another term.
enum SocialNotes: CareTable {
    typealias Use = SharedFile
    static let name: StaticString = "records_social_notes"
    static let title: StaticString = "Notes d'accompagnement social"
    static let columns = declare(
        Column<PersonalLife, Use>("content", "habitudes de vie, aides à domicile et projet d'accompagnement"),
        Column<Technical, Use>("author", ""),
        Column<Technical, Use>("replaces", "", required: false),
        Column<Administrative, Use>("happened_on", "date de la note", .day))
    static let retention = RetentionRule.socialSupport("Notes d'accompagnement social")
    static let appendOnly = true
}
