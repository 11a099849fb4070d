// as: Questionnaires
// expect: writing
import Kernel

func keep(_ writing: borrowing Writing) {
    Task { try writing.run("DELETE FROM people") }
}
