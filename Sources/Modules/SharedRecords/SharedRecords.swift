// SharedRecords: one file for one patient, read by those who take part in the care.
//
//   Treatments.swift   T05, the line of the register
//   Tables/            documents and their chunks, notes, measures, timeline, masks
//   Messages.swift     what may leave by e-mail or SMS
//   Migrations.swift   the schema, step by step

public import Kernel

/// The shared patient file (T05).
public struct SharedRecords: Sendable {}

extension SharedRecords: ModuleDeclaration {
    public static let name: ModuleName = "shared-records"
    public static let title = Bilingual(fr: "Dossier patient partagé", en: "Shared patient file")
    public static let promise = Bilingual(
        fr: "Un seul dossier, lu par ceux qui participent aux soins, et chaque lecture visible du patient.",
        en: "One file, read by those who take part in the care, and every read visible to the patient.")
    public static let treatments: [any Treatment.Type] = [SharedFile.self]
    public static let tables: [TableDeclaration] = [
        Documents.declaration, FileChunks.declaration, Notes.declaration, SocialNotes.declaration,
        SummaryItems.declaration, Measures.declaration, TimelineMarks.declaration, Masks.declaration,
    ]
    public static let jobs: [JobDeclaration] = [
        JobDeclaration(
            "records-unfinished-files", everyMinutes: 60,
            purpose: Bilingual(
                fr: "Retirer les fichiers dont le dépôt n'a pas abouti", en: "Remove files whose upload did not end"))
    ]
}
