import Testing

@testable import Kernel

@Suite struct PatientsStatusTests {
    private static let states: [IdentityState] = IdentityStatus.allCases.flatMap { status in
        [
            IdentityState(status), IdentityState(status, [.homonym]), IdentityState(status, [.doubtful]),
            IdentityState(status, [.doubtful, .homonym]), IdentityState(status, [.fictitious]),
        ].compactMap { $0 }
    }

    @Test
    func `rule 18: the matricule leaves only when qualified, always with OID and traits`()
        throws
    {
        let traits = try PatientsWorld.traits()
        for state in Self.states {
            let identity = PatientIdentity(traits: traits, ins: PatientsWorld.ins, state: state, localNumber: "IPP-1")
            let may = state.status == .qualified && state.attributes.isSubset(of: [.homonym])
            switch identity.outbound(in: .preprod) {
            case .national(let ins, let sent):
                #expect(may && ins == PatientsWorld.ins && sent == traits && ins.oid == "1.2.250.1.213.1.4.10")
            case .local(let number, let sent, _): #expect(!may && number == "IPP-1" && sent == traits)
            }
        }
        #expect(PatientsWorld.qualified(traits, ins: nil).insRefusal(in: .preprod) == .noNumber)
    }

    @Test
    func
        `rule 19: doubtful and fictitious force provisional, end the INS and block INSi`()
        throws
    {
        for status in IdentityStatus.allCases {
            for attribute in [IdentityAttribute.doubtful, .fictitious] {
                let before = try #require(IdentityState(status))
                let change = try IdentityRules.set(attribute, before)
                #expect(change.after.status == .provisional && change.number == .ended)
                #expect(!IdentityRules.mayCallINSi(change.after))
                let answer = INSiAnswer(
                    ins: try #require(PatientsWorld.ins), traits: try PatientsWorld.traits(),
                    answeredOn: PatientsWorld.today)
                #expect(throws: IdentityRefusal.blocked) {
                    try IdentityRules.retrieve(answer, onto: answer.traits, change.after)
                }
                #expect(throws: IdentityRefusal.blocked) {
                    try IdentityRules.validate(
                        with: PatientsWorld.check(), answer.traits.birthDate, change.after)
                }
            }
            #expect(try IdentityRules.set(.homonym, try #require(IdentityState(status))).after.status == status)
        }
        let all: Set<IdentityAttribute> = [.homonym, .doubtful, .fictitious]
        #expect(IdentityState(.provisional, [.doubtful, .homonym]) != nil)
        #expect(IdentityState(.provisional, [.fictitious, .homonym]) == nil)
        #expect(IdentityState(.provisional, [.fictitious, .doubtful]) == nil)
        #expect(IdentityState(.provisional, all) == nil)
        #expect(throws: IdentityRefusal.attributesExclude) {
            try IdentityRules.set(.fictitious, try #require(IdentityState(.validated, [.homonym])))
        }
    }

    @Test func `rule 19: removing the attribute does not bring the status back`() throws {
        let doubted = try IdentityRules.set(.doubtful, try #require(IdentityState(.qualified))).after
        let cleared = try IdentityRules.remove(.doubtful, doubted)
        #expect(cleared.after == .new && IdentityRules.mayCallINSi(cleared.after))
        #expect(throws: IdentityRefusal.noChange) { try IdentityRules.remove(.homonym, cleared.after) }
    }

    @Test
    func
        `rule 20: changing a strict trait that INSi gave downgrades, and only on acceptance`()
        throws
    {
        let old = try PatientsWorld.traits()
        let changes = [
            try PatientsWorld.traits(birthName: "PAT TROIS"), try PatientsWorld.traits(first: "DOMINIQUE MARIE"),
            try PatientsWorld.traits(list: "DOMINIQUE"), try PatientsWorld.traits(list: nil),
            try PatientsWorld.traits(born: "1979-03-29"), try PatientsWorld.traits(sex: .male),
            try PatientsWorld.traits(place: "51216"), try PatientsWorld.traits(place: nil),
            try PatientsWorld.traits(birthName: "Pat-Trois"),
        ]
        for new in changes {
            #expect(new.differences(from: old).count == 1)
            for status in [IdentityStatus.retrieved, .qualified] {
                let state = try #require(IdentityState(status))
                #expect(throws: IdentityRefusal.wouldDowngrade) {
                    try IdentityRules.changeTraits(from: old, to: new, state, acceptingDowngrade: false)
                }
                let change = try IdentityRules.changeTraits(from: old, to: new, state, acceptingDowngrade: true)
                #expect(change.after.status == .provisional && change.number == .ended)
                #expect(change.kind == .downgraded)
            }
            let validated = try IdentityRules.changeTraits(
                from: old, to: new, try #require(IdentityState(.validated)), acceptingDowngrade: false)
            #expect(validated.after.status == .provisional)
        }
        #expect(throws: IdentityRefusal.noChange) {
            try IdentityRules.changeTraits(
                from: old, to: old, try #require(IdentityState(.qualified)), acceptingDowngrade: true)
        }
    }

    @Test func `rule 20: completing the list of given names keeps a validated status when the list fits`() throws {
        let old = try PatientsWorld.traits(list: nil, place: nil)
        let state = try #require(IdentityState(.validated))
        let fits = try IdentityRules.changeTraits(
            from: old, to: try PatientsWorld.traits(), state, acceptingDowngrade: false)
        #expect(fits.after.status == .validated && fits.kind == .traitsChanged)
        let other = try IdentityRules.changeTraits(
            from: old, to: try PatientsWorld.traits(list: "MARIE-LOUISE DOMINIQUE"), state, acceptingDowngrade: false)
        #expect(other.after.status == .provisional)
    }

    @Test func `rule 21: a status rises by an INSi answer or a recorded check, and by nothing else`() throws {
        let traits = try PatientsWorld.traits()
        let answer = INSiAnswer(
            ins: try #require(PatientsWorld.ins), traits: traits, answeredOn: PatientsWorld.today)
        let rises: [IdentityStatus: (asked: IdentityStatus, checked: IdentityStatus)] = [
            .provisional: (.retrieved, .validated), .retrieved: (.retrieved, .qualified),
            .validated: (.qualified, .validated), .qualified: (.qualified, .qualified),
        ]
        for (status, expected) in rises {
            let state = try #require(IdentityState(status, [.homonym]))
            let asked = try IdentityRules.retrieve(answer, onto: traits, state)
            #expect(asked.after == IdentityState(expected.asked, [.homonym]))
            #expect(asked.number == .replaced(answer.ins))
            let checked = try IdentityRules.validate(with: PatientsWorld.check(), traits.birthDate, state)
            #expect(checked.after == IdentityState(expected.checked, [.homonym]) && checked.number == .kept)
            for attribute in IdentityAttribute.allCases {
                if let set = try? IdentityRules.set(attribute, state) { #expect(status.reaches(set.after.status)) }
                if let removed = try? IdentityRules.remove(attribute, state) {
                    #expect(status.reaches(removed.after.status))
                }
            }
        }
    }

    @Test func `rule 21: a document checked for other traits does not qualify what INSi answered`() throws {
        let checked = try PatientsWorld.traits(birthName: "PAT-QUATRE")
        let answer = INSiAnswer(
            ins: try #require(PatientsWorld.ins), traits: try PatientsWorld.traits(), answeredOn: PatientsWorld.today)
        let change = try IdentityRules.retrieve(answer, onto: checked, try #require(IdentityState(.validated)))
        #expect(change.after.status == .retrieved)
    }

    @Test func `rule 21: what a document proves depends on its kind, on the age and on whether it agreed`() throws {
        let adult = BirthDate(try #require(Day("1979-03-28")))
        let child = BirthDate(PatientsWorld.today.adding(years: -18).adding(days: 1))
        let justOfAge = BirthDate(PatientsWorld.today.adding(years: -18))
        let accepted = IdentityRules.acceptedEvidence
        #expect(!accepted.contains(.vitaleCard) && !accepted.contains(.drivingLicence) && !accepted.contains(.other))
        for evidence in [IdentityEvidence.passport, .nationalIDCard, .residencePermit] {
            #expect(PatientsWorld.check(evidence).proves(adult, accepted: accepted))
            #expect(!PatientsWorld.check(evidence, agrees: false).proves(adult, accepted: accepted))
            #expect(!PatientsWorld.check(evidence).proves(adult, accepted: accepted.subtracting([evidence])))
        }
        for evidence in [IdentityEvidence.familyRecordBook, .birthCertificate] {
            #expect(PatientsWorld.check(evidence, parent: .passport).proves(child, accepted: accepted))
            #expect(!PatientsWorld.check(evidence).proves(child, accepted: accepted))
            #expect(!PatientsWorld.check(evidence, parent: .vitaleCard).proves(child, accepted: accepted))
            #expect(!PatientsWorld.check(evidence, parent: .passport).proves(justOfAge, accepted: accepted))
        }
        for evidence in [IdentityEvidence.vitaleCard, .drivingLicence, .other] {
            #expect(throws: IdentityRefusal.checkProvesNothing) {
                try IdentityRules.validate(
                    with: PatientsWorld.check(evidence), adult, .new, accepted: Set(IdentityEvidence.allCases))
            }
        }
    }

    @Test func `rule 26: a received identity never overwrites one that proves more or something else`() throws {
        let traits = try PatientsWorld.traits()
        let other = try PatientsWorld.traits(birthName: "PAT-QUATRE")
        for existing in IdentityStatus.allCases {
            for incoming in IdentityStatus.allCases {
                let state = try #require(IdentityState(existing))
                let received = try ReceivedIdentity(
                    traits: other, ins: PatientsWorld.ins, status: incoming, mode: .insi)
                let allowed =
                    existing == incoming || existing == .provisional || incoming == .qualified
                if allowed {
                    #expect(try IdentityRules.receive(received, onto: traits, state).after.status == incoming)
                } else {
                    #expect(throws: IdentityRefusal.lowerThanExisting) {
                        try IdentityRules.receive(received, onto: traits, state)
                    }
                }
            }
            let scanned = try ReceivedIdentity(
                traits: other, ins: PatientsWorld.ins, status: .qualified, mode: .datamatrix)
            let change = try? IdentityRules.receive(scanned, onto: traits, try #require(IdentityState(existing)))
            #expect(change?.after.status == (existing == .provisional ? .provisional : nil))
        }
    }

    @Test func `rule 26: what is received does not lift a doubt raised here, and brings its own`() throws {
        let traits = try PatientsWorld.traits()
        let doubted = try #require(IdentityState(.provisional, [.doubtful]))
        let app = try ReceivedIdentity(
            traits: traits, ins: PatientsWorld.ins, status: .provisional, mode: .vitaleApp)
        #expect(app.state.status == .qualified)
        #expect(throws: IdentityRefusal.blocked) { try IdentityRules.receive(app, onto: traits, doubted) }
        let fictitious = try ReceivedIdentity(
            traits: traits, ins: PatientsWorld.ins, status: .qualified, attributes: [.fictitious], mode: .insi)
        #expect(fictitious.ins == nil)
        let change = try IdentityRules.receive(fictitious, onto: traits, .new)
        #expect(change.after.isBlocked && change.number == .ended)
    }
}
