@testable import Kernel

/// What the rules say, as one flat table read from top to bottom: the first line that fits a point tells its verdict.
/// It is written from health-and-rgpd.md §5.7, §5.8 and rules 27 to 48 and from house.md, over the words of `Point`;
/// it shares nothing with the policy but the names of the verdicts.
struct OracleLine: Sendable {
    let rule: String
    let says: String
    var applies: @Sendable (Point) -> Bool
    var verdict: Expected

    init(_ rule: String, _ says: String, _ applies: @escaping @Sendable (Point) -> Bool, _ verdict: Expected) {
        self.rule = rule
        self.says = says
        self.applies = applies
        self.verdict = verdict
    }
}

enum Expected: Hashable {
    case allow(AccessBasis)
    case deny(ReasonCode)

    init(_ verdict: Verdict) {
        switch verdict {
        case .allowed(let permit): self = .allow(permit.basis)
        case .refused(let reason): self = .deny(reason)
        }
    }
}

/// The missions, written down a second time by hand for the asks of the points: who may do what in the normal course,
/// and what an emergency reaches.
enum Missions {
    static let normal: [Point.Ask: Set<Point.Who>] = [
        .readIdentity: [
            .physician, .nurse, .pharmacist, .socialWorker, .homeCarer, .officeStaff, .vendor, .insurer, .patient,
            .representative, .caregiver, .program, .job,
        ],
        .readPlan: [
            .physician, .nurse, .pharmacist, .socialWorker, .homeCarer, .vendor, .patient, .representative, .caregiver,
            .program, .job,
        ],
        .readNote: [.physician, .nurse, .vendor, .patient, .representative, .caregiver, .program, .job],
        .readReport: [
            .physician, .nurse, .pharmacist, .vendor, .insurer, .patient, .representative, .caregiver, .program, .job,
        ],
        .readSocial: [
            .physician, .nurse, .socialWorker, .homeCarer, .vendor, .patient, .representative, .caregiver, .program,
            .job,
        ],
        .createReport: [.physician, .nurse, .program],
        .exportReport: [.physician, .nurse, .patient, .representative, .commandLine],
        .shareReport: [.physician, .nurse],
        .deleteReport: [.job, .commandLine],
        .readAdministrative: [
            .physician, .nurse, .pharmacist, .socialWorker, .officeStaff, .vendor, .insurer, .patient, .representative,
            .caregiver, .program, .job,
        ],
        .answer: [.physician, .nurse, .patient, .representative, .caregiver, .program],
        .recordDecision: [
            .physician, .nurse, .pharmacist, .socialWorker, .officeStaff, .patient, .representative,
        ],
        .readLog: [.dpo, .patient, .representative, .commandLine],
    ]

    static let emergency: [Point.Ask: Set<Point.Who>] = [
        .readIdentity: [.physician, .nurse, .pharmacist],
        .readPlan: [.physician, .nurse, .pharmacist],
        .readNote: [.physician, .nurse, .pharmacist],
        .readReport: [.physician, .nurse, .pharmacist],
        .readSocial: [.physician],
        .createReport: [.physician, .nurse],
    ]

    /// Classes of which nothing is ever theirs.
    static let outOfCare: [Point.Who: Set<Point.Ask>] = [
        .officeStaff: [
            .readPlan, .readNote, .readReport, .readSocial, .createReport, .exportReport, .shareReport, .deleteReport,
            .answer, .readLog,
        ],
        .dpo: [
            .readIdentity, .readPlan, .readNote, .readReport, .readSocial, .createReport, .exportReport, .shareReport,
            .deleteReport, .readAdministrative, .answer,
        ],
        .insurer: [.readPlan, .readNote, .readSocial, .answer, .recordDecision, .readLog],
    ]
}

/// Words over the words.
extension Point {
    var isCarer: Bool { Who.carers.contains(who) }
    var isPerson: Bool { Who.persons.contains(who) }
    var isUpkeep: Bool { who == .job || who == .commandLine }
    var isProgram: Bool { who == .program || isUpkeep }
    var isStaff: Bool { !isPerson && !isProgram }
    var isHealth: Bool { [.physician, .nurse, .pharmacist].contains(who) }
    var actsForPatient: Bool { who == .representative || who == .caregiver }
    var shares: Bool { isCarer || who == .program }
    var creates: Bool { ask == .createReport || ask == .answer }
    var reads: Bool {
        [.readIdentity, .readPlan, .readNote, .readReport, .readSocial, .readAdministrative].contains(ask)
    }
    /// What a caregiver was invited to is judged by the invitation, all else by the title.
    var needsTitle: Bool { who == .representative || (who == .caregiver && !creates) }
    var inEmergency: Bool { mode != .normal }
    var isMission: Bool {
        (inEmergency ? Missions.emergency : Missions.normal)[ask]?.contains(who) ?? false
    }
    var isNormalMission: Bool { Missions.normal[ask]?.contains(who) ?? false }
    var related: Bool { isCarer && relation == .active }
    var opposed: Bool { [.ordinary, .evenInEmergency, .thisDocument, .ordinaryAndEven].contains(opposition) }
    var opposedEvenInEmergency: Bool { [.evenInEmergency, .ordinaryAndEven].contains(opposition) }
    var consented: Bool {
        consent == .byStructure || consent == .thisDocument || (consent == .byProfession && isCarer)
    }
    /// Nobody but a health professional needs the patient to be told of both categories.
    var sentByName: Bool { exchange == .informedBoth || (exchange == .informed && (isHealth || who == .program)) }
    var isTeam: Bool {
        guard related else { return false }
        return switch team {
        case .none, .withoutGround, .notAttested, .notInformed, .notNamedBoth, .over: false
        case .sameStructure: home == .sameStructure && isHealth
        case .sameStructureBoth: home == .sameStructure
        case .namedByPatientBoth, .formalisedBoth: true
        case .formalised: isHealth
        }
    }
    /// The ordinary grounds count: nothing was objected, and the mission is an ordinary one too.
    var groundsCount: Bool { shares && !opposed && isNormalMission }
    var feeds: Bool { who == .program && home == .sameStructure && creates }
    var namesTitleOfOther: Bool {
        (who == .representative && title == .caregiverMandate)
            || (who == .caregiver && [.parental, .guardianship, .family].contains(title))
    }
}
