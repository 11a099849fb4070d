// as: Questionnaires
// expect: requires the types 'Write' and 'Read' be equivalent
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func read(_ grant: borrowing Grant<Write, FollowUp>, _ answer: Sealed<String, Health, FollowUp>) throws -> String {
    try grant.open(answer)
}
