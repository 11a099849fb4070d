import Foundation
import Kernel
import Testing

/// Words that leave the house.
@Suite struct MessageTests {
    /// Stems of health, of specialities and of identity: none may stand in a message.
    static let banned = [
        "sant", "health", "malad", "illness", "diagnos", "traitement", "treatment", "soin", "médic", "medic", "hôpital",
        "hospital", "cancer", "psy", "grossesse", "pregnan", "diab", "douleur", "pain", "symptom", "questionnaire",
        "résultat", "result", "ordonnance", "prescription", "consultation", "patient", "naissance", "birth", "nom de",
        "matricule", "ins ", "monsieur", "madame",
    ]

    static func findings(in text: String) -> [String] {
        let lower = text.lowercased()
        return banned.filter { lower.contains($0) }
    }

    @Test func `rules 33 and 64: no message holds a word of health, a speciality or a field of identity`() {
        let all = GoldenTests.all.flatMap { $0.messages }
        #expect(all.count >= 17)
        for message in all {
            for text in [message.subject.fr, message.subject.en, message.text.fr, message.text.en] {
                #expect(Self.findings(in: text.description) == [], "\(message.id): \(text)")
            }
        }
        // The guard sees what it is for.
        #expect(Self.findings(in: "Vos résultats de santé sont arrivés") == ["sant", "résultat"])
        #expect(Self.findings(in: "Madame Roseline, votre consultation") == ["consultation", "madame"])
    }

    @Test func `both languages of a message have the same slots, and a subject has none but the structure`() {
        for message in GoldenTests.all.flatMap({ $0.messages }) {
            #expect(
                message.text.fr.slots.sorted { $0.rawValue < $1.rawValue }
                    == message.text.en.slots.sorted { $0.rawValue < $1.rawValue }, "\(message.id)")
            #expect(message.subject.fr.slots.allSatisfy { $0 == .structure }, "\(message.id)")
            #expect(message.subject.en.slots.allSatisfy { $0 == .structure }, "\(message.id)")
        }
    }

    @Test func `a slot without a value sends nothing`() throws {
        let message: Message = "Votre code est \(.code)."
        #expect(try message.filled([.code: "123456"]) == "Votre code est 123456.")
        #expect(throws: Message.Mistake.emptySlot(.code)) { try message.filled([.link: "x"]) }
    }
}
