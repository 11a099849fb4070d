// as: Questionnaires
// expect: cannot find 'Schema' in scope
import Kernel

func schema(_ tables: [TableDeclaration]) -> String { Schema.text(of: tables, engine: .sqlite) }
