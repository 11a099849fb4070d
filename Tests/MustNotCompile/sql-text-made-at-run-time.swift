// as: Questionnaires
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import Kernel

func find(_ words: String) -> SQL { SQL(stringLiteral: words) }
