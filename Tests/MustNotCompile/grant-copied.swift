// as: Questionnaires
// expect: 'grant' is borrowed and cannot be consumed
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func copy(_ grant: borrowing Grant<Read, FollowUp>) {
    let second = grant
    _ = consume second
}
