import Kernel
import Web

/// `/partners`: says plainly what the module will do, and what stands already.
struct PartnersPage: Page {
    static let template: StaticString = "partners/coming"
    static let example = PartnersPage(language: .fr)
    let title: String
    let promise: String
    let treatments: [String]
    let tables: [String]

    init(language: Language) {
        let french = language == .fr
        title = french ? PartnerExchange.title.fr : PartnerExchange.title.en
        promise = french ? PartnerExchange.promise.fr : PartnerExchange.promise.en
        treatments = PartnerExchange.treatments.map { "\($0.declaration.code) · \($0.declaration.title)" }
        tables = PartnerExchange.tables.map(\.title)
    }
}
