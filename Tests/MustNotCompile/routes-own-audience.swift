// as: Questionnaires
// expect: initializer is inaccessible due to 'internal' protection level
import Web

func everybody() -> Audience<Int> { Audience(label: "everybody") { _ in .admitted(1) } }
