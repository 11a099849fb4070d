import Kernel
import Web

/// `/questionnaires`: says plainly what the module will do, and what stands already.
struct QuestionnairesPage: Page {
    static let template: StaticString = "questionnaires/coming"
    static let example = QuestionnairesPage(language: .fr)
    let title: String
    let promise: String
    let treatments: [String]
    let tables: [String]

    init(language: Language) {
        let french = language == .fr
        title = french ? Questionnaires.title.fr : Questionnaires.title.en
        promise = french ? Questionnaires.promise.fr : Questionnaires.promise.en
        treatments = Questionnaires.treatments.map { "\($0.declaration.code) · \($0.declaration.title)" }
        tables = Questionnaires.tables.map(\.title)
    }
}
