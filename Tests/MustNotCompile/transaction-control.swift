// as: Questionnaires
// compiles
import Kernel

func count(_ reading: borrowing Reading) throws -> Int64? {
    try reading.first("SELECT count(*) AS n FROM people")?.integer("n")
}
