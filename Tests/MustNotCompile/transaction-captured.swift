// as: Questionnaires
// expect: 'writing' is borrowed and cannot be consumed
import Kernel

func keep(_ writing: borrowing Writing) -> () throws -> Int { { try writing.run("DELETE FROM people") } }
