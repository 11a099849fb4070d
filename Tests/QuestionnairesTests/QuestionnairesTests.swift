import Kernel
import Testing
import Web

@testable import Questionnaires

@Suite struct QuestionnairesPageTests {
    @Test(arguments: Language.allCases)
    func `the page says what is declared, and that the gestures are still to come`(_ language: Language) throws {
        let templates = try Templates(rooms: [Mount.resources, Questionnaires.resources])
        let page = ComingPage(
            Questionnaires.self, will: templates.texts(language)("questionnaires.gestures"), language: language)
        let html = try templates.body(page, language: language, csrf: "")
        for treatment in Questionnaires.treatments { #expect(html.contains("<li>\(treatment.code) · ")) }
        let items = html.split(separator: "<li>").count - 1
        #expect(items == Questionnaires.treatments.count + Questionnaires.tables.count)
        #expect(!Questionnaires.treatments.isEmpty && !Questionnaires.tables.isEmpty)
        let promise = language == .fr ? Questionnaires.promise.fr : Questionnaires.promise.en
        // Up to the first apostrophe, which HTML writes otherwise.
        #expect(html.contains(promise.prefix { $0 != "'" }))
        #expect(html.contains("class=\"note warn\""))
        #expect(!html.contains("<form"))
    }
}
