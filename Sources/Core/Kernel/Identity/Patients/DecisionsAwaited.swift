/// What is still to be done about one patient's decisions.
public enum DecisionDue: String, Sendable, Hashable, CaseIterable {
    /// Nobody recorded that the person was told about the sharing in their care team (rule 39).
    case information
    /// Nothing may be shared outside the team: no consent is in force.
    case consent
    /// A consent, or the care itself, ends within thirty days.
    case careEnding = "care-ending"
    /// The person objects to all or part of the sharing: for knowing, nothing to do.
    case opposition
}

/// A patient in the list of what is to be done.
public struct DecisionsAwaited: Sendable, Hashable {
    public let patient: PatientID
    /// Nil where the reader may write down a decision and may not see who it is: nobody informed the person yet.
    public let identity: PatientIdentity?
    public let since: Day
    public let due: [DecisionDue]
    /// The day on which the first consent in force, or the care, ends.
    public let endsOn: Day?
}

extension PatientBook {
    /// Days before an end at which it is announced.
    static let announcedDays = 30

    /// Of the caller's own patients, a page of those about whose decisions something is to be done, and where the next
    /// page starts. Throws `GateRefusal`.
    public func decisionsAwaited(
        after: String? = nil, as caller: Caller
    ) async throws -> (awaited: [DecisionsAwaited], next: String?) {
        guard let membership = caller.facts.membership else { return ([], nil) }
        let (structure, today, now, size) = (caller.structure, clock.today, clock.now, PatientBook.pageSize)
        let found = try await store.read { tx in
            try CareRelations.mine(membership, in: structure, on: today, after: after, limit: size + 1, tx)
        }
        guard !found.isEmpty else { return ([], nil) }
        let shown = Array(found.prefix(size))
        let relations = try await store.read { tx in
            try shown.map { place in
                try CareRelations.rows(place.patient, in: structure, tx).first { try $0.text("id") == place.relation }
            }
        }
        var awaited: [(patient: PatientID, since: Day, due: [DecisionDue], endsOn: Day?)] = []
        let patients = shown.map(\.patient)
        try await gate.overview(
            ConsentsAndOppositions.self, of: patients, about: ConsentBook.resource, as: caller, action: .decideConsent
        ) { (cohort: borrowing Cohort<ConsentsAndOppositions>) in
            for patient in cohort.patients {
                guard let place = patients.firstIndex(of: patient), let relation = relations[place] else { continue }
                let state = try await PatientBook.state(of: patient, cohort, at: now)
                let (due, end) = try PatientBook.due(state, relation, on: today)
                if !due.isEmpty { awaited.append((patient, try relation.day("starts_on"), due, end)) }
            }
        }
        let names = try await named(awaited.map(\.patient), as: caller)
        let next = found.count > size ? shown.last?.relation : nil
        return (
            awaited.map { one in
                DecisionsAwaited(
                    patient: one.patient, identity: names[one.patient], since: one.since, due: one.due,
                    endsOn: one.endsOn)
            }, next
        )
    }

    private static func state(
        of patient: PatientID, _ cohort: borrowing Cohort<ConsentsAndOppositions>, at now: Instant
    ) async throws -> ConsentState {
        // Whole histories: a state computed from a part of one would be wrong.
        let most = 10_000
        let consents = try await cohort.rows(of: CareConsents.self, about: patient, limit: most)
        let oppositions = try await cohort.rows(of: Oppositions.self, about: patient, limit: most)
        let told = try await cohort.rows(of: InformationGiven.self, about: patient, limit: most)
        var given: [CareConsent] = []
        for row in consents {
            given.append(
                try CareConsents.read(row.row) { cell, table, column, row in
                    Array(try cohort.open(cell, of: patient, at: Place(table: table, column: column, row: row)).utf8)
                })
        }
        var opposed: [PatientOpposition] = []
        for row in oppositions {
            opposed.append(
                try Oppositions.read(row.row) { cell, table, column, row in
                    Array(try cohort.open(cell, of: patient, at: Place(table: table, column: column, row: row)).utf8)
                })
        }
        return ConsentState(
            consents: given, oppositions: opposed, information: try told.map { try InformationGiven.read($0.row) },
            on: .now(now))
    }

    static func due(
        _ state: ConsentState, _ relation: Row, on today: Day
    ) throws -> (due: [DecisionDue], endsOn: Day?) {
        var due: [DecisionDue] = []
        let told =
            try relation.optional("informed_on", relation.day) ?? state.informed(of: [.careTeam, .careTeamOfBoth])
        if told == nil { due.append(.information) }
        if state.consents.isEmpty { due.append(.consent) }
        let end = (state.consents.map(\.careEndsOn) + [try relation.optional("ends_on", relation.day)])
            .compactMap { $0 }.min()
        let near = end.map { $0 <= today.adding(days: announcedDays) } ?? false
        if near { due.append(.careEnding) }
        if !state.oppositions.isEmpty || !state.blocked.isEmpty { due.append(.opposition) }
        return (due, near ? end : nil)
    }

    private func named(_ patients: [PatientID], as caller: Caller) async throws -> [PatientID: PatientIdentity] {
        guard !patients.isEmpty else { return [:] }
        return try await gate.overview(
            IdentityAndCareCircle.self, of: patients, about: PatientBook.header, as: caller
        ) { (cohort: borrowing Cohort<IdentityAndCareCircle>) in
            var names: [PatientID: PatientIdentity] = [:]
            for patient in cohort.patients {
                guard let row = try await cohort.rows(of: Patients.self, about: patient, limit: 1).first else {
                    continue
                }
                let record = try Patients.read(row.row, number: nil) { cell, place in
                    try cohort.open(cell, of: patient, at: place)
                }
                names[patient] = record.identity
            }
            return names
        }
    }
}
