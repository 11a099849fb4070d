// as: Questionnaires
// expect: initializer is inaccessible due to 'fileprivate' protection level
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func forge() -> Grant<Read, FollowUp> { Grant<Read, FollowUp>() }
