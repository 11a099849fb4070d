import Testing

@testable import Kernel

@Suite struct PatientsSearchTermTests {
    @Test func `accents, case, hyphens, apostrophes and spaces tell no names apart`() {
        for (a, b) in [
            ("D'Artagnan", "d’ARTAGNAN"), ("Jean-Paul", "JEAN PAUL"), ("Noël", "NOEL"), ("Noe\u{308}l", "noël"),
            ("Œuvré", "OEUVRE"), ("Le  Gall", " le gall "), ("Nguyễn", "nguyen"), ("O'Brien", "OBRIEN"),
            ("Straße", "STRASSE"), ("ﬁn", "FIN"), ("Kerdoncu\u{2011}ff", "kerdoncuff"),
        ] {
            #expect(SearchTerm.name(a) == SearchTerm.name(b), "\(a)")
            #expect(SearchTerm.nameStart(a) == SearchTerm.nameStart(b), "\(a)")
        }
        #expect(SearchTerm.name("Martin") != SearchTerm.name("Martine"))
        #expect(SearchTerm.nameStart("Martin") == SearchTerm.nameStart("Martine"))
        #expect(SearchTerm.nameStart("d’Artagnan")?.value == "DAR")
        #expect(SearchTerm.name("Мария") != SearchTerm.name("Марина"))
        #expect(SearchTerm.name("李") != SearchTerm.name("王"))
    }

    @Test func `what holds nothing to search is no term, and what holds no letter is still found`() {
        for empty in ["", "  ", "\u{A0}\n"] {
            #expect(SearchTerm.name(empty) == nil && SearchTerm.nameStart(empty) == nil)
        }
        #expect(SearchTerm.name("😀") != nil && SearchTerm.name("😀") != SearchTerm.name("🙃"))
        #expect(SearchTerm.name("'") != nil)
    }

    @Test(.enabled(if: !NastyTexts.all.isEmpty, "the shared folder of hostile texts is absent"))
    func `every hostile name is found by itself`() {
        for text in NastyTexts.all + NastyTexts.ours where !text.isBlank {
            #expect(SearchTerm.name(text) != nil, "\(text)")
        }
    }

    @Test func `French phone numbers become E164, overseas ones with the code of their territory`() {
        for (typed, number) in [
            ("06 12 34 56 78", "+33612345678"), ("0612345678", "+33612345678"), ("06.12.34.56.78", "+33612345678"),
            ("+33 6 12 34 56 78", "+33612345678"), ("+33 (0)6 12 34 56 78", "+33612345678"),
            ("0033612345678", "+33612345678"), ("01\u{A0}23-45/67 89", "+33123456789"),
            ("0590 12 34 56", "+590590123456"), ("0690 12 34 56", "+590690123456"), ("0691123456", "+590691123456"),
            ("+590 690 12 34 56", "+590690123456"), ("+33 690 12 34 56", "+590690123456"),
            ("+590 (0)690 12 34 56", "+590690123456"), ("0594123456", "+594594123456"),
            ("0694123456", "+594694123456"), ("0596123456", "+596596123456"), ("0696123456", "+596696123456"),
            ("0697123456", "+596697123456"), ("0262123456", "+262262123456"), ("0263123456", "+262263123456"),
            ("0692123456", "+262692123456"), ("0693123456", "+262693123456"), ("0269123456", "+262269123456"),
            ("0639123456", "+262639123456"), ("+508 41 12 34", "+508411234"), ("+687 12 34 56", "+687123456"),
            ("+689 40 12 34 56", "+68940123456"), ("+44 20 7946 0000", "+442079460000"),
        ] {
            #expect(PhoneNumber.e164(typed) == number, "\(typed)")
        }
        for bad in [
            "", "15", "112", "3114", "061234567", "06123456789", "612345678", "06 12 34 56 7a", "+", "+0612345678",
            "00", "0012", "+33612345", "+336123456789", "0012345678901234567", "０６１２３４５６７８", "06 12 34 56 78 poste 3",
            "06+12345678", "0012345",
        ] {
            #expect(PhoneNumber.e164(bad) == nil, "\(bad)")
        }
    }

    @Test func `a mail address is compared in small letters`() {
        #expect(MailAddress.normal(" Dominique.Trois@Courriel.Example ") == "dominique.trois@courriel.example")
        for bad in ["", "@", "a@", "@b", "a@b@c", "a b@c", "a"] { #expect(MailAddress.normal(bad) == nil) }
    }

    @Test func `a patient is found by everything that is theirs and by nothing of the circle or of the past`() throws {
        let identity = PatientIdentity(
            traits: try PatientsWorld.traits(), used: try UsedNames(name: "Martin", givenName: "Domi"),
            ins: PatientsWorld.ins, localNumber: "IPP-7")
        let contacts = [
            PatientContact(id: "1", kind: .phone, value: "06 12 34 56 78"),
            PatientContact(id: "2", kind: .mail, value: "D@Courriel.Example"),
            PatientContact(id: "3", member: "m", kind: .phone, value: "06 99 99 99 99"),
            PatientContact(id: "4", kind: .phone, value: "06 88 88 88 88", endedOn: PatientsWorld.today),
            PatientContact(id: "5", kind: .address, value: "1 rue de l’Exemple"),
            PatientContact(id: "6", kind: .phone, value: "poste 12"),
        ]
        let former = try INS(matricule: "185057512345673", oid: "1.2.250.1.213.1.4.10")
        let terms = SearchTerms.of(identity, formerNumbers: [former], contacts: contacts)
        let expected: Set<SearchTerm?> = [
            .ins("279035121518989"), .ins("1 85 05 75 123 456 73"), .name("pat trois"), .name("MARTIN"),
            .nameStart("PAT"), .nameStart("mar"), .givenName("Dominique"), .givenName("domi"),
            .birthDate(try #require(Day("1979-03-28"))), .phone("+33612345678"), .mail("d@courriel.example"),
            .localNumber("IPP-7"),
        ]
        #expect(terms == Set(expected.compactMap { $0 }) && terms.count == 12)
    }

    @Test func `digests of different kinds and of different structures never meet`() {
        let (one, other) = (SearchSecret.fresh(), SearchSecret.fresh())
        let terms = [SearchTerm.name("PAT"), .nameStart("PAT"), .givenName("PAT"), .localNumber("PAT")].compactMap {
            $0
        }
        let all = Set(terms.map { one.digest($0).bytes } + terms.map { other.digest($0).bytes })
        #expect(all.count == 8)
        #expect(Set(SearchKind.allCases.map(\.label.description)).count == SearchKind.allCases.count)
        #expect(one.digest(terms[0]) == one.digest(terms[0]))
    }
}
