// as: Questionnaires
// compiles
import Kernel

func find(_ name: String) -> SQL { "SELECT id FROM people WHERE name = \(name)" }
