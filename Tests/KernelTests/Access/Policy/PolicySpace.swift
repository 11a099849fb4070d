@testable import Kernel

/// Turns a number into one value of each list in turn: counting over the product of all of them.
struct Wheel {
    private var rest: Int
    private(set) var size = 1

    init(_ number: Int) { rest = number }

    mutating func turn<Value>(_ values: [Value]) -> Value {
        size *= values.count
        defer { rest /= values.count }
        return values[rest % values.count]
    }
}

/// The parts of the policy space, each the whole product of the words it turns.
enum PolicySpace: String, CaseIterable, Sendable {
    /// role x relation x consent x opposition x mask x mode, with team, exchange and switch.
    case care
    /// role x level x home x exercise x module x mode x ask.
    case admission
    /// Every word for teams, exchanges, consents, oppositions, relations.
    case grounds
    /// Every word for emergencies.
    case emergencies
    /// role x ask x relation x consent x opposition x exchange, whatever the role may be.
    case missions
    /// Persons: title x term x age x scope x mask x level.
    case persons
    /// Who is not in care: ticket, statute, opposition, mask.
    case outsiders

    var count: Int {
        var wheel = Wheel(0)
        _ = point(&wheel)
        return wheel.size
    }

    func point(_ number: Int) -> Point {
        var wheel = Wheel(number)
        return point(&wheel)
    }

    private func point(_ wheel: inout Wheel) -> Point {
        switch self {
        case .care: PolicySpace.care(&wheel)
        case .admission: PolicySpace.admission(&wheel)
        case .grounds: PolicySpace.grounds(&wheel)
        case .emergencies: PolicySpace.emergencies(&wheel)
        case .missions: PolicySpace.missions(&wheel)
        case .persons: PolicySpace.persons(&wheel)
        case .outsiders: PolicySpace.outsiders(&wheel)
        }
    }

    private static func care(_ wheel: inout Wheel) -> Point {
        var point = Point()
        point.who = wheel.turn(Point.Who.carers)
        point.home = wheel.turn([.sameStructure, .underConvention])
        point.mode = wheel.turn(AccessMode.allCases)
        point.relation = wheel.turn([.none, .active])
        point.team = wheel.turn([.none, .sameStructureBoth, .formalised])
        point.exchange = wheel.turn([.none, .informedBoth])
        point.consent = wheel.turn([.none, .byStructure, .byProfession, .otherClass])
        point.opposition = wheel.turn([.none, .ordinary, .evenInEmergency, .otherStructure])
        let veil: (Mask?, Bool, Bool) = wheel.turn([
            (nil, false, false), (.hiddenFromProfessionals, false, false), (.hiddenFromProfessionals, true, false),
            (.hiddenFromSocialProfessionals, false, false), (nil, false, true),
        ])
        (point.mask, point.wroteIt, point.blocked) = veil
        point.switchOn = wheel.turn([false, true])
        point.stated = wheel.turn([.complete, .noReason])
        point.ask = wheel.turn([.readReport, .readNote, .createReport])
        return point
    }

    private static func admission(_ wheel: inout Wheel) -> Point {
        var point = Point()
        point.who = wheel.turn(Point.Who.allCases)
        point.home = wheel.turn(Point.Home.allCases)
        point.proof = wheel.turn(Point.Proof.allCases)
        point.exercise = wheel.turn([true, false])
        point.moduleOn = wheel.turn([true, false])
        point.mode = wheel.turn(AccessMode.allCases)
        point.ask = wheel.turn(Point.Ask.allCases)
        point.consent = wheel.turn([.none, .byStructure])
        point.relation = .active
        point.title = point.who == .caregiver ? .caregiverMandate : .guardianship
        point.ticket = .running
        point.statute = .running
        return point
    }

    private static func grounds(_ wheel: inout Wheel) -> Point {
        var point = Point()
        point.who = wheel.turn([.physician, .socialWorker, .program])
        point.proof = point.who == .program ? .programKey : .proSante
        point.home = wheel.turn([.sameStructure, .underConvention])
        point.mode = wheel.turn([.normal, .breakGlass])
        point.relation = wheel.turn(Point.Relation.allCases)
        point.team = wheel.turn(Point.Team.allCases)
        point.exchange = wheel.turn(Point.Exchange.allCases)
        point.consent = wheel.turn(Point.Consent.allCases)
        point.opposition = wheel.turn(Point.Opposition.allCases)
        point.ask = .readPlan
        point.switchOn = true
        return point
    }

    private static func emergencies(_ wheel: inout Wheel) -> Point {
        var point = Point()
        point.who = wheel.turn(Point.Who.carers)
        point.mode = wheel.turn([.breakGlass, .centre15])
        point.stated = wheel.turn(Point.Stated.allCases)
        point.regulates = wheel.turn([true, false])
        point.switchOn = wheel.turn([true, false])
        point.opposition = wheel.turn(Point.Opposition.allCases)
        point.ask = wheel.turn(Point.Ask.allCases)
        point.mask = wheel.turn([nil, .hiddenFromProfessionals, .invisibleToPatient])
        point.relation = wheel.turn([.none, .active])
        point.consent = wheel.turn([.none, .byStructure])
        return point
    }

    private static func missions(_ wheel: inout Wheel) -> Point {
        var point = Point()
        point.who = wheel.turn(Point.Who.allCases)
        point.proof = point.isProgram ? .programKey : .twoFactors
        point.ask = wheel.turn(Point.Ask.allCases)
        point.home = wheel.turn([.sameStructure, .underConvention])
        point.relation = wheel.turn([.none, .active])
        point.consent = wheel.turn([.none, .byStructure, .byProfession])
        point.opposition = wheel.turn([.none, .ordinary, .thisDocument, .otherClass])
        point.exchange = wheel.turn([.none, .informed, .informedBoth])
        point.wroteIt = wheel.turn([false, true])
        point.ticket = .running
        point.statute = .running
        return point
    }

    private static func persons(_ wheel: inout Wheel) -> Point {
        var point = Point()
        point.who = wheel.turn(Point.Who.persons)
        point.title = wheel.turn(Point.Title.allCases)
        point.term = wheel.turn(Point.Term.allCases)
        point.titleSeen = wheel.turn([true, false])
        point.titleCovers = wheel.turn([true, false])
        point.mayDecide = wheel.turn([true, false])
        point.age = wheel.turn(Point.Age.allCases)
        point.ask = wheel.turn([.readReport, .answer, .recordDecision, .readLog])
        let veil: (Mask?, Bool, Bool) = wheel.turn([
            (nil, false, false), (.invisibleToPatient, false, false), (.invisibleToPatient, true, false),
            (.invisibleToRepresentatives, false, false), (.hiddenFromThirdPersons, false, false), (nil, false, true),
        ])
        (point.mask, point.wroteIt, point.blocked) = veil
        let way: (Point.Proof, Point.Invited) = wheel.turn([
            (.twoFactors, .no), (.link, .toThis), (.link, .toAnother), (.franceConnect, .toThis),
        ])
        (point.proof, point.invited) = way
        return point
    }

    private static func outsiders(_ wheel: inout Wheel) -> Point {
        var point = Point()
        point.who = wheel.turn(Point.Who.others)
        point.proof = point.isProgram ? .programKey : .twoFactors
        point.ask = wheel.turn(Point.Ask.allCases)
        point.mode = wheel.turn([.normal, .breakGlass])
        point.opposition = wheel.turn([.none, .ordinary, .thisDocument, .otherClass])
        point.mask = wheel.turn([nil] + Mask.allCases)
        point.wroteIt = wheel.turn([false, true])
        point.blocked = wheel.turn([false, true])
        point.home = wheel.turn([.sameStructure, .underConvention])
        point.consent = wheel.turn([.none, .byStructure])
        let papers: (Point.Ticket, Point.Statute) = wheel.turn([
            (.none, .none), (.notApproved, .ended), (.running, .running), (.ended, .none), (.otherStructure, .none),
            (.otherClass, .otherClass),
        ])
        (point.ticket, point.statute) = papers
        return point
    }
}
