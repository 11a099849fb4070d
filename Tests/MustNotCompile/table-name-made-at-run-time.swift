// as: Questionnaires
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import Kernel

func column(_ name: String) -> ReferenceColumn { ReferenceColumn(name) }
