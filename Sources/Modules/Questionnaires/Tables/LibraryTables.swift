import Kernel

/// Published questionnaires: immutable by version (rule 56), with their licence status (rule 55). No person.
enum QuestionnaireLibrary: ReferenceTable {
    static let name: StaticString = "questionnaires_library"
    static let title: StaticString = "Bibliothèque de questionnaires"
    static let columns = [
        ReferenceColumn("canonical"), ReferenceColumn("version"), ReferenceColumn("title"), ReferenceColumn("language"),
        ReferenceColumn("licence_status"), ReferenceColumn("licence_holder", required: false),
        ReferenceColumn("resource", .bytes), ReferenceColumn("digest", .bytes), ReferenceColumn("published_on", .day),
        ReferenceColumn("withdrawn_on", .day, required: false),
    ]
    static let unique = [["canonical", "version", "language"]]
}

/// A structure's evidence that it may use an instrument that is not free.
enum Licences: StaffTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_licences"
    static let title: StaticString = "Licences d'instruments détenues par la structure"
    static let columns = declare(
        Column<Technical, Use>("instrument", ""),
        Column<Administrative, Use>("status", "statut de la licence"),
        Column<Administrative, Use>("evidence", "référence de la licence", required: false),
        Column<Technical, Use>("recorded_by", ""),
        Column<Administrative, Use>("expires_on", "échéance de la licence", .day, required: false))
    static let retention = RetentionRule.agreements("Licences d'instruments")
}
