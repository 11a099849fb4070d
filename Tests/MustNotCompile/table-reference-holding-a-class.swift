// as: Questionnaires
// expect: Column<Health, Use>
import Kernel

enum Use: Treatment {
    static let declaration = TreatmentDeclaration(
        code: "T99", title: "Test", purposes: ["Test"],
        legalBasis: LegalBasisRule(all: .init(.publicInterest, "Test")), persons: [.patient], source: "Test",
        recipients: [], measures: [], obligation: "Test")
}

enum Forms: ReferenceTable {
    static let name: StaticString = "forms"
    static let title: StaticString = "Forms"
    static let columns: [ReferenceColumn] = [Column<Health, Use>("answer", "answer")]
}
