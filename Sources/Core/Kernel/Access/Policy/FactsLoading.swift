import Foundation

/// What was recorded about one patient and one caller, as rows: enough to build the facts of a decision.
///
/// The scopes of consents, oppositions and mandates are sealed, and the decision comes before anybody gets the key. So
/// the gate opens them itself, inside the kernel, and lends `open`; nothing of them leaves but the verdict.
package struct RecordedBonds: Sendable {
    /// `care_relations` of this patient and this caller's membership.
    package var relations: [Row] = []
    /// `care_team_bases` of the teams that the membership belongs to, with `member_from` and `member_until`.
    package var teams: [Row] = []
    package var consents: [Row] = []
    package var oppositions: [Row] = []
    package var information: [Row] = []
    /// `mandates` of this patient held by this caller.
    package var mandates: [Row] = []
    /// `targeted_exchanges` of this patient addressed to this caller.
    package var exchanges: [Row] = []
    /// `statutory_exceptions` of this patient held by this caller.
    package var exceptions: [Row] = []
    /// `support_accesses` of the record's structure for this caller, the oldest first.
    package var support: [Row] = []

    package init() {}

    package init(
        relations: [Row], teams: [Row], consents: [Row], oppositions: [Row], information: [Row], mandates: [Row],
        exchanges: [Row] = [], exceptions: [Row] = [], support: [Row] = []
    ) {
        self.exchanges = exchanges
        self.exceptions = exceptions
        self.support = support
        self.relations = relations
        self.teams = teams
        self.consents = consents
        self.oppositions = oppositions
        self.information = information
        self.mandates = mandates
    }
}

/// The sealed content of a mandate's scope.
package struct MandateScope: Hashable, Sendable, Codable {
    package var classes: Extent<DocumentClass>
    package var mayDecide: Bool

    package init(classes: Extent<DocumentClass>, mayDecide: Bool) {
        self.classes = classes
        self.mayDecide = mayDecide
    }
}

extension RecordedBonds {
    /// What is in force now; `open` reads the sealed scopes.
    package func state(at now: Instant, open: CellOpen) throws -> ConsentState {
        ConsentState(
            consents: try consents.map { try CareConsents.read($0, open: open) },
            oppositions: try oppositions.map { try Oppositions.read($0, open: open) },
            information: try information.map(InformationGiven.read), on: .now(now))
    }

    /// Completes `asked` (caller, resource, action, mode, emergency, switches, what the module knows of masks) with
    /// what is recorded. Throws where a cell does not open or a row is not as we write them: what cannot be read is
    /// never taken for absent.
    package func facts(completing asked: Facts, open: CellOpen) throws -> Facts {
        let state = try state(at: asked.at, open: open)
        let today = asked.at.parisDay
        var facts = asked
        let related = try relations.map(RecordedRelation.init)
        facts.relation = related.preferred(on: today)?.relation
        facts.teams = try related.filter { $0.isRunning(on: today) }.flatMap { relation in
            try teams.compactMap { try Facts.Team($0, within: relation, informed: state, on: today) }
        }
        facts.consents = state.consents.map {
            Facts.Consent(id: $0.id, scope: $0.scope, givenOn: $0.givenAt.parisDay, careEndsOn: $0.careEndsOn)
        }
        facts.oppositions = state.oppositions.map {
            Facts.Opposition(id: $0.id, scope: $0.scope, coversEmergency: $0.coversEmergency)
        }
        facts.blocked = state.blocked
        let held = try mandates.map { try Facts.Mandate($0, open: open) }
        let running = held.filter { $0.isRunning(on: today) }
        facts.mandate = running.first { $0.checkedOn != nil } ?? running.first ?? held.last
        facts.exchanges =
            try asked.exchanges
            + exchanges.map { try TargetedExchanges.read($0, open: open) }
            .filter { $0.counts(on: today) }.map(Facts.TargetedExchange.init)
        let opened = try exceptions.map { try StatutoryExceptions.read($0, open: open) }
        facts.statute = (opened.first { $0.startsAt <= asked.at && asked.at < $0.endsAt } ?? opened.last)
            .map(Facts.StatutoryException.init)
        let tickets = try support.map(Facts.SupportTicket.init)
        facts.support =
            tickets.last { $0.approvedBy != nil && asked.at < $0.endsAt } ?? tickets.last { $0.approvedBy != nil }
            ?? tickets.last
        return facts
    }
}

extension Facts.TargetedExchange {
    init(_ exchange: NamedExchange) {
        self.init(
            id: exchange.id, classes: exchange.scope.classes, documents: exchange.scope.documents,
            informedOn: exchange.informedOn, informedOfBothCategories: exchange.informedOfBothCategories,
            endsOn: exchange.endsOn)
    }
}

extension Facts.StatutoryException {
    init(_ exception: StatutoryOpening) {
        self.init(id: exception.id, endsAt: exception.endsAt, classes: exception.classes)
    }
}

extension Facts.SupportTicket {
    /// An access that was asked for and not approved has no end: it opens nothing.
    init(_ row: Row) throws {
        self.init(
            id: try row.text("id"), structure: try row.text("structure"),
            approvedBy: try row.optional("approved_by", row.text),
            endsAt: try row.optional("ends_at", row.instant) ?? Instant(milliseconds: 0),
            classes: try SupportScope(try row.text("scope")).classes)
    }
}

/// What a support access reaches, as it is stored in clear: `all`, or classes by comma.
package struct SupportScope: Hashable, Sendable {
    package let classes: Extent<DocumentClass>

    package init(classes: Extent<DocumentClass>) { self.classes = classes }

    package init(_ text: String) throws {
        guard text != "all" else {
            classes = .all
            return
        }
        classes = .only(
            try text.split(separator: ",").map { word in
                guard let documents = DocumentClass(rawValue: String(word)) else {
                    throw StorageError.unexpected("a support access reaches a class that is not known")
                }
                return documents
            })
    }

    package var text: String {
        switch classes {
        case .all: "all"
        case .only(let listed): listed.map(\.rawValue).joined(separator: ",")
        }
    }
}

/// A care relation as its row tells it.
struct RecordedRelation {
    let relation: Facts.Relation
    let basis: TeamBasis
    let informedOn: Day?

    init(_ row: Row) throws {
        relation = Facts.Relation(
            id: try row.text("id"), startsOn: try row.day("starts_on"), endsOn: try row.optional("ends_on", row.day))
        basis = try row.word("basis")
        informedOn = try row.optional("informed_on", row.day)
    }

    func isRunning(on day: Day) -> Bool { relation.startsOn <= day && relation.endsOn.map { day <= $0 } ?? true }
}

extension [RecordedRelation] {
    /// The one in force; failing that the latest, which says why there is none.
    func preferred(on day: Day) -> RecordedRelation? {
        first { $0.isRunning(on: day) } ?? self.max { $0.relation.startsOn < $1.relation.startsOn }
    }
}

extension Facts.Team {
    /// The structure attests the team and its ground; the relation says on which ground this caller belongs to it for
    /// this patient, and when the patient was informed (rule 39). Nil where the two do not meet.
    init?(_ row: Row, within relation: RecordedRelation, informed state: ConsentState, on today: Day) throws {
        let basis: TeamBasis = try row.word("basis")
        let leftOn = try row.optional("member_until", row.day)
        guard basis == relation.basis, basis != .none, try row.day("member_from") <= today,
            leftOn.map({ today <= $0 }) ?? true
        else { return nil }
        self.init(
            id: try row.text("id"), basis: basis, attestedOn: try row.day("attested_on"),
            endsOn: try row.optional("ends_on", row.day),
            informedOn: relation.informedOn ?? state.informed(of: [.careTeam, .careTeamOfBoth]),
            informedOfBothCategories: state.informed(of: [.careTeamOfBoth]) != nil,
            namedByPatient: basis == .namedByPatient)
    }
}

extension Facts.Mandate {
    init(_ row: Row, open: CellOpen) throws {
        let id = try row.text("id")
        let title = String(
            decoding: try open(try row.bytes("title"), "mandates", "title", id), as: UTF8.self)
        guard let title = MandateTitle(rawValue: title) else {
            throw StorageError.unexpected("a mandate has a title that is not in its list")
        }
        let scope = try JSONDecoder().decode(
            MandateScope.self, from: Data(try open(try row.bytes("scope"), "mandates", "scope", id)))
        self.init(
            id: id, title: title, checkedOn: try row.optional("checked_on", row.day),
            startsOn: try row.day("starts_on"), endsOn: try row.optional("ends_on", row.day),
            revokedOn: try row.optional("revoked_on", row.day), classes: scope.classes, mayDecide: scope.mayDecide)
    }

    func isRunning(on day: Day) -> Bool {
        startsOn <= day && endsOn.map { day <= $0 } ?? true && revokedOn.map { day < $0 } ?? true
    }
}
