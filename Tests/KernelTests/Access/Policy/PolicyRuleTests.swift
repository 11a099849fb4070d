import Testing

@testable import Kernel

/// A physician of the structure who cares for the patient in a team of the third kind, reading a report: the ground
/// from which each rule takes one thing away.
private var ward: Point {
    var point = Point()
    point.relation = .active
    point.team = .formalisedBoth
    return point
}

private func decide(_ point: Point, _ change: (inout Facts) -> Void = { _ in }) -> Verdict {
    var facts = point.facts
    change(&facts)
    return Policy.decide(facts)
}

extension Verdict {
    var basis: AccessBasis? { permit?.basis }
}

struct PolicyRuleTests {
    @Test func `rule 27: a password alone reaches no health data, two factors do`() {
        var point = ward
        #expect(decide(point).basis == .team)
        point.proof = .password
        #expect(decide(point).refusal == .levelTooLow)
        point.proof = .proSante
        #expect(decide(point).basis == .team)
    }

    @Test func `rule 29: without a situation d'exercice there is no professional right`() {
        var point = ward
        point.exercise = false
        #expect(decide(point).refusal == .noExercise)
    }

    @Test func `rule 32: a link answers its task and reads nothing`() {
        var point = Point()
        point.who = .patient
        point.proof = .link
        point.invited = .toThis
        point.ask = .answer
        #expect(decide(point).basis == .invitation)
        point.ask = .readReport
        #expect(decide(point).refusal == .levelTooLow)
        point.ask = .answer
        point.invited = .toAnother
        #expect(decide(point).refusal == .notInvited)
    }

    @Test func `rule 35: what no fact allows is refused`() {
        var point = Point()
        #expect(decide(point).refusal == .noCareRelation)
        point.relation = .active
        #expect(decide(point).refusal == .consentRequired)
        #expect(decide(ward) { $0.resource.classes = [] }.refusal == .mission)
    }

    @Test func `rule 36: block, mask, mission, module, tenant and opposition each win over a team and a consent`() {
        var sure = ward
        sure.consent = .byStructure
        sure.exchange = .informedBoth
        #expect(decide(sure).permit != nil)
        let changes: [(ReasonCode, (inout Point) -> Void)] = [
            (.blocked, { $0.blocked = true }), (.masked, { $0.mask = .hiddenFromProfessionals }),
            (.mission, { $0.ask = .deleteReport }), (.moduleOff, { $0.moduleOn = false }),
            (.otherStructure, { $0.home = .stranger }), (.opposition, { $0.opposition = .ordinary }),
        ]
        for (reason, change) in changes {
            var point = sure
            change(&point)
            #expect(decide(point).refusal == reason)
        }
    }

    @Test func `rule 37: outside the team a consent must cover the information, the recipient and the date`() {
        var point = Point()
        point.home = .underConvention
        point.consent = .byProfession
        #expect(decide(point).basis == .consent)
        for consent in [
            Point.Consent.otherClass, .otherStructure, .otherProfession, .otherDocument, .careOver,
        ] {
            point.consent = consent
            #expect(decide(point).refusal == .noCareRelation, "\(consent)")
            point.relation = .active
            #expect(decide(point).refusal == .consentRequired, "\(consent)")
            point.relation = .none
        }
    }

    @Test func `rule 38: a consent ends on the last day of the care, at midnight in Paris`() throws {
        var point = Point()
        point.consent = .byStructure
        let permit = try #require(decide(point) { $0.consents[0].careEndsOn = Ward.today }.permit)
        #expect(permit.until == Instant.end(ofParisDay: Ward.today))
        let after = decide(point) {
            $0.consents[0].careEndsOn = Ward.today
            $0.at = Instant.end(ofParisDay: Ward.today)
        }
        #expect(after.refusal == .noCareRelation)
    }

    @Test func `rule 39: a team needs its ground, its attestation, the patient's information, and for 2° their choice`()
    {
        for team in [Point.Team.withoutGround, .notAttested, .notInformed, .notNamedBoth, .over] {
            var point = ward
            point.team = team
            #expect(decide(point).refusal == .consentRequired, "\(team)")
        }
        var point = ward
        point.team = .namedByPatientBoth
        #expect(decide(point).permit?.carriers.first?.team == .namedByPatient)
        point.team = .sameStructure
        #expect(decide(point).basis == .team)
        point.home = .underConvention
        #expect(decide(point).refusal == .consentRequired)
    }

    @Test func `rule 40: sharing between a health professional and another asks that the patient was told of both`() {
        var point = ward
        point.who = .socialWorker
        point.ask = .readPlan
        #expect(decide(point).basis == .team)
        point.team = .formalised
        #expect(decide(point).refusal == .consentRequired)
        // And the other way round: the document of a social worker, read by a physician.
        point.who = .physician
        #expect(decide(point).basis == .team)
        #expect(decide(point) { $0.resource.authorCategory = .listed }.refusal == .consentRequired)
        point.who = .socialWorker
        #expect(decide(point) { $0.resource.authorCategory = .listed }.basis == .team)
    }

    @Test func `rule 41: an insurer sees nothing by name unless an exception is recorded, and then until it ends`() {
        var point = Point()
        point.who = .insurer
        #expect(decide(point).refusal == .notCare)
        point.consent = .byStructure
        #expect(decide(point).refusal == .notCare)
        point.statute = .running
        #expect(decide(point).basis == .statute)
        #expect(decide(point).permit?.until == Ward.now.adding(seconds: 1))
        point.statute = .ended
        #expect(decide(point).refusal == .notCare)
    }

    @Test func `rule 42: centre 15 needs the right of regulation and a reason, and honours every opposition`() throws {
        var point = Point()
        point.home = .underConvention
        point.mode = .centre15
        let permit = try #require(decide(point).permit)
        #expect(permit.basis == .emergency)
        #expect(permit.until == Ward.now.adding(seconds: 7_200 - 60))
        point.opposition = .ordinary
        point.switchOn = true
        #expect(decide(point).refusal == .opposition)
        point.opposition = .none
        point.regulates = false
        #expect(decide(point).refusal == .regulationRightMissing)
        point.regulates = true
        point.stated = .noReason
        #expect(decide(point).refusal == .reasonMissing)
    }

    @Test func `rule 43: break-glass is for health professionals, proved afresh, with a reason, four hours at most`()
        throws
    {
        var point = Point()
        point.mode = .breakGlass
        let permit = try #require(decide(point).permit)
        #expect(permit.basis == .emergency)
        #expect(permit.until == Ward.now.adding(seconds: 14_400 - 60))
        #expect(permit.obligations == [.banner, .notifyStructure, .notifyPatient, .review, .mention])
        let long = decide(point) { $0.switches.breakGlassSeconds = 1_000_000 }
        #expect(long.permit?.until == Ward.now.adding(seconds: 14_400 - 60))
        let late = decide(point) { $0.emergency?.openedAt = Ward.now.adding(seconds: -14_400) }
        #expect(late.refusal == .emergencyEnded)
        let ahead = decide(point) { $0.emergency?.openedAt = Ward.now.adding(seconds: 3_600) }
        #expect(ahead.refusal == .emergencyEnded)
        point.who = .socialWorker
        #expect(decide(point).permit == nil)
        point.who = .physician
        for ask in [Point.Ask.exportReport, .shareReport, .deleteReport] {
            point.ask = ask
            #expect(decide(point).refusal == .mission)
        }
    }

    @Test func `rule 43: an ordinary opposition passes only in break-glass and by the structure's switch`() {
        var point = ward
        point.mode = .breakGlass
        point.opposition = .ordinary
        #expect(decide(point).refusal == .opposition)
        point.switchOn = true
        // Not the team any more, although there is one: an emergency, with all that it brings.
        #expect(decide(point).basis == .emergency)
        for (change, reason): ((inout Point) -> Void, ReasonCode) in [
            ({ $0.opposition = .evenInEmergency }, .opposition), ({ $0.blocked = true }, .blocked),
            ({ $0.mask = .hiddenFromProfessionals }, .masked),
        ] {
            var denied = point
            change(&denied)
            #expect(decide(denied).refusal == reason)
        }
    }

    @Test func `rule 43: who belongs to a team without caring for the patient goes in by emergency, and is reviewed`() {
        var point = Point()
        point.team = .formalisedBoth
        point.mode = .breakGlass
        #expect(decide(point).basis == .emergency)
    }

    @Test func `rule 46: a partner's access ends with the convention and is cut off at its midnight`() {
        var point = Point()
        point.home = .underConvention
        point.consent = .byStructure
        var facts = point.facts
        facts.caller.convention?.endsOn = Ward.today
        #expect(Policy.decide(facts).permit?.until == Instant.end(ofParisDay: Ward.today))
        facts.caller.convention?.endsOn = Ward.yesterday
        #expect(Policy.decide(facts).refusal == .conventionEnded)
    }

    @Test func `rule 47: the patient reads who came, and decides`() {
        var point = Point()
        point.who = .patient
        for ask in [Point.Ask.readLog, .recordDecision, .readReport] {
            point.ask = ask
            #expect(decide(point).basis == .ownRecord)
        }
        // Also against somebody whom an opposition keeps out: they may still write down that it is lifted.
        var nurse = ward
        nurse.who = .nurse
        nurse.opposition = .evenInEmergency
        nurse.ask = .recordDecision
        #expect(decide(nurse).basis == .authorship)
    }

    @Test func `rule 48: support needs a ticket, the structure's approval, and stops at its end`() throws {
        var point = Point()
        point.who = .vendor
        point.home = .underConvention
        #expect(decide(point).refusal == .supportNotApproved)
        point.ticket = .notApproved
        #expect(decide(point).refusal == .supportNotApproved)
        point.ticket = .running
        let permit = try #require(decide(point).permit)
        #expect(permit.until == Ward.now.adding(seconds: 1))
        #expect(permit.obligations == [.banner, .showToStructure])
        point.ticket = .ended
        #expect(decide(point).refusal == .supportEnded)
        point.ticket = .running
        point.mode = .breakGlass
        #expect(decide(point).permit == nil)
    }

    @Test func `a minor's parent loses access on the eighteenth birthday, the same day`() {
        var point = Point()
        point.who = .representative
        point.title = .parental
        #expect(decide(point).basis == .mandate)
        #expect(decide(point).permit?.until == Instant.end(ofParisDay: Ward.today))
        point.age = .eighteenToday
        #expect(decide(point).refusal == .mandateEnded)
    }

    @Test func `staff may be told that an emergency is possible where it would open, and only there`() {
        var point = Point()
        #expect(Policy.emergencyWouldOpen(point.facts))
        point.opposition = .ordinary
        #expect(!Policy.emergencyWouldOpen(point.facts))
        point.switchOn = true
        #expect(Policy.emergencyWouldOpen(point.facts))
        point.who = .officeStaff
        #expect(!Policy.emergencyWouldOpen(point.facts))
        point.who = .physician
        point.blocked = true
        #expect(!Policy.emergencyWouldOpen(point.facts))
    }
}
