// as: Questionnaires
// expect: 'Caller' initializer is inaccessible due to 'package' protection level
import Kernel

func somebody() -> Caller { Caller() }
