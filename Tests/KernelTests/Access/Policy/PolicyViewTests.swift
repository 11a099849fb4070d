import Testing

@testable import Kernel

/// Views of a record: several classes, no single document.
struct PolicyViewTests {
    private static func view(_ point: Point, _ change: (inout Facts) -> Void = { _ in }) -> Facts {
        var facts = point.facts
        facts.resource.classes = DocumentClass.allCases
        facts.resource.document = nil
        facts.resource.author = nil
        change(&facts)
        return facts
    }

    private static var points: [Point] {
        var points: [Point] = []
        for number in 0..<4_000 {
            var wheel = Wheel(number)
            var point = Point()
            point.who = wheel.turn(Point.Who.allCases)
            point.proof = point.isProgram ? .programKey : .twoFactors
            point.mode = wheel.turn(AccessMode.allCases)
            point.consent = wheel.turn([.none, .byStructure, .otherClass])
            point.opposition = wheel.turn([.none, .ordinary, .otherClass, .thisDocument])
            point.relation = wheel.turn([.none, .active])
            point.team = wheel.turn([.none, .formalisedBoth])
            point.ticket = .running
            point.statute = .running
            points.append(point)
        }
        return points
    }

    @Test func `a view shows exactly the classes that would be shown one by one`() {
        for point in Self.points {
            let facts = Self.view(point)
            let whole = Policy.decide(facts)
            var visible: [DocumentClass] = []
            var reasons: Set<ReasonCode> = []
            for documents in DocumentClass.allCases {
                var one = facts
                one.resource.classes = [documents]
                switch Policy.decide(one) {
                case .allowed: visible.append(documents)
                case .refused(let reason): reasons.insert(reason)
                }
            }
            #expect((whole.permit?.visible ?? []) == visible)
            if let refusal = whole.refusal {
                #expect(reasons.contains(refusal) && visible.isEmpty)
                #expect(reasons.allSatisfy { $0.step <= refusal.step })
            }
            if let permit = whole.permit {
                #expect(Set(permit.withheld.map(\.documents)).isDisjoint(with: visible))
                #expect(permit.withheld.count + visible.count == DocumentClass.allCases.count)
            }
        }
    }

    @Test func `rule 44: a view names the masks to leave out of lists, counts and searches`() {
        var point = Point()
        point.relation = .active
        point.team = .formalisedBoth
        #expect(Policy.decide(Self.view(point)).permit?.hiddenMasks == [.hiddenFromProfessionals])
        point.who = .socialWorker
        #expect(
            Policy.decide(Self.view(point)).permit?.hiddenMasks
                == [.hiddenFromProfessionals, .hiddenFromSocialProfessionals])
        point.who = .patient
        #expect(Policy.decide(Self.view(point)).permit?.hiddenMasks == [.invisibleToPatient])
        point.who = .job
        point.proof = .programKey
        point.ask = .deleteReport
        #expect(Policy.decide(Self.view(point)).permit?.hiddenMasks == [])
    }

    @Test func `an opposition to one document takes it out of a view and leaves the rest`() throws {
        var point = Point()
        point.relation = .active
        point.team = .formalisedBoth
        point.opposition = .thisDocument
        let permit = try #require(Policy.decide(Self.view(point)).permit)
        #expect(permit.hiddenDocuments == [Ward.document])
        #expect(permit.visible.contains(.report))
        point.mode = .breakGlass
        point.switchOn = true
        #expect(Policy.decide(Self.view(point)).permit?.hiddenDocuments == [Ward.document])
        point.relation = .none
        #expect(Policy.decide(Self.view(point)).permit?.hiddenDocuments == [])
        point.switchOn = false
        #expect(Policy.decide(Self.view(point)).permit?.hiddenDocuments == [Ward.document])
    }

    @Test func `a consent to some documents shows those documents alone`() throws {
        var point = Point()
        point.consent = .thisDocument
        let some = Self.view(point) { $0.resource.classes = [.report] }
        let permit = try #require(Policy.decide(some).permit)
        #expect(permit.carriers.map(\.documents) == [.only([Ward.document])])
        // Where another consent covers all, that one alone is named.
        let both = Self.view(point) {
            $0.resource.classes = [.report]
            $0.consents.append(
                Facts.Consent(
                    id: "consent-2", scope: SharingScope(structures: .only([Ward.home])), givenOn: Ward.yesterday))
        }
        #expect(Policy.decide(both).permit?.carriers.map(\.source) == ["consent-2"])
    }

    @Test func `what an emergency alone reaches is not given to a team`() throws {
        var point = Point()
        point.who = .pharmacist
        point.relation = .active
        point.team = .formalisedBoth
        point.mode = .breakGlass
        let permit = try #require(
            Policy.decide(Self.view(point) { $0.resource.classes = [.clinicalNote, .report] }).permit)
        #expect(permit.carriers.map(\.basis) == [.emergency, .team])
        #expect(permit.carriers.map(\.classes) == [[.clinicalNote], [.report]])
        #expect(permit.obligations.contains(.review))
    }
}
