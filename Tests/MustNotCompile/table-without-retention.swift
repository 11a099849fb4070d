// as: Questionnaires
// expect: type 'Answers' does not conform to protocol 'DeclaredTable'
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
    static let columns = declare(Column<Health, Use>("answer", "answer"))
}
