// as: Questionnaires
// compiles
import Kernel

enum Use: Treatment {
    static let declaration = TreatmentDeclaration(
        code: "T99", title: "Test", purposes: ["Test"],
        legalBasis: LegalBasisRule(all: .init(.publicInterest, "Test")), persons: [.patient], source: "Test",
        recipients: [], measures: [], obligation: "Test")
}

enum Answers: CareTable {
    typealias Use = Program.Use
    static let name: StaticString = "answers"
    static let title: StaticString = "Answers"
    static let columns = declare(Column<Administrative, Use>("state", "state"), Column<Health, Use>("answer", "answer"))
    static let retention = RetentionRule(
        "test", subject: "Test", active: Term(1, .years, from: "test"), ground: .choice, reference: "Test")
}

enum Forms: ReferenceTable {
    static let name: StaticString = "forms"
    static let title: StaticString = "Forms"
    static let columns = [ReferenceColumn("code"), ReferenceColumn("published_on", .day)]
}
