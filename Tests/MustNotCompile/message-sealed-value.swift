// as: Questionnaires
// expect: to expected argument type 'Message.Slot'
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func invite(about answer: Sealed<String, Health, FollowUp>) -> Message { "Votre réponse \(answer)" }
