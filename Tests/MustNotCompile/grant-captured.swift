// as: Questionnaires
// expect: 'grant' cannot be captured by an escaping closure since it is a borrowed parameter
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func keep(
    _ grant: borrowing Grant<Read, FollowUp>, _ answer: Sealed<String, Health, FollowUp>
) -> @Sendable () throws -> String { { try grant.open(answer) } }
