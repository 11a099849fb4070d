import Testing

@testable import Kernel

@Suite struct PatientsCircleTests {
    private let day = PatientsWorld.today
    private let member = CircleMember(
        id: "m", familyName: "Exemple", givenName: "Camille", relationship: "sœur",
        startsOn: PatientsWorld.today.adding(years: -1))
    private let adult = BirthDate(PatientsWorld.today.adding(years: -40))
    private let child = BirthDate(PatientsWorld.today.adding(years: -10))

    private func mandate(
        _ title: MandateTitle, reach: MandateReach = .everything, evidence: String? = "jugement", checked: Int? = -5,
        starts: Int = -10, ends: Int? = 10, revoked: Int? = nil, member: String = "m"
    ) -> HeldMandate {
        HeldMandate(
            id: "x", member: member, title: title, reach: reach, evidence: evidence,
            checkedOn: checked.map { day.adding(days: $0) }, checkedBy: "account", startsOn: day.adding(days: starts),
            endsOn: ends.map { day.adding(days: $0) }, revokedOn: revoked.map { day.adding(days: $0) })
    }

    private func reason(_ mandate: HeldMandate, born: BirthDate? = nil, on day: Day? = nil) -> RepresentationReason {
        Representation(of: mandate, heldBy: member, patientBorn: born ?? adult, on: day ?? self.day).reason
    }

    @Test func `each title opens what the law gives it and no more`() {
        let parent = Representation(of: mandate(.parentalAuthority), heldBy: member, patientBorn: child, on: day)
        #expect(
            parent.reach.mayDecide && parent.reach.mayAnswer && parent.reach.classes == .all
                && parent.reason == .inForce)
        let guardian = Representation(of: mandate(.guardianship), heldBy: member, patientBorn: adult, on: day)
        #expect(guardian.reach.mayDecide && guardian.reach.classes == .all)
        let narrow = Representation(
            of: mandate(.familyAuthorisation, reach: MandateReach(classes: .only([.identity]))), heldBy: member,
            patientBorn: adult, on: day)
        #expect(!narrow.reach.mayDecide && !narrow.reach.mayAnswer && narrow.reach.classes == .only([.identity]))
        let caregiver = Representation(of: mandate(.caregiver), heldBy: member, patientBorn: adult, on: day)
        #expect(!caregiver.reach.mayDecide && caregiver.reach.mayAnswer && caregiver.reach.classes == .all)
        let trusted = Representation(of: mandate(.trustedPerson), heldBy: member, patientBorn: adult, on: day)
        #expect(
            trusted.isConsulted && trusted.reach.classes.isEmpty && !trusted.reach.mayDecide && !trusted.reach.mayAnswer
        )
        for (title, reason) in [(MandateTitle.assistance, RepresentationReason.assistsOnly), (.heir, .noOnlineAccess)] {
            let none = Representation(of: mandate(title), heldBy: member, patientBorn: adult, on: day)
            #expect(
                none.reason == reason && none.reach.classes.isEmpty && !none.reach.mayDecide && !none.reach.mayAnswer)
        }
    }

    @Test func `an expired, unverified, revoked or not yet begun title opens nothing, to the day`() {
        #expect(reason(mandate(.guardianship, ends: 0)) == .inForce)
        #expect(reason(mandate(.guardianship, ends: -1)) == .ended)
        #expect(reason(mandate(.guardianship, starts: 0)) == .inForce)
        #expect(reason(mandate(.guardianship, starts: 1)) == .notStarted)
        #expect(reason(mandate(.guardianship, revoked: 1)) == .inForce)
        #expect(reason(mandate(.guardianship, revoked: 0)) == .revoked)
        #expect(reason(mandate(.guardianship, checked: nil)) == .unverified)
        #expect(reason(mandate(.guardianship, checked: 1)) == .unverified)
        #expect(reason(mandate(.guardianship, evidence: nil)) == .unverified)
        #expect(reason(mandate(.guardianship, evidence: "  ")) == .unverified)
        #expect(reason(mandate(.guardianship, ends: nil)) == .endMissing)
        #expect(reason(mandate(.familyAuthorisation, ends: nil)) == .endMissing)
        #expect(reason(mandate(.caregiver, ends: nil)) == .inForce)
        #expect(reason(mandate(.guardianship, member: "other")) == .memberLeft)
        #expect(reason(mandate(.guardianship), on: day.adding(years: -2)) == .notStarted)
    }

    @Test func `parental authority ends on the eighteenth birthday itself`() {
        let parent = mandate(.parentalAuthority, ends: nil)
        #expect(reason(parent, born: BirthDate(day.adding(years: -18))) == .majority)
        #expect(reason(parent, born: BirthDate(day.adding(years: -18).adding(days: 1))) == .inForce)
    }

    @Test func `a trusted person is of age`() {
        let young = CircleMember(
            id: "m", familyName: "E", givenName: "C", birthDate: day.adding(years: -17), relationship: "frère",
            startsOn: day.adding(years: -1))
        let rights = Representation(of: mandate(.trustedPerson), heldBy: young, patientBorn: adult, on: day)
        #expect(rights.reason == .holderIsMinor && !rights.isConsulted)
    }

    @Test func `a reach is read back as it was written, and one that is not known opens nothing`() throws {
        for reach in [
            MandateReach.everything, MandateReach(), MandateReach(mayAnswer: true),
            MandateReach(classes: .only([.prescription, .report, .report]), mayDecide: true),
        ] {
            #expect(try MandateReach(sealedForm: try reach.sealedForm()) == reach)
        }
        for bad in ["", "all", "{}", #"{"classes":["nothing"],"mayDecide":true,"mayAnswer":true}"#] {
            #expect(throws: (any Error).self) { try MandateReach(sealedForm: Array(bad.utf8)) }
        }
    }

    /// The page must not promise what the gate refuses, nor the reverse.
    @Test func `what the circle's page says is what the gate decides, over every title and date`() {
        var seen: Set<Bool> = []
        for title in MandateTitle.allCases {
            for born in [adult, child, BirthDate(day.adding(years: -18))] {
                for ends in [nil, -1, 0, 10] {
                    for revoked in [nil, 0, 1] {
                        for checked in [nil, -5, 1] {
                            for starts in [-10, 1] {
                                let mandate = mandate(
                                    title, checked: checked, starts: starts, ends: ends, revoked: revoked)
                                let said = Representation(of: mandate, heldBy: member, patientBorn: born, on: day)
                                let kind: CallerKind = title == .caregiver ? .caregiver : .representative
                                let facts = Facts(
                                    at: Instant.start(ofParisDay: day),
                                    caller: .init(kind: kind, id: "m", structure: "s", level: .franceConnect),
                                    resource: .init(
                                        structure: "s", classes: [.identity], majorityOn: born.turns(18)),
                                    action: .read, mandate: mandate.facts(heldBy: member))
                                let allowed = MandateRules.refusal(facts) == nil
                                #expect(allowed == (said.reason == .inForce), "\(title) \(said.reason)")
                                seen.insert(allowed)
                            }
                        }
                    }
                }
            }
        }
        #expect(seen == [true, false])
    }
}
