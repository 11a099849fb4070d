import Kernel
import Testing
import Web

@testable import PartnerExchange

@Suite struct PartnerExchangePageTests {
    @Test(arguments: Language.allCases)
    func `the page says what is declared, and that the gestures are still to come`(_ language: Language) throws {
        let templates = try Templates(rooms: [Mount.resources, PartnerExchange.resources])
        let page = ComingPage(
            PartnerExchange.self, will: templates.texts(language)("partners.gestures"), language: language)
        let html = try templates.body(page, language: language, csrf: "")
        for treatment in PartnerExchange.treatments { #expect(html.contains("<li>\(treatment.code) · ")) }
        let items = html.split(separator: "<li>").count - 1
        #expect(items == PartnerExchange.treatments.count + PartnerExchange.tables.count)
        #expect(!PartnerExchange.treatments.isEmpty && !PartnerExchange.tables.isEmpty)
        let promise = language == .fr ? PartnerExchange.promise.fr : PartnerExchange.promise.en
        // Up to the first apostrophe, which HTML writes otherwise.
        #expect(html.contains(promise.prefix { $0 != "'" }))
        #expect(html.contains("class=\"note warn\""))
        #expect(!html.contains("<form"))
    }
}
