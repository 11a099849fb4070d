// as: Questionnaires
// expect: 'SQL' initializer is inaccessible due to 'internal' protection level
import Kernel

let make: (String, [SQLValue]) -> SQL = SQL.init(trusted:_:)
