// as: Questionnaires
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import Kernel

func find(_ words: String) -> SQL {
    var text = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    text.appendLiteral(words)
    return SQL(stringInterpolation: text)
}
