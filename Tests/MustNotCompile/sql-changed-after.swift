// as: Questionnaires
// expect: cannot assign to property: 'text' is a 'let' constant
import Kernel

func find(_ words: String) -> SQL {
    var sql: SQL = "SELECT id FROM people"
    sql.text = words
    return sql
}
