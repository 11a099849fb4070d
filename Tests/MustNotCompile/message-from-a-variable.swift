// as: Questionnaires
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import Kernel

func invite(about diagnosis: String) -> Message { Message(stringLiteral: diagnosis) }
