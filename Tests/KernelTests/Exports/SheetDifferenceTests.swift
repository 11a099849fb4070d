import Foundation
import Testing

@testable import Kernel

@Suite struct SheetDifferenceTests {
    private let sheet = SampleSheet.make().sealedWithDigest()

    @Test func `a sheet does not differ from itself, nor from its next version with the same lines`() {
        #expect(SheetDifference(from: sheet, to: sheet).isEmpty)
        var next = sheet
        next.version += 1
        next.effectiveOn = SampleSheet.day("2027-01-01")
        next.cause = "declarations"
        next.causeText = "Nouvelle version du programme"
        next.author = "Autre Personne"
        next.sha256 = nil
        for index in next.treatments.indices {
            next.treatments[index].createdOn = nil
            next.treatments[index].updatedOn = SampleSheet.day("2027-01-01")
        }
        #expect(SheetDifference(from: sheet, to: next).isEmpty)
    }

    @Test func `whatever leaf of the sheet changes, the difference names its line`() throws {
        var sheet = sheet
        sheet.treatments.removeFirst(2)
        let tree = sheet.tree()
        let places = Tree.places(tree).filter { !Tree.ignored($0) }
        #expect(places.count > 250)
        var tried = 0
        for place in places {
            let mutants = Tree.changes(of: tree, at: place).lazy.compactMap { try? Sheet.decode($0.bytes) }
            for mutant in mutants.filter({ $0 != sheet }).prefix(2) {
                tried += 1
                let there = SheetDifference(from: sheet, to: mutant)
                let back = SheetDifference(from: mutant, to: sheet)
                if let line = Tree.line(of: place, in: sheet) {
                    #expect(there.changes.contains { $0.treatment == line }, "\(place)")
                }
                #expect(!there.isEmpty && !back.isEmpty, "\(place)")
            }
        }
        #expect(tried > 300)
    }

    @Test func `every field of a sheet has a French label`() {
        let known = Set(DifferenceWords.labels.map(\.key))
        let keys = Set(Tree.places(sheet.tree()).flatMap { $0 }.compactMap(\.key))
        let versionOnly: Set = [
            "version", "cause", "causeText", "sha256", "treatments", "createdOn", "updatedOn",
        ]
        #expect(keys.subtracting(known).subtracting(versionOnly).isEmpty)
    }

    @Test func `two spellings of one letter are a difference`() {
        let composed = SampleSheet.make(note: "\u{E9}")
        let decomposed = SampleSheet.make(note: "e\u{301}")
        #expect(!SheetDifference(from: composed, to: decomposed).isEmpty)
    }

    @Test func `the text says what a DPO needs: sign, line, field, words`() {
        var next = sheet
        next.treatments.removeLast()
        next.treatments[2].recipients.append(Recipient(.institution, "Institution fictive"))
        next.treatments[2].processors.removeLast()
        next.treatments[2].transfers = []
        next.treatments[2].retention[3].active = Term(6, .months, from: "envoi")
        next.treatments[2].purposes.swapAt(1, 2)
        let expected = """
            T07 - Traitement : Échanges avec les partenaires
            T06 ~ Sous-finalités (ordre) : envoyer l'invitation | calculer un score d'aide | \
            verser la réponse au dossier → calculer un score d'aide | envoyer l'invitation | \
            verser la réponse au dossier
            T06 + Destinataires : Institution fictive (institutionnel)
            T06 - Sous-traitants ultérieurs : Twilio Inc. (SendGrid) (États-Unis) : Acheminement des courriels ; \
            adresse du destinataire et texte neutre, sans donnée de santé ; effectif le 23/11/2026
            T06 - Transferts hors UE : twilio-sendgrid, États-Unis : Décision d'adéquation UE-États-Unis (Data Privacy \
            Framework) ; à défaut : Clauses contractuelles types (art. 46.2.c) ; vérification à faire
            T06 ~ Durées de conservation, Métadonnées d'envoi – Données de connexion (adresses IP, journaux \
            d'événements…), base active, durée : 12 → 6

            """
        #expect(SheetDifference(from: sheet, to: next).text() == expected)
    }

    @Test func `a hostile name cannot drive the terminal that shows the difference`() {
        let hostile = SampleSheet.make(note: "\u{1B}[31m\r\n\u{9B}")
        let text = SheetDifference(from: sheet, to: hostile).text()
        #expect(!text.isEmpty)
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\r" || $0 == "\u{9B}" })
    }
}

/// A step from a node of the tree to one below it.
private enum Step: CustomStringConvertible {
    case member(String)
    case item(Int)

    var key: String? {
        if case .member(let key) = self { return key }
        return nil
    }
    var description: String {
        switch self {
        case .member(let key): key
        case .item(let index): String(index)
        }
    }
}

private enum Tree {
    /// Every node below the root.
    static func places(_ tree: JSONValue, under path: [Step] = []) -> [[Step]] {
        switch tree {
        case .object(let members):
            members.flatMap { [path + [.member($0.key)]] + places($0.value, under: path + [.member($0.key)]) }
        case .array(let items):
            items.enumerated().flatMap { [path + [.item($0)]] + places($1, under: path + [.item($0)]) }
        default: []
        }
    }

    static func ignored(_ place: [Step]) -> Bool {
        switch place.first?.key {
        case "version", "effectiveOn", "cause", "causeText", "author", "sha256": true
        case "treatments": ["createdOn", "updatedOn"].contains(place.last?.key) && place.count == 3
        default: false
        }
    }

    /// The code of the line that a place is in; nil above the lines.
    static func line(of place: [Step], in sheet: Sheet) -> String? {
        guard place.first?.key == "treatments", place.count > 1, case .item(let index) = place[1] else { return nil }
        return sheet.treatments[index].code
    }

    /// The tree with the node at `place` changed in each way that its kind allows: another value, gone, twice.
    static func changes(of tree: JSONValue, at place: [Step]) -> [JSONValue] {
        let words = [
            "x", "2001-02-03", "stopped", "active", "processor", "externe", "interne", "jours", "ans", "nir",
            "localisation",
        ]
        return replace(tree, place[...]) { node in
            switch node {
            case .text(let text): words.map { .text($0) } + [.text(text + "x")]
            case .integer(let number): [.integer(number + 1)]
            case .bool(let flag): [.bool(!flag)]
            case .array(let items): [.array([])] + (items.count > 1 ? [.array(items.reversed())] : [])
            default: []
            }
        }
            + remove(tree, place)
    }

    private static func replace(
        _ tree: JSONValue, _ place: ArraySlice<Step>, with change: (JSONValue) -> [JSONValue]
    ) -> [JSONValue] {
        guard let step = place.first else { return change(tree) }
        switch (tree, step) {
        case (.object(let members), .member(let key)):
            guard let index = members.firstIndex(where: { $0.key == key }) else { return [] }
            return replace(members[index].value, place.dropFirst(), with: change).map { value in
                var copy = members
                copy[index].value = value
                return .object(copy)
            }
        case (.array(let items), .item(let index)):
            return replace(items[index], place.dropFirst(), with: change).map { value in
                var copy = items
                copy[index] = value
                return .array(copy)
            }
        default: return []
        }
    }

    private static func remove(_ tree: JSONValue, _ place: [Step]) -> [JSONValue] {
        guard let last = place.last else { return [] }
        return replace(tree, place.dropLast()) { parent in
            switch (parent, last) {
            case (.object(let members), .member(let key)): [.object(members.filter { $0.key != key })]
            case (.array(let items), .item(let index)) where place.count > 2:
                [
                    .array(items + [items[index]]),
                    .array(items.enumerated().filter { $0.offset != index }.map(\.element)),
                ]
            default: []
            }
        }
    }
}
