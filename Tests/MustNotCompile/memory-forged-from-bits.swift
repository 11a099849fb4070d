// as: Questionnaires
// expect: expression uses unsafe constructs but is not marked with 'unsafe'
import Kernel

func forge(_ number: Int64) -> Instant { unsafeBitCast(number, to: Instant.self) }
