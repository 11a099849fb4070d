// as: Questionnaires
// expect: value of type 'Reading' has no member 'run'
import Kernel

func write(_ reading: borrowing Reading) throws { try reading.run("DELETE FROM people") }
