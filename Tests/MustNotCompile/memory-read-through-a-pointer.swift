// as: Questionnaires
// expect: expression uses unsafe constructs but is not marked with 'unsafe'
import Kernel

func peek(_ value: SQL) -> Int {
    withUnsafeBytes(of: value) { $0.load(as: Int.self) }
}
