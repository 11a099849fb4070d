import Testing

@testable import Kernel

@Suite struct PatientsNumberTests {
    @Test(arguments: [
        "185057512345673", "885997512345663", "781102A12500908", "178112A05012385", "267042B03398738",
        "206127511100564", "189127512501282",
    ])
    func `rule 17: the key holds, Corsica and NIA style included`(_ text: String) throws {
        let matricule = try Matricule(text)
        #expect(matricule.keyHolds)
        #expect(matricule.value == text)
        #expect(matricule.expectedKey == text.suffix(2))
        #expect(matricule.monthIsKnown)
    }

    @Test func `rule 17: a wrong key is kept as received and flagged; the number without its key is no INS`() throws {
        let matricule = try Matricule("185057512345600")
        #expect(!matricule.keyHolds && matricule.value == "185057512345600" && matricule.expectedKey == "73")
        #expect(throws: MatriculeProblem.length(13)) { try Matricule("1850575123456") }
    }

    @Test func `every other key of a number is wrong`() throws {
        for key in 0...99 where key != 73 {
            let text = "1850575123456" + (key < 10 ? "0\(key)" : "\(key)")
            #expect(try !Matricule(text).keyHolds, "\(text)")
        }
    }

    @Test func `a matricule is read with the spaces of typing and a small letter of Corsica, and nothing else`() throws
    {
        #expect(try Matricule("2 79 03 51 215 189 89").value == "279035121518989")
        #expect(try Matricule("178112a05012385").keyHolds)
        for (text, problem) in [
            ("", MatriculeProblem.length(0)), ("585057512345673", .shape), ("085057512345673", .shape),
            ("1781A2A05012385", .shape), ("178112C05012385", .shape), ("17811AA05012385", .shape),
            ("1850575123456AB", .shape), ("1８5057512345673", .shape), ("18505751234567é", .shape),
            ("1850575123456733", .length(16)), ("18505751234567\u{0}", .shape), ("-85057512345673", .shape),
        ] {
            #expect(throws: problem, "\(text)") { try Matricule(text) }
        }
    }

    @Test func `a month that no number has is worth a warning`() throws {
        #expect(try !Matricule("185007512345673").monthIsKnown)
        #expect(try !Matricule("185147512345673").monthIsKnown)
        #expect(try !Matricule("185457512345673").monthIsKnown)
        for month in ["01", "12", "13", "20", "42", "50", "99"] {
            #expect(try Matricule("185\(month)7512345673").monthIsKnown)
        }
    }

    @Test func `rule 17: NIR or NIA is told by the OID alone, and the billing number is no INS`() throws {
        let nia = try INS(matricule: "185057512345673", oid: "1.2.250.1.213.1.4.9")
        #expect(nia.authority == .nia && nia.type == "INS-NIA")
        let nir = try INS(matricule: "885997512345663", oid: "urn:oid:1.2.250.1.213.1.4.8", type: "INS-NIR")
        #expect(nir.authority == .nir)
        #expect(throws: INSProblem.anotherType("NH")) {
            try INS(matricule: "185057512345673", oid: "1.2.250.1.213.1.4.8", type: "NH")
        }
        for oid in ["1.2.250.1.213.1.4.2", "1.2.250.1.176.1.2", "1.2.250.1.213.1.4.1", "", "1.2.250.1.213.1.4.80"] {
            #expect(throws: INSProblem.unknownAuthority) { try INS(matricule: "185057512345673", oid: oid) }
        }
        #expect(throws: INSProblem.matricule(.length(1))) { try INS(matricule: "1", oid: "1.2.250.1.213.1.4.8") }
    }

    @Test func `rule 22: production refuses test and demonstration numbers, the others refuse real ones`() {
        for authority in INSAuthority.allCases {
            let real = [INSAuthority.nir, .nia].contains(authority)
            #expect(authority.mayBeUsed(in: .prod) == real)
            #expect(authority.mayBeUsed(in: .preprod) == !real)
            #expect(authority.mayBeUsed(in: .demo) == !real)
        }
    }

    @Test func `rule 22: what is refused is the use, not the record`() throws {
        let identity = PatientsWorld.qualified(try PatientsWorld.traits())
        #expect(identity.outbound(in: .preprod).ins == PatientsWorld.ins)
        #expect(identity.outbound(in: .prod).ins == nil)
        #expect(identity.insRefusal(in: .prod) == .otherEnvironment)
        #expect(identity.ins == PatientsWorld.ins)
        guard case .local(let number, let traits, _) = identity.outbound(in: .prod) else {
            Issue.record("left as an INS")
            return
        }
        #expect(number == "IPP-1" && traits == identity.traits)
    }

    @Test(.enabled(if: OfficialIdentities.shared != nil, "the shared folder of example identities is absent"))
    func `every official example is kept as received; wrong keys are flagged and never leave`() throws {
        let official = try #require(OfficialIdentities.shared)
        try #require(official.identities.count >= 4)
        for example in official.identities {
            let ins = try INS(matricule: example.matricule, oid: example.oid)
            #expect(ins.matricule.value == example.matricule)
            #expect(ins.matricule.keyHolds == example.key_ok)
            #expect(ins.matricule.expectedKey == example.expected_key)
            let first = example.given_names.split(separator: " ").first.map(String.init) ?? ""
            let identity = PatientsWorld.qualified(
                try StrictTraits(
                    birthName: example.birth_family_name, firstBirthGivenName: first,
                    birthGivenNames: example.given_names, birthDate: BirthDate(try #require(Day(example.birth_date))),
                    sex: try #require(Sex(rawValue: example.sex)), birthPlace: BirthPlace(example.birth_place_insee)),
                ins: ins)
            #expect(identity.traits.firstNameFitsList)
            for environment in INSEnvironment.allCases {
                let leaves = example.key_ok && ins.authority.mayBeUsed(in: environment)
                #expect(identity.outbound(in: environment).ins == (leaves ? ins : nil))
                #expect((try? INSDatamatrix(identity, in: environment)) != nil || !leaves)
                #expect((try? INSDatamatrix(identity, in: environment)) == nil || leaves)
            }
        }
        for other in official.other_numbers_seen_in_examples {
            let matricule = try Matricule(other.matricule)
            #expect(matricule.keyHolds == other.key_ok && matricule.value == other.matricule)
        }
    }
}
