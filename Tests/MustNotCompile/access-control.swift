// as: Web
// compiles
import Kernel

func schema(_ tables: [TableDeclaration]) -> String { Schema.text(of: tables, engine: .sqlite) }
