import Kernel
import Web

/// `/records`: says plainly what the module will do, and what stands already.
struct RecordsPage: Page {
    static let template: StaticString = "records/coming"
    static let example = RecordsPage(language: .fr)
    let title: String
    let promise: String
    let treatments: [String]
    let tables: [String]

    init(language: Language) {
        let french = language == .fr
        title = french ? SharedRecords.title.fr : SharedRecords.title.en
        promise = french ? SharedRecords.promise.fr : SharedRecords.promise.en
        treatments = SharedRecords.treatments.map { "\($0.declaration.code) · \($0.declaration.title)" }
        tables = SharedRecords.tables.map(\.title)
    }
}
