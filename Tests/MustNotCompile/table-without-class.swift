// as: Questionnaires
// expect: generic parameter 'Class' could not be inferred
import Kernel

enum Use: Treatment {
    static let declaration = TreatmentDeclaration(
        code: "T99", title: "Test", purposes: ["Test"],
        legalBasis: LegalBasisRule(all: .init(.publicInterest, "Test")), persons: [.patient], source: "Test",
        recipients: [], measures: [], obligation: "Test")
}

let column = Column("answer", "answer")
