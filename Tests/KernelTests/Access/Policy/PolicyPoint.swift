@testable import Kernel

/// One point of the policy space, in the words of the rules. The oracle reads these words; the policy is given the
/// facts that they describe. Neither sees the other.
struct Point {
    enum Who: String, CaseIterable {
        case physician, nurse, pharmacist, socialWorker, homeCarer
        /// A professional whose profession R1110-2 does not list.
        case unlisted
        case officeStaff, administrator, dpo, vendor, insurer
        case patient, representative, caregiver
        case program, job, commandLine

        static let carers: [Who] = [.physician, .nurse, .pharmacist, .socialWorker, .homeCarer, .unlisted]
        static let persons: [Who] = [.patient, .representative, .caregiver]
        static let others: [Who] = [
            .officeStaff, .administrator, .dpo, .vendor, .insurer, .program, .job, .commandLine,
        ]
    }
    enum Home: CaseIterable { case sameStructure, underConvention, conventionNotBegun, conventionOver, stranger }
    enum Proof: CaseIterable { case none, link, password, twoFactors, proSante, franceConnect, programKey }
    enum Ask: String, CaseIterable {
        case readIdentity, readPlan, readNote, readReport, readSocial, createReport, exportReport, shareReport,
            deleteReport
        case readAdministrative, answer, recordDecision, readLog
    }
    enum Stated: CaseIterable { case complete, proofNotFresh, noReason, boxOver, nothing }
    enum Relation: CaseIterable { case none, active, notBegun, ended }
    enum Team: CaseIterable {
        case none, withoutGround, notAttested, notInformed, sameStructure, sameStructureBoth, namedByPatientBoth,
            notNamedBoth, formalised, formalisedBoth, over
    }
    enum Exchange: CaseIterable { case none, informed, informedBoth, notInformed, otherClass, otherDocument, over }
    enum Consent: CaseIterable {
        case none, byStructure, byProfession, thisDocument, otherClass, otherStructure, otherProfession, otherDocument,
            careOver
    }
    enum Opposition: CaseIterable {
        case none, ordinary, evenInEmergency, thisDocument, otherClass, otherStructure, otherDocument, ordinaryAndEven
    }
    enum Title: CaseIterable {
        case none, parental, guardianship, family, assistance, trusted, caregiverMandate, heir
    }
    enum Term: CaseIterable { case running, notBegun, ended, revokedToday, withoutEnd }
    enum Age: CaseIterable { case minor, eighteenToday, unknown }
    enum Ticket: CaseIterable { case none, notApproved, running, ended, otherStructure, otherClass }
    enum Statute: CaseIterable { case none, running, ended, otherClass }
    enum Invited: CaseIterable { case no, toThis, toAnother }

    var who = Who.physician
    var home = Home.sameStructure
    var proof = Proof.twoFactors
    var exercise = true
    var moduleOn = true
    var ask = Ask.readReport
    var mode = AccessMode.normal
    var stated = Stated.complete
    var regulates = true
    var switchOn = false
    var relation = Relation.none
    var team = Team.none
    var exchange = Exchange.none
    var consent = Consent.none
    var opposition = Opposition.none
    var blocked = false
    var mask: Mask?
    var wroteIt = false
    var title = Title.none
    var term = Term.running
    var titleSeen = true
    var titleCovers = true
    var mayDecide = true
    var age = Age.minor
    var ticket = Ticket.none
    var statute = Statute.none
    var invited = Invited.no
}

/// The world in which the words become facts.
enum Ward {
    static let now = Instant(milliseconds: 1_795_518_000_000)  // 2026-11-24T11:00:00Z
    static let today = now.parisDay
    static let yesterday = today.adding(days: -1)
    static let tomorrow = today.adding(days: 1)
    static let home = "structure-a"
    static let elsewhere = "structure-b"
    static let third = "structure-c"
    static let document = "document-1"
    static let other = "document-2"
}

extension Point.Ask {
    var action: Action {
        switch self {
        case .readIdentity, .readPlan, .readNote, .readReport, .readSocial, .readAdministrative: .read
        case .createReport, .answer: .create
        case .exportReport: .export
        case .shareReport: .share
        case .deleteReport: .delete
        case .recordDecision: .decideConsent
        case .readLog: .readLog
        }
    }
    var documents: DocumentClass {
        switch self {
        case .readIdentity: .identity
        case .readPlan: .carePlan
        case .readNote: .clinicalNote
        case .readReport, .createReport, .exportReport, .shareReport, .deleteReport: .report
        case .readSocial: .social
        case .readAdministrative: .administrative
        case .answer: .questionnaireAnswer
        case .recordDecision: .consent
        case .readLog: .log
        }
    }
    /// A class that this ask is not about.
    var otherClass: DocumentClass { documents == .imaging ? .report : .imaging }
}

extension Point {
    var facts: Facts {
        Facts(
            at: Ward.now, caller: caller, resource: resource, action: ask.action, mode: mode, emergency: emergency,
            relation: recordedRelation, teams: recordedTeams, exchanges: recordedExchanges,
            consents: recordedConsents, oppositions: recordedOppositions,
            blocked: blocked ? ["caller-1"] : ["somebody-else"], mandate: recordedMandate, support: recordedTicket,
            statute: recordedStatute, switches: Facts.Switches(breakGlassPassesOpposition: switchOn))
    }

    private var profession: Profession? {
        switch who {
        case .physician: .physician
        case .nurse: .nurse
        case .pharmacist: .pharmacist
        case .socialWorker: .socialWorker
        case .homeCarer: .homeCarer
        default: nil
        }
    }

    private var kind: CallerKind {
        switch who {
        case .physician, .nurse, .pharmacist, .socialWorker, .homeCarer, .unlisted:
            home == .sameStructure ? .professional : .partnerProfessional
        case .officeStaff: .officeStaff
        case .administrator: .administrator
        case .dpo: .dpo
        case .vendor: .vendorSupport
        case .insurer: .insurer
        case .patient: .patient
        case .representative: .representative
        case .caregiver: .caregiver
        case .program: .machineClient
        case .job: .job
        case .commandLine: .commandLine
        }
    }

    private var callerStructure: String { home == .sameStructure ? Ward.home : Ward.elsewhere }

    private var level: AuthenticationLevel {
        switch proof {
        case .none: .none
        case .link: .personLink
        case .password: .password
        case .twoFactors: .twoFactors
        case .proSante: .proSanteConnect
        case .franceConnect: .franceConnect
        case .programKey: .programKey
        }
    }

    private var caller: Facts.Caller {
        let convention: Facts.Convention? =
            switch home {
            case .sameStructure, .stranger: nil
            case .underConvention: Facts.Convention(id: "convention-1", startsOn: Ward.yesterday)
            case .conventionNotBegun: Facts.Convention(id: "convention-1", startsOn: Ward.tomorrow)
            case .conventionOver:
                Facts.Convention(id: "convention-1", startsOn: Ward.yesterday, endsOn: Ward.yesterday)
            }
        let task: String? =
            switch invited {
            case .no: nil
            case .toThis: Ward.document
            case .toAnother: Ward.other
            }
        return Facts.Caller(
            kind: kind, id: "caller-1", membership: exercise ? "membership-1" : nil, structure: callerStructure,
            profession: profession, mayRegulate: regulates, level: level, convention: convention, invitedTo: task)
    }

    private var resource: Facts.Resource {
        let majority: Day? =
            switch age {
            case .minor: Ward.tomorrow
            case .eighteenToday: Ward.today
            case .unknown: nil
            }
        return Facts.Resource(
            structure: Ward.home, moduleOn: moduleOn, classes: [ask.documents], document: Ward.document,
            author: wroteIt ? "membership-1" : "membership-9", masks: mask.map { [$0] } ?? [], majorityOn: majority)
    }

    private var emergency: Facts.Emergency? {
        guard mode != .normal, stated != .nothing else { return nil }
        return Facts.Emergency(
            provedAfresh: stated != .proofNotFresh, reasonGiven: stated != .noReason,
            openedAt: Ward.now.adding(seconds: stated == .boxOver ? -14_400 : -60))
    }

    private var recordedRelation: Facts.Relation? {
        switch relation {
        case .none: nil
        case .active: Facts.Relation(id: "relation-1", startsOn: Ward.yesterday)
        case .notBegun: Facts.Relation(id: "relation-1", startsOn: Ward.tomorrow)
        case .ended: Facts.Relation(id: "relation-1", startsOn: Ward.yesterday, endsOn: Ward.yesterday)
        }
    }

    private var recordedTeams: [Facts.Team] {
        func formed(
            _ basis: TeamBasis, attested: Day? = Ward.yesterday, ends: Day? = nil, informed: Day? = Ward.yesterday,
            both: Bool = false, named: Bool = false
        ) -> [Facts.Team] {
            [
                Facts.Team(
                    id: "team-1", basis: basis, attestedOn: attested, endsOn: ends, informedOn: informed,
                    informedOfBothCategories: both, namedByPatient: named)
            ]
        }
        return switch team {
        case .none: []
        case .withoutGround: formed(.none, both: true, named: true)
        case .notAttested: formed(.formalised, attested: nil, both: true)
        case .notInformed: formed(.formalised, informed: nil, both: true)
        case .sameStructure: formed(.sameStructure)
        case .sameStructureBoth: formed(.sameStructure, both: true)
        case .namedByPatientBoth: formed(.namedByPatient, both: true, named: true)
        case .notNamedBoth: formed(.namedByPatient, both: true)
        case .formalised: formed(.formalised)
        case .formalisedBoth: formed(.formalised, both: true)
        case .over: formed(.formalised, ends: Ward.yesterday, both: true)
        }
    }

    private var recordedExchanges: [Facts.TargetedExchange] {
        let asked: Extent<DocumentClass> = .only([ask.documents])
        func sent(
            _ classes: Extent<DocumentClass>? = nil, _ documents: Extent<String> = .all,
            informed: Day? = Ward.yesterday, both: Bool = true, ends: Day? = nil
        ) -> [Facts.TargetedExchange] {
            [
                Facts.TargetedExchange(
                    id: "exchange-1", classes: classes ?? asked, documents: documents, informedOn: informed,
                    informedOfBothCategories: both, endsOn: ends)
            ]
        }
        return switch exchange {
        case .none: []
        case .informed: sent(both: false)
        case .informedBoth: sent(asked, .only([Ward.document]))
        case .notInformed: sent(informed: nil)
        case .otherClass: sent(.only([ask.otherClass]))
        case .otherDocument: sent(asked, .only([Ward.other]))
        case .over: sent(ends: Ward.yesterday)
        }
    }

    private var recordedConsents: [Facts.Consent] {
        let asked: Extent<DocumentClass> = .only([ask.documents])
        let mine: Extent<String> = .only([callerStructure])
        func given(_ scope: SharingScope, ends: Day? = nil) -> [Facts.Consent] {
            [Facts.Consent(id: "consent-1", scope: scope, givenOn: Ward.yesterday, careEndsOn: ends)]
        }
        return switch consent {
        case .none: []
        case .byStructure: given(SharingScope(structures: mine, classes: asked))
        case .byProfession: given(SharingScope(professions: .only(profession.map { [$0] } ?? []), classes: asked))
        case .thisDocument: given(SharingScope(structures: mine, classes: asked, documents: .only([Ward.document])))
        case .otherClass: given(SharingScope(structures: mine, classes: .only([ask.otherClass])))
        case .otherStructure: given(SharingScope(structures: .only([Ward.third]), classes: asked))
        case .otherProfession:
            given(SharingScope(structures: mine, professions: .only([.osteopath]), classes: asked))
        case .otherDocument: given(SharingScope(structures: mine, classes: asked, documents: .only([Ward.other])))
        case .careOver: given(SharingScope(structures: mine, classes: asked), ends: Ward.yesterday)
        }
    }

    private var recordedOppositions: [Facts.Opposition] {
        let mine: Extent<String> = .only([callerStructure])
        func made(_ scope: SharingScope, even: Bool = false) -> Facts.Opposition {
            Facts.Opposition(id: "opposition-1", scope: scope, coversEmergency: even)
        }
        return switch opposition {
        case .none: []
        case .ordinary: [made(SharingScope(structures: mine))]
        case .evenInEmergency: [made(SharingScope(), even: true)]
        case .thisDocument: [made(SharingScope(documents: .only([Ward.document])))]
        case .otherClass: [made(SharingScope(classes: .only([ask.otherClass])), even: true)]
        case .otherStructure: [made(SharingScope(structures: .only([Ward.third])), even: true)]
        case .otherDocument: [made(SharingScope(documents: .only([Ward.other])), even: true)]
        case .ordinaryAndEven:
            [made(SharingScope(structures: mine)), made(SharingScope(classes: .only([ask.documents])), even: true)]
        }
    }

    private var recordedMandate: Facts.Mandate? {
        let kind: MandateTitle
        switch title {
        case .none: return nil
        case .parental: kind = .parentalAuthority
        case .guardianship: kind = .guardianship
        case .family: kind = .familyAuthorisation
        case .assistance: kind = .assistance
        case .trusted: kind = .trustedPerson
        case .caregiverMandate: kind = .caregiver
        case .heir: kind = .heir
        }
        return Facts.Mandate(
            id: "mandate-1", title: kind, checkedOn: titleSeen ? Ward.yesterday : nil,
            startsOn: term == .notBegun ? Ward.tomorrow : Ward.yesterday,
            endsOn: term == .withoutEnd ? nil : term == .ended ? Ward.yesterday : Ward.tomorrow,
            revokedOn: term == .revokedToday ? Ward.today : nil,
            classes: titleCovers ? .only([ask.documents]) : .only([ask.otherClass]), mayDecide: mayDecide)
    }

    private var recordedTicket: Facts.SupportTicket? {
        if ticket == .none { return nil }
        return Facts.SupportTicket(
            id: "ticket-1", structure: ticket == .otherStructure ? Ward.third : Ward.home,
            approvedBy: ticket == .notApproved ? nil : "administrator-1",
            endsAt: ticket == .ended ? Ward.now : Ward.now.adding(seconds: 1),
            classes: .only([ticket == .otherClass ? ask.otherClass : ask.documents]))
    }

    private var recordedStatute: Facts.StatutoryException? {
        if statute == .none { return nil }
        return Facts.StatutoryException(
            id: "statute-1", endsAt: statute == .ended ? Ward.now : Ward.now.adding(seconds: 1),
            classes: .only([statute == .otherClass ? ask.otherClass : ask.documents]))
    }
}
