import Foundation
import Testing

@testable import Kernel

@Suite struct ImpactFileTests {
    private struct File: Decodable {
        struct Head: Decodable {
            let name: String
            let status: Int
        }
        struct Answer: Decodable {
            struct Content: Decodable {
                let text: String
                let list: [String]
            }
            let question: Int
            let data: Content

            enum CodingKeys: String, CodingKey {
                case question = "reference_to"
                case data
            }
        }
        struct Measure: Decodable {
            let title: String
            let content: String
        }
        let pia: Head
        let answers: [Answer]
        let measures: [Measure]
        let evaluations: [String]
        let comments: [String]
    }

    @Test func `the file answers every question of sections 1 and 2, from the lines that need an assessment`() throws {
        let file = try #require(ImpactFile(SampleSheet.make()))
        #expect(file.treatments == ["T00", "T06", "T07"])
        let read = try JSONDecoder().decode(File.self, from: Data(file.bytes()))
        #expect(
            read.answers.map(\.question) == [
                111, 112, 113, 121, 122, 123, 211, 212, 213, 214, 215, 221, 222, 223, 224, 225, 226, 227,
            ])
        #expect(read.answers.allSatisfy { !$0.data.text.isEmpty && $0.data.list.isEmpty })
        #expect(read.pia.status == 0)
        #expect(read.answers[17 - 1].data.text.contains("Twilio"))
        #expect(!read.answers[0].data.text.contains("T03"))
        #expect(read.measures.contains { $0.title == "Chiffrement des données" && !$0.content.isEmpty })
        #expect(file.bytes() == ImpactFile(SampleSheet.make())?.bytes())
    }

    @Test func `no line that needs one, no file`() {
        var sheet = SampleSheet.make()
        sheet.treatments = sheet.treatments.filter { !$0.impactAssessment.required }
        #expect(ImpactFile(sheet) == nil)
    }

    @Test func `names are text in the tool's editor, never HTML`() throws {
        for text in NastyTexts.all + NastyTexts.ours + ["<img src=x onerror=alert(1)>"] where text.contains("<") {
            let file = try #require(ImpactFile(SampleSheet.make(note: text)))
            let read = try JSONDecoder().decode(File.self, from: Data(file.bytes()))
            for html in read.answers.map(\.data.text) + read.measures.map(\.content) {
                let tags = html.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
                #expect(Set(tags).isSubset(of: ["p", "/p", "ul", "/ul", "li", "/li", "strong", "/strong"]))
            }
        }
    }
}
