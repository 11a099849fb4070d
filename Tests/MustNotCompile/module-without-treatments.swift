// as: Questionnaires
// expect: type 'Small' does not conform to protocol 'ModuleDeclaration'
import Kernel

enum Small: ModuleDeclaration {
    static let name: ModuleName = "small"
    static let title = Bilingual(fr: "Petit", en: "Small")
    static let promise = Bilingual(fr: "Rien", en: "Nothing")
    static let tables: [TableDeclaration] = []
    static let messages: [MessageDeclaration] = []
    static let jobs: [JobDeclaration] = []
    static let migrations: [Migration] = []
}
