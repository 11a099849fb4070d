// as: Questionnaires
// expect: cannot convert value of type 'String' to expected argument type 'Sealed<Value, Health, FollowUp>'
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

let answer = Column<Health, FollowUp>("answer", "réponse")
func write(_ text: String) -> CareValue<FollowUp> { answer.set(text) }
