/// What professionals send each other by name, and what statutes open: recorded through the gate, under the right to
/// share of whoever records it, and counted from the next question of the gate on.
public struct ExchangeBook: Sendable {
    let gate: Gate
    let store: any Store
    let clock: TimeSource

    /// An exchange before it has a row.
    public struct Draft: Hashable, Sendable {
        /// Account of the professional who may see it.
        public var recipient: String
        public var classes: [DocumentClass]
        public var documents: Extent<String>
        /// The day on which the person was told what goes to whom; without one nothing is sent.
        public var informedOn: Day?
        public var informedOfBothCategories: Bool
        /// Last day on which it counts, within a year.
        public var endsOn: Day

        public init(
            recipient: String, classes: [DocumentClass], documents: Extent<String> = .all, informedOn: Day?,
            informedOfBothCategories: Bool = false, endsOn: Day
        ) {
            self.recipient = recipient
            self.classes = classes
            self.documents = documents
            self.informedOn = informedOn
            self.informedOfBothCategories = informedOfBothCategories
            self.endsOn = endsOn
        }
    }

    /// A statutory exception before it has a row.
    public struct ExceptionDraft: Hashable, Sendable {
        /// Account of whom the statute lets see.
        public var holder: String
        /// As it is cited: `CSS L315-1`.
        public var article: String
        public var classes: [DocumentClass]
        public var endsAt: Instant

        public init(holder: String, article: String, classes: [DocumentClass], endsAt: Instant) {
            self.holder = holder
            self.article = article
            self.classes = classes
            self.endsAt = endsAt
        }
    }

    /// Everything that was opened by name in one record, over or not.
    public struct Openings: Sendable {
        public let exchanges: [NamedExchange]
        public let exceptions: [StatutoryOpening]
    }

    static let longestExchangeDays = 366
    static let longestExceptionSeconds: Int64 = 90 * 86_400
    private static let consents = Resource(of: .kernel, "consent", classes: [.consent])

    /// Sends; gives the exchange's id. Throws `SharingRefusal`, `GateRefusal`.
    @discardableResult
    public func send(_ draft: Draft, of patient: PatientID, as caller: Caller) async throws -> String {
        let today = clock.today
        guard !draft.classes.isEmpty, !draft.documents.isEmpty, draft.classes.allSatisfy(\.shareable) else {
            throw SharingRefusal.nothingChosen
        }
        guard let informedOn = draft.informedOn, informedOn <= today else { throw SharingRefusal.informationMissing }
        guard draft.endsOn >= today, draft.endsOn <= today.adding(days: ExchangeBook.longestExchangeDays) else {
            throw SharingRefusal.endOutOfBounds
        }
        return try await share(draft.classes, "exchange", of: patient, with: draft.recipient, as: caller) {
            (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let scope = SharingScope(classes: .only(draft.classes), documents: draft.documents)
            let exchange = NamedExchange(
                id: TargetedExchanges.id(to: draft.recipient, at: grant.now),
                sender: caller.facts.membership ?? caller.id, recipient: draft.recipient, scope: scope,
                informedOn: informedOn, informedOfBothCategories: draft.informedOfBothCategories,
                endsOn: draft.endsOn, sentAt: grant.now, endedAt: nil)
            let (cell, record) = (try grant.sealed(scope, "targeted_exchanges", exchange.id), grant.record)
            try await grant.commit { tx in try TargetedExchanges.insert(exchange, scope: cell, of: record, tx) }
            return exchange.id
        }
    }

    /// Takes an exchange back: the recipient sees nothing of it from their next request on. Throws
    /// `SharingRefusal.gone`, `GateRefusal`.
    public func takeBack(_ exchange: String, of patient: PatientID, as caller: Caller) async throws {
        try await end(patient, caller) { member, record, now, tx in
            try TargetedExchanges.end(exchange, by: member, of: record, at: now, tx)
        }
    }

    /// Records that a statute lets somebody see (rule 41): the article, who, what, until when, ninety days at most;
    /// gives its id. Throws `SharingRefusal`, `GateRefusal`.
    @discardableResult
    public func record(_ draft: ExceptionDraft, of patient: PatientID, as caller: Caller) async throws -> String {
        let now = clock.now
        guard let article = StatutoryArticle(draft.article) else { throw SharingRefusal.articleMissing }
        guard !draft.classes.isEmpty, draft.classes.allSatisfy(\.shareable) else { throw SharingRefusal.nothingChosen }
        guard now < draft.endsAt, draft.endsAt <= now.adding(seconds: ExchangeBook.longestExceptionSeconds) else {
            throw SharingRefusal.endOutOfBounds
        }
        return try await share(draft.classes, "statutory-exception", of: patient, with: draft.holder, as: caller) {
            (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let scope = SharingScope(classes: .only(draft.classes))
            let exception = StatutoryOpening(
                id: grant.newRow(), article: article, holder: draft.holder, classes: scope.classes,
                recordedBy: caller.facts.membership ?? caller.id, startsAt: grant.now, endsAt: draft.endsAt)
            let (cell, record) = (try grant.sealed(scope, "statutory_exceptions", exception.id), grant.record)
            let at = grant.now
            try await grant.commit { tx in
                try StatutoryExceptions.insert(exception, scope: cell, of: record, at: at, tx)
            }
            return exception.id
        }
    }

    /// Ends a statutory exception at once. Throws `SharingRefusal.gone`, `GateRefusal`.
    public func endException(_ exception: String, of patient: PatientID, as caller: Caller) async throws {
        try await end(patient, caller) { member, record, now, tx in
            try StatutoryExceptions.end(exception, by: member, of: record, at: now, tx)
        }
    }

    /// What was opened by name in this record: shown to whoever may see what the person decided. Throws `GateRefusal`.
    public func openings(of patient: PatientID, as caller: Caller) async throws -> Openings {
        try await gate.open(
            Read.self, ConsentsAndOppositions.self, of: patient, about: Self.consents, as: caller
        ) { (grant: borrowing Grant<Read, ConsentsAndOppositions>) in
            let record = RecordScope(structure: grant.structure, patient: patient)
            let (sent, excepted) = try await grant.read { tx in
                (try TargetedExchanges.rows(of: record, tx), try StatutoryExceptions.rows(of: record, tx))
            }
            var exchanges: [NamedExchange] = []
            for row in sent { exchanges.append(try TargetedExchanges.read(row) { try grant.opened($0, $1, $2, $3) }) }
            var exceptions: [StatutoryOpening] = []
            for row in excepted {
                exceptions.append(try StatutoryExceptions.read(row) { try grant.opened($0, $1, $2, $3) })
            }
            return Openings(exchanges: exchanges, exceptions: exceptions)
        }
    }

    /// Patients of whom something was sent to the caller by name and still counts, the newest first; each is judged,
    /// and the page is one line per structure. Throws `GateRefusal`.
    /// - Returns: the patients shown, and where the next page starts; nil on the last one.
    public func received(
        after: String? = nil, as caller: Caller
    ) async throws -> (patients: [PatientID], next: String?) {
        let (recipient, today, size) = (caller.id, clock.today, 25)
        let found = try await store.read { tx in
            try TargetedExchanges.patients(sentTo: recipient, on: today, after: after, limit: size + 1, tx)
        }
        guard !found.isEmpty else { return ([], nil) }
        let shown = try await gate.overview(
            IdentityAndCareCircle.self, of: found.prefix(size).map(\.patient),
            about: Resource(of: .kernel, "identity", classes: [.identity]), as: caller
        ) { (cohort: borrowing Cohort<IdentityAndCareCircle>) in cohort.patients }
        return (shown, found.count > size ? found[size - 1].exchange : nil)
    }

    /// Under the right to share every class that was chosen.
    private func share<Value>(
        _ classes: [DocumentClass], _ kind: StaticString, of patient: PatientID, with other: String,
        as caller: Caller, _ body: (borrowing Grant<Write, ConsentsAndOppositions>) async throws -> Value
    ) async throws -> Value {
        let open = try await store.read { tx in try FactRows.isOpen(account: other, tx) }
        return try await gate.open(
            Write.self, ConsentsAndOppositions.self, of: patient, about: Resource(of: .kernel, kind, classes: classes),
            as: caller, action: .share
        ) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            guard open, other != caller.id else { throw SharingRefusal.recipientUnknown }
            guard Set(grant.permit.visible) == Set(classes) else { throw SharingRefusal.beyondOwnReach }
            return try await body(grant)
        }
    }

    /// Whoever may record what the person decides may close what was opened: an objection is honoured at once.
    private func end(
        _ patient: PatientID, _ caller: Caller,
        _ body: @escaping @Sendable (String, RecordScope, Instant, borrowing Writing) throws -> Bool
    ) async throws {
        try await gate.open(
            Write.self, ConsentsAndOppositions.self, of: patient, about: Self.consents, as: caller,
            action: .decideConsent
        ) { (grant: borrowing Grant<Write, ConsentsAndOppositions>) in
            let (record, now, member) = (grant.record, grant.now, caller.facts.membership ?? caller.id)
            try await grant.commit { tx in
                guard try body(member, record, now, tx) else { throw SharingRefusal.gone }
            }
        }
    }
}
