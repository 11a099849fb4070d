// as: Questionnaires
// expect: cannot convert value of type 'Column<Health, Other>' to expected argument type 'Column<Health, Answers.Use>'
import Kernel

enum Use: Treatment {
    static let declaration = TreatmentDeclaration(
        code: "T99", title: "Test", purposes: ["Test"],
        legalBasis: LegalBasisRule(all: .init(.publicInterest, "Test")), persons: [.patient], source: "Test",
        recipients: [], measures: [], obligation: "Test")
}

enum Other: Treatment {
    static let declaration = Use.declaration
}

enum Answers: CareTable {
    typealias Use = Program.Use
    static let name: StaticString = "answers"
    static let title: StaticString = "Answers"
    static let columns = declare(Column<Health, Other>("answer", "answer"))
    static let retention = RetentionRule(
        "test", subject: "Test", active: Term(1, .years, from: "test"), ground: .choice, reference: "Test")
}
