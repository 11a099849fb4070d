// as: Questionnaires
// expect: return expression of type 'Reading' does not conform to 'Copyable'
import Kernel

func keep(_ reading: consuming Reading) -> Any { reading }
