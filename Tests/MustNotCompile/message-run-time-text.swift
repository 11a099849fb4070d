// as: Questionnaires
// expect: cannot convert value of type 'String' to expected argument type 'Message.Slot'
import Kernel

func invite(about diagnosis: String) -> Message { "Votre suivi \(diagnosis) : \(.link)" }
