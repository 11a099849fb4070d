// as: Questionnaires
// expect: type 'Answers' does not conform to protocol 'DeclaredTable'
import Kernel

enum Answers: CareTable {
    static let name: StaticString = "answers"
    static let title: StaticString = "Answers"
    static let columns: [ColumnDeclaration] = []
    static let retention = RetentionRule(
        "test", subject: "Test", active: Term(1, .years, from: "test"), ground: .choice, reference: "Test")
}
