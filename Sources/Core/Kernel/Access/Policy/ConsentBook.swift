/// What a patient decides about sharing: recorded and read through the gate, like everything about a patient.
///
/// A decision counts from the next question of the gate on, on every node: nothing of it is kept in memory.
public struct ConsentBook: Sendable {
    let gate: Gate
    let store: any Store
    let clock: TimeSource

    init(gate: Gate, store: any Store, clock: TimeSource) {
        self.gate = gate
        self.store = store
        self.clock = clock
    }

    /// What a consent is asked with.
    public struct Draft: Hashable, Sendable {
        public var scope: SharingScope
        public var text: InformationText
        public var support: SupportHanded?
        public var means: DecisionMeans
        /// Id of the document that attests it.
        public var evidence: String?
        /// Last day of the care that it covers.
        public var careEndsOn: Day?
        /// Who decided in the patient's stead, before the professional who writes it down.
        public var representative: DecidingRepresentative?

        public init(
            scope: SharingScope, text: InformationText, support: SupportHanded?, means: DecisionMeans,
            evidence: String? = nil, careEndsOn: Day? = nil, representative: DecidingRepresentative? = nil
        ) {
            self.scope = scope
            self.text = text
            self.support = support
            self.means = means
            self.evidence = evidence
            self.careEndsOn = careEndsOn
            self.representative = representative
        }
    }

    /// The whole history, and what is in force.
    public struct History: Sendable {
        public let consents: [CareConsent]
        public let oppositions: [PatientOpposition]
        public let information: [InformationDelivered]
        public let state: ConsentState
    }

    static let resource = Resource(of: .kernel, "consent", classes: [.consent])

    /// Everything the patient decided, and what of it is in force now. Throws `GateRefusal`.
    ///
    /// - Parameter toDecide: asked by whoever is about to write down a decision. That reaches as far as the right to
    ///   write one down: an opposition cannot be lifted by somebody from whom it is hidden.
    public func history(
        of patient: PatientID, as caller: Caller, toDecide: Bool = false, mode: Mode = .normal
    ) async throws -> History {
        let now = clock.now
        return try await gate.open(
            Read.self, ConsentsAndOppositions.self, of: patient, about: Self.resource, as: caller, mode: mode,
            action: toDecide ? .decideConsent : .read
        ) { (grant: borrowing Grant<Read, ConsentsAndOppositions>) in
            let record = RecordScope(structure: grant.structure, patient: patient)
            let (consents, oppositions, information) = try await grant.read { tx in
                (
                    try CareConsents.rows(of: record, tx), try Oppositions.rows(of: record, tx),
                    try InformationGiven.rows(of: record, tx)
                )
            }
            var given: [CareConsent] = []
            for row in consents { given.append(try CareConsents.read(row) { try grant.opened($0, $1, $2, $3) }) }
            var opposed: [PatientOpposition] = []
            for row in oppositions { opposed.append(try Oppositions.read(row) { try grant.opened($0, $1, $2, $3) }) }
            let told = try information.map(InformationGiven.read)
            return History(
                consents: given, oppositions: opposed, information: told,
                state: ConsentState(consents: given, oppositions: opposed, information: told, on: .now(now)))
        }
    }

    /// Records a consent; gives its id. Throws `ConsentRefusal` for what cannot be a consent, `GateRefusal`.
    @discardableResult
    public func consent(_ draft: Draft, of patient: PatientID, as caller: Caller) async throws -> String {
        try await decide(patient, caller) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let line = try CareConsent.given(
                id: grant.newRow(), scope: draft.scope, text: draft.text.reference, support: draft.support,
                origin: try grant.origin(caller, draft.means, draft.representative), evidence: draft.evidence,
                at: grant.now, careEndsOn: draft.careEndsOn)
            let (scope, record) = (try grant.sealed(line.scope, "care_consents", line.id), grant.record)
            let (text, row) = (draft.text, grant.newRow())
            try await grant.commit { tx in
                try InformationTexts.keep(text, id: row, tx)
                try CareConsents.insert(line, scope: scope, of: record, tx)
            }
            return line.id
        }
    }

    /// Takes back consents, all in one commit. Throws `ConsentRefusal.consentMissing` where one is not this patient's,
    /// and then takes back none.
    public func withdraw(
        _ consents: [String], means: DecisionMeans, by representative: DecidingRepresentative? = nil,
        of patient: PatientID, as caller: Caller
    ) async throws {
        try await end(consents, .withdrawal, means: means, by: representative, of: patient, as: caller)
    }

    /// Takes back every consent that stands. Reads first, so it leaves two lines.
    public func withdrawAll(means: DecisionMeans, of patient: PatientID, as caller: Caller) async throws {
        let standing = ConsentState.standing(try await history(of: patient, as: caller).consents)
        if !standing.isEmpty { try await withdraw(standing, means: means, of: patient, as: caller) }
    }

    /// The care that consents covered is over (rule 38).
    public func endCare(
        _ consents: [String], means: DecisionMeans, of patient: PatientID, as caller: Caller
    ) async throws {
        try await end(consents, .careEnded, means: means, by: nil, of: patient, as: caller)
    }

    /// Records an opposition to all or part of the sharing; gives its id.
    @discardableResult
    public func oppose(
        _ scope: SharingScope, coversEmergency: Bool, means: DecisionMeans,
        by representative: DecidingRepresentative? = nil, of patient: PatientID, as caller: Caller
    ) async throws -> String {
        try await decide(patient, caller) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            try await grant.commit(
                PatientOpposition.opposed(
                    id: grant.newRow(), scope: scope, coversEmergency: coversEmergency,
                    origin: try grant.origin(caller, means, representative), at: grant.now))
        }
    }

    /// Keeps one account or membership out of the record, also in an emergency; gives the block's id.
    @discardableResult
    public func block(
        _ blocked: String, means: DecisionMeans, by representative: DecidingRepresentative? = nil,
        of patient: PatientID, as caller: Caller
    ) async throws -> String {
        try await decide(patient, caller) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            try await grant.commit(
                PatientOpposition.block(
                    id: grant.newRow(), blocked: blocked, origin: try grant.origin(caller, means, representative),
                    at: grant.now))
        }
    }

    /// Lifts an opposition or a block. Throws `ConsentRefusal.oppositionMissing` where it is not this patient's.
    @discardableResult
    public func lift(
        _ opposition: String, means: DecisionMeans, by representative: DecidingRepresentative? = nil,
        of patient: PatientID, as caller: Caller
    ) async throws -> String {
        try await decide(patient, caller) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            try await grant.commit(
                PatientOpposition.lifted(
                    id: grant.newRow(), lifts: opposition, origin: try grant.origin(caller, means, representative),
                    at: grant.now))
        }
    }

    /// Records that the patient was informed; gives its id.
    @discardableResult
    public func inform(
        _ text: InformationText, means: DecisionMeans, support: SupportHanded?,
        by representative: DecidingRepresentative? = nil, of patient: PatientID, as caller: Caller
    ) async throws -> String {
        try await decide(patient, caller) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let (origin, record, now) = (try grant.origin(caller, means, representative), grant.record, grant.now)
            let row = grant.newRow()
            let line = try InformationDelivered(
                id: grant.newRow(), text: text.reference, means: means, support: support,
                givenBy: origin.collectedBy, representative: origin.representative, givenOn: now.parisDay)
            try await grant.commit { tx in
                try InformationTexts.keep(text, id: row, tx)
                try InformationGiven.insert(line, of: record, at: now, tx)
            }
            return line.id
        }
    }

    /// Publishes a text; a later wording of the same code is a later version. Throws where the version exists.
    public func publish(_ text: InformationText) async throws {
        let id = RowID.fresh(at: clock.now)
        try await store.write { tx in try InformationTexts.insert(text, id: id, tx) }
    }

    /// The latest version of a text; nil where there is none in this language.
    public func text(_ code: String, in language: Language) async throws -> InformationText? {
        try await store.read { tx in try InformationTexts.latest(code, in: language, tx) }
    }

    private func end(
        _ consents: [String], _ kind: CareConsent.Kind, means: DecisionMeans,
        by representative: DecidingRepresentative?, of patient: PatientID, as caller: Caller
    ) async throws {
        guard !consents.isEmpty else { throw ConsentRefusal.consentMissing }
        try await decide(patient, caller) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let (origin, record, now) = (try grant.origin(caller, means, representative), grant.record, grant.now)
            try origin.check()
            var ends: [(id: String, consent: String, scope: [UInt8])] = []
            for consent in Set(consents).sorted() {
                let id = grant.newRow()
                ends.append((id, consent, try grant.sealed(.nothing, "care_consents", id)))
            }
            let lines = ends
            try await grant.commit { tx in
                for line in lines {
                    guard let text = try CareConsents.text(of: line.consent, record, tx) else {
                        throw ConsentRefusal.consentMissing
                    }
                    let end = CareConsent.end(
                        kind, id: line.id, of: line.consent, text: text, origin: origin, at: now)
                    try CareConsents.insert(end, scope: line.scope, of: record, tx)
                }
            }
        }
    }

    func decide<Value>(
        _ patient: PatientID, _ caller: Caller,
        _ body: (borrowing Grant<Write, ConsentsAndOppositions>) async throws -> Value
    ) async throws -> Value {
        try await gate.open(
            Write.self, ConsentsAndOppositions.self, of: patient, about: Self.resource, as: caller,
            action: .decideConsent, body)
    }
}
