// as: Questionnaires
// expect: to expected argument type 'Sealed<String, Health, Sharing>'
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func read(_ grant: borrowing Grant<Read, Sharing>, _ answer: Sealed<String, Health, FollowUp>) throws -> String {
    try grant.open(answer)
}
