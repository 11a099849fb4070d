// {{Name}}: TODO one sentence, what it is for and for whom.
//
//   Treatments.swift   the line of the register
//   Tables/            the only place with SQL
//   Messages.swift     what may leave by e-mail or SMS
//   Migrations.swift   the schema, step by step

public import Kernel

/// TODO what this module does, and its treatment's code.
public struct {{Name}}: Sendable {}

extension {{Name}}: ModuleDeclaration {
    public static let name: ModuleName = "{{slug}}"
    public static let title = Bilingual(fr: "TODO {{Name}}", en: "TODO {{Name}}")
    public static let promise = Bilingual(fr: "TODO une phrase.", en: "TODO one sentence.")
    public static let treatments: [any Treatment.Type] = [{{Name}}Purpose.self]
    public static let tables: [TableDeclaration] = [{{Name}}Entries.declaration]
    public static let jobs: [JobDeclaration] = []
}
