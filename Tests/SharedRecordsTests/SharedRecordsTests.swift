import Kernel
import Testing
import Web

@testable import SharedRecords

@Suite struct SharedRecordsPageTests {
    @Test(arguments: Language.allCases)
    func `the page says what is declared, and that the gestures are still to come`(_ language: Language) throws {
        let templates = try Templates(rooms: [Mount.resources, SharedRecords.resources])
        let page = ComingPage(
            SharedRecords.self, will: templates.texts(language)("records.gestures"), language: language)
        let html = try templates.body(page, language: language, csrf: "")
        for treatment in SharedRecords.treatments { #expect(html.contains("<li>\(treatment.code) · ")) }
        let items = html.split(separator: "<li>").count - 1
        #expect(items == SharedRecords.treatments.count + SharedRecords.tables.count)
        #expect(!SharedRecords.treatments.isEmpty && !SharedRecords.tables.isEmpty)
        let promise = language == .fr ? SharedRecords.promise.fr : SharedRecords.promise.en
        // Up to the first apostrophe, which HTML writes otherwise.
        #expect(html.contains(promise.prefix { $0 != "'" }))
        #expect(html.contains("class=\"note warn\""))
        #expect(!html.contains("<form"))
    }
}
