import Testing

@testable import Kernel

@Suite struct PatientsDatamatrixTests {
    private static let gs = "\u{1D}"
    private static let head = "IS010000000000000000000000"

    private func example(
        place: String? = "75123", given: String = "Jean Paul", name: String = "d’Artagnan"
    ) throws
        -> PatientIdentity
    {
        PatientsWorld.qualified(
            try PatientsWorld.traits(
                birthName: name, first: "Jean", list: given, born: "1985-05-14", sex: .male, place: place),
            ins: try INS(matricule: "185057512345673", oid: "1.2.250.1.213.1.4.10"))
    }

    @Test func `rule 25: the example of the format is written to the character, and read back`() throws {
        let text = try INSDatamatrix(try example(), in: .demo).text
        #expect(
            text == Self.head + "S1185057512345673S21.2.250.1.213.1.4.10S3JEAN PAUL\(Self.gs)S4D'ARTAGNAN\(Self.gs)"
                + "S5MS614-05-1985S775123")
        #expect(try INSDatamatrix(parsing: text) == INSDatamatrix(try example(), in: .demo))
    }

    @Test func `rule 25: nothing but a qualified identity whose number may leave is written`() throws {
        let whole = try example()
        for status in [IdentityStatus.provisional, .retrieved, .validated] {
            let identity = PatientIdentity(
                traits: whole.traits, ins: whole.ins, state: try #require(IdentityState(status)))
            #expect(throws: DatamatrixProblem.refused(.notQualified)) { try INSDatamatrix(identity, in: .demo) }
        }
        #expect(throws: DatamatrixProblem.refused(.otherEnvironment)) { try INSDatamatrix(whole, in: .prod) }
        let wrong = PatientsWorld.qualified(
            whole.traits, ins: try INS(matricule: "185057512345600", oid: "1.2.250.1.213.1.4.10"))
        #expect(throws: DatamatrixProblem.refused(.wrongKey)) { try INSDatamatrix(wrong, in: .demo) }
        #expect(throws: DatamatrixProblem.lexicon(.birthName, .noEquivalent("李"))) {
            try INSDatamatrix(try example(name: "李"), in: .demo)
        }
    }

    @Test(arguments: [1, 99, 100])
    func `rule 25: a variable field ends with GS unless it is full or the last one`(_ length: Int) throws {
        let name = String(repeating: "A", count: length)
        let written = try INSDatamatrix(try example(given: name, name: name), in: .demo)
        let end = length == 100 ? "" : Self.gs
        #expect(written.text.contains("S3\(name)\(end)S4\(name)\(end)S5M"))
        #expect(try INSDatamatrix(parsing: written.text) == written)
        // The same fields in the last place, with and without a separator that is not needed.
        let front = Self.head + "S21.2.250.1.213.1.4.10S5MS614-05-1985S1185057512345673S775123S4\(name)\(end)"
        for tail in ["", Self.gs] {
            #expect(try INSDatamatrix(parsing: front + "S3\(name)\(tail)") == written)
        }
    }

    @Test func `rule 25: a production number of 19 characters and a test one of 20 are read with and without GS`()
        throws
    {
        for (oid, authority) in [("1.2.250.1.213.1.4.8", INSAuthority.nir), ("1.2.250.1.213.1.4.10", .nirTest)] {
            for end in ["", Self.gs] {
                let text = Self.head + "S2\(oid)\(end)S1185057512345673S3A\(Self.gs)S4B\(Self.gs)S5FS601-01-2000"
                let read = try INSDatamatrix(parsing: text)
                #expect(read.ins.authority == authority && read.birthPlace == nil && read.sex == .female)
            }
        }
        let real = PatientsWorld.qualified(
            try PatientsWorld.traits(), ins: try INS(matricule: "185057512345673", oid: "1.2.250.1.213.1.4.8"))
        let text = try INSDatamatrix(real, in: .prod).text
        #expect(text.contains("S21.2.250.1.213.1.4.8\(Self.gs)S3"))
        #expect(try INSDatamatrix(parsing: text).ins == real.ins)
    }

    @Test func `rule 25: every order of the blocks reads the same`() throws {
        let blocks = [
            "S1185057512345673", "S21.2.250.1.213.1.4.10", "S3JEAN PAUL\(Self.gs)", "S4D'ARTAGNAN\(Self.gs)", "S5M",
            "S614-05-1985", "S775123",
        ]
        let expected = try INSDatamatrix(try example(), in: .demo)
        var orders = 0
        func walk(_ done: [String], _ left: [String]) {
            if left.isEmpty {
                orders += 1
                let read = try? INSDatamatrix(parsing: Self.head + done.joined())
                if read != expected { Issue.record("\(done)") }
            }
            for block in left { walk(done + [block], left.filter { $0 != block }) }
        }
        walk([], blocks)
        #expect(orders == 5_040)
    }

    @Test func `a barcode that is cut, doubled, foreign or hostile is refused with the block that is wrong`() throws {
        let whole = try INSDatamatrix(try example(), in: .demo).text
        var accepted = 0
        for length in 0..<whole.count where (try? INSDatamatrix(parsing: String(whole.prefix(length)))) != nil {
            accepted += 1
        }
        // Only the text without its optional last block is whole.
        #expect(accepted == 1)
        let body = String(whole.dropFirst(26))
        for (text, problem) in [
            ("", DatamatrixProblem.header), ("XX" + whole, .header), (Self.head, .missing("S1")),
            (Self.head + "S9X", .unknownBlock("S9")), (whole + "S5M", .repeated("S5")),
            (Self.head + body.replacing("S5M", with: "S5I"), .sex),
            (Self.head + body.replacing("14-05-1985", with: "31-02-1985"), .malformed("S6")),
            (Self.head + body.replacing("S775123", with: "S7Paris"), .malformed("S7")),
            (Self.head + body.replacing("185057512345673", with: "585057512345673"), .ins(.matricule(.shape))),
            (Self.head + body.replacing(".4.10", with: ".4.12"), .ins(.unknownAuthority)),
            (Self.head + body.replacing("JEAN PAUL", with: ""), .malformed("S3")),
        ] {
            #expect(throws: problem, "\(text)") { try INSDatamatrix(parsing: text) }
        }
        for text in NastyTexts.all {
            #expect((try? INSDatamatrix(parsing: text)) == nil)
            #expect((try? INSDatamatrix(parsing: Self.head + text)) == nil)
        }
    }

    @Test func `a scanned number with a wrong key is kept and flagged`() throws {
        let text = try INSDatamatrix(try example(), in: .demo).text.replacing("45673", with: "45600")
        let read = try INSDatamatrix(parsing: text)
        #expect(!read.ins.matricule.keyHolds && read.ins.refusal(in: .demo) == .wrongKey)
    }
}
