import Testing

@testable import Kernel

@Suite struct PatientsTraitTests {
    @Test func `rule 23: names are kept as received, whatever they are`() throws {
        let names = ["d’Artagnan", "  LE  GALL ", "Æthelstan-Œuvré", "Nguyễn", "O'", "李", "Ибрагимов", "e\u{301}"]
        for name in names {
            let traits = try PatientsWorld.traits(birthName: name, first: name, list: name)
            #expect(traits.birthName.utf8.elementsEqual(name.utf8))
            #expect(traits.firstBirthGivenName.utf8.elementsEqual(name.utf8))
            #expect(traits.birthGivenNames?.utf8.elementsEqual(name.utf8) == true)
        }
    }

    @Test(.enabled(if: !NastyTexts.all.isEmpty, "the shared folder of hostile texts is absent"))
    func `hostile names are kept byte for byte or refused in words, never repaired`() throws {
        var (kept, refused) = (0, 0)
        for text in NastyTexts.all + NastyTexts.ours {
            do {
                let traits = try PatientsWorld.traits(birthName: text, first: text, list: text)
                #expect(traits.birthName.utf8.elementsEqual(text.utf8))
                #expect(!NameFolding.key(text).isEmpty)
                kept += 1
            } catch let problem as TraitProblem {
                #expect(!problem.sentence.fr.isEmpty && !problem.sentence.en.contains(text) || text.count < 3)
                refused += 1
            }
            // At the edge either plain letters come out or nothing does.
            if let name = try? INSiLexicon.familyName(text) {
                #expect(name.allSatisfy { $0.isASCII && ($0.isUppercase || " '-".contains($0)) }, "\(text)")
            }
        }
        #expect(kept > 200 && refused > 3)
    }

    @Test func `rule 23: used names come from nobody but the person`() throws {
        let identity = PatientIdentity(traits: try PatientsWorld.traits())
        #expect(identity.used == .none && identity.used.name == nil && identity.used.givenName == nil)
        #expect(try UsedNames(name: "  ", givenName: "").name == nil)
        #expect(try UsedNames(name: "Trois", givenName: "Domi").givenName == "Domi")
        #expect(throws: TraitProblem.notAName) { try UsedNames(name: "a\nb") }
    }

    @Test func `a name says something, on one line`() throws {
        #expect(throws: TraitProblem.birthNameMissing) { try PatientsWorld.traits(birthName: " \u{A0}") }
        #expect(throws: TraitProblem.firstGivenNameMissing) { try PatientsWorld.traits(first: "") }
        for bad in ["a\u{0}b", "a\nb", "a\u{2028}b", "a\u{7F}", String(repeating: "A", count: 201)] {
            #expect(throws: TraitProblem.notAName) { try PatientsWorld.traits(birthName: bad) }
        }
        #expect(try PatientsWorld.traits(list: " ").birthGivenNames == nil)
    }

    @Test func `an incomplete birth date is written as the RNIV says, and marked`() throws {
        #expect(BirthDate(year: 1979, month: 3, day: 28) == BirthDate(try #require(Day("1979-03-28"))))
        for (month, day, expected) in [
            (3, nil, "1979-03-01"), (nil, 28, "1979-01-28"), (nil, nil, "1979-12-31"),
        ] as [(Int?, Int?, String)] {
            let date = try #require(BirthDate(year: 1979, month: month, day: day))
            #expect(date.day.description == expected && date.isUncertain)
        }
        #expect(BirthDate(year: 1979, month: 2, day: 30) == nil)
        #expect(BirthDate(year: 1979, month: nil, day: 32) == nil)
    }

    @Test func `a place of birth is a code of five: Corsica, abroad, and codes that are no more`() {
        for good in ["51215", "2A004", "2B033", "99109", "97411", "99999", "75056"] {
            #expect(BirthPlace(good)?.code == good)
        }
        for bad in ["2a004", "2C004", "5121", "512155", "A2004", "", "５1215", "Paris"] {
            #expect(BirthPlace(bad) == nil)
        }
        #expect(BirthPlace("99109")?.isAbroad == true)
    }

    @Test func `the first given name fits the start of the list, hyphens and apostrophes counting as spaces`() throws {
        func fits(_ first: String, _ list: String?) throws -> Bool {
            try PatientsWorld.traits(first: first, list: list).firstNameFitsList
        }
        for first in ["JEAN", "JEAN-CHRISTOPHE", "Jean Christophe", "JEAN'CHRISTOPHE"] {
            #expect(try fits(first, "JEAN CHRISTOPHE PIERRE"))
        }
        #expect(try fits("Anne-Zoé", "ANNE ZOE"))
        #expect(try fits("JEAN", nil))
        for first in ["PIERRE", "JEA", "JEAN PIERRE", "JEANCHRISTOPHE", "JEAN CHRISTOPHE PIERRE PAUL"] {
            #expect(try !fits(first, "JEAN CHRISTOPHE PIERRE"))
        }
    }

    @Test func `names are written in the alphabet of INSi only at the edge, and what has no equivalent is refused`()
        throws
    {
        for (name, written) in [
            ("d’Artagnan", "D'ARTAGNAN"), ("Noël--Œuvré", "NOEL--OEUVRE"), ("  Le  Gall ", "LE GALL"),
            ("Straße", "STRASSE"), ("Nguyễn", "NGUYEN"), ("Peña\u{2011}Muñoz", "PENA-MUNOZ"), ("Łukasz", "LUKASZ"),
        ] {
            #expect(try INSiLexicon.familyName(name) == written)
        }
        for (name, problem) in [
            ("李", LexiconProblem.noEquivalent("李")), ("Ана", .noEquivalent("А")), ("R2D2", .noEquivalent("2")),
            ("", .empty), ("   ", .empty), ("-MARTIN", .start), ("O''BRIEN", .doubled), ("D' ARC", .doubled),
            ("A---B", .hyphens), ("Zoé😀", .noEquivalent("😀")), ("MARTIN;", .noEquivalent(";")),
            ("\u{301}", .noEquivalent("\u{301}")), (String(repeating: "A", count: 101), .length(101)),
        ] {
            #expect(throws: problem, "\(name)") { try INSiLexicon.familyName(name) }
        }
        #expect(try INSiLexicon.givenNames("Jean-Paul Noé") == "JEAN-PAUL NOE")
        #expect(throws: LexiconProblem.hyphens) { try INSiLexicon.givenNames("JEAN--PAUL") }
        #expect(throws: LexiconProblem.end) { try INSiLexicon.givenNames("JEAN- PAUL") }
        #expect(throws: LexiconProblem.end) { try INSiLexicon.givenNames("PAUL'") }
    }
}
