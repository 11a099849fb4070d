// as: Questionnaires
// expect: 'cell' is inaccessible due to 'internal' protection level
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func peek(_ answer: Sealed<String, Health, FollowUp>) -> [UInt8] { answer.cell }
