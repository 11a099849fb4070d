import Testing

@testable import Kernel

@Suite struct PatientsDuplicateTests {
    private let secret = SearchSecret.fresh()

    private func digests(
        name: String = "PAT-TROIS", first: String = "DOMINIQUE", born: String = "1979-03-28", used: String? = nil,
        ins: String? = nil, phone: String? = nil
    ) throws -> Set<SearchDigest> {
        let identity = PatientIdentity(
            traits: try PatientsWorld.traits(birthName: name, first: first, born: born),
            used: try UsedNames(name: used),
            ins: try ins.map { try INS(matricule: $0, oid: "1.2.250.1.213.1.4.10") })
        let contacts = phone.map { [PatientContact(id: "1", kind: .phone, value: $0)] } ?? []
        return secret.digests(SearchTerms.of(identity, contacts: contacts))
    }

    private func reasons(_ a: Set<SearchDigest>, _ b: Set<SearchDigest>) -> [DuplicateReason] {
        DuplicateRules.candidates(for: a, among: [PatientID("p"): b]).first?.reasons ?? []
    }

    @Test func `rule 24: a candidate has the same number, or the same birth date and the same start of a name`() throws
    {
        let new = try digests(ins: "279035121518989", phone: "0612345678")
        #expect(
            try reasons(new, digests(name: "X", first: "Y", born: "2001-01-01", ins: "279035121518989")) == [
                .sameNumber
            ])
        #expect(try reasons(new, digests(name: "PATTERSON", first: "Y")) == [.sameBirthDate, .sameNameStart])
        #expect(try reasons(new, digests(first: "Y")).contains(.sameName))
        #expect(try !reasons(new, digests(first: "Y")).contains(.sameNameStart))
        #expect(try reasons(new, digests(name: "DURAND", used: "Pat Trois")).contains(.sameName))
        // Alone, none of these says enough.
        #expect(try reasons(new, digests(name: "DURAND")).isEmpty)
        #expect(try reasons(new, digests(born: "1979-03-29")).isEmpty)
        #expect(try reasons(new, digests(name: "DURAND", born: "1979-03-29", phone: "0612345678")).isEmpty)
    }

    @Test func `candidates come from the likeliest on, twins behind the person themself, in a stable order`() throws {
        let new = try digests(ins: "279035121518989")
        let others = [
            PatientID("twin"): try digests(first: "CAMILLE"), PatientID("self"): try digests(),
            PatientID("number"): try digests(ins: "279035121518989"), PatientID("far"): try digests(name: "DURAND"),
            PatientID("start-b"): try digests(name: "PATIN", first: "Y"),
            PatientID("start-a"): try digests(name: "PATIN", first: "Z"),
        ]
        let found = DuplicateRules.candidates(for: new, among: others)
        #expect(found.map(\.patient.value) == ["number", "self", "twin", "start-a", "start-b"])
        #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
    }

    @Test func `rule 24: a merge is refused where it would hide something`() throws {
        func side(
            _ id: String, structure: String = "s", status: IdentityStatus = .provisional, into: String? = nil,
            absorbed: [String] = [], numbers: Set<SearchDigest> = []
        ) -> MergeSide {
            MergeSide(
                patient: PatientID(id), structure: structure, status: status, mergedInto: into.map { PatientID($0) },
                absorbed: absorbed.map { PatientID($0) }, numbers: numbers)
        }
        let (one, two) = (
            SearchDigest(kind: .ins, bytes: [1]), SearchDigest(kind: .ins, bytes: [2])
        )
        try MergeRules.check(side("a"), into: side("b", absorbed: ["c"]))
        try MergeRules.check(
            side("a", status: .qualified, numbers: [one]), into: side("b", status: .qualified, numbers: [one, two]))
        try MergeRules.check(side("a", numbers: [one]), into: side("b", status: .qualified, numbers: [two]))
        for (source, target, refusal) in [
            (side("a"), side("a"), MergeRefusal.itself), (side("a"), side("b", structure: "t"), .otherStructure),
            (side("a", into: "c"), side("b"), .alreadyMerged), (side("a"), side("b", into: "a"), .intoMerged),
            (side("a", absorbed: ["c"]), side("b"), .hasAbsorbed),
            (
                side("a", status: .qualified, numbers: [one]), side("b", status: .qualified, numbers: [two]),
                .differentNumbers
            ),
        ] {
            #expect(throws: refusal) { try MergeRules.check(source, into: target) }
        }
    }
}
