// as: Questionnaires
// expect: cannot convert return expression of type 'String' to return type 'SQL'
import Kernel

func find(_ words: String) -> SQL { words }
