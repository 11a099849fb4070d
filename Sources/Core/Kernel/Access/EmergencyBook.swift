/// An emergency that lasts: its banner stands on every page of the record.
public struct EmergencyUnderway: Sendable, Hashable {
    public let mode: AccessMode
    public let openedAt: Instant
    /// When it ends by itself; whoever opened it may end it before.
    public let until: Instant
}

/// What a review concludes (rule 43).
public enum EmergencyConclusion: String, Sendable, Hashable, CaseIterable {
    case justified
    case abusive
}

/// An emergency in the list of reviews: who, when, until when somebody must have read it again.
public struct EmergencyReview: Sendable, Hashable {
    public let id: String
    public let patient: PatientID
    public let mode: AccessMode
    public let openedAt: Instant
    /// Nil where it ended by itself.
    public let endedAt: Instant?
    /// Id of the account.
    public let openedBy: String
    public let dueOn: Day
    public let conclusion: EmergencyConclusion?
    /// Id of the account.
    public let reviewedBy: String?
    public let reviewedOn: Day?
}

/// Why a review was not written down.
public enum ReviewRefusal: Error, Sendable, Hashable, CaseIterable {
    case wordsMissing, tooLong, ownAccess, alreadyReviewed

    /// One sentence with the way out.
    public var sentence: Bilingual {
        switch self {
        case .wordsMissing:
            Bilingual(
                fr: "Choisissez une conclusion et motivez-la en quelques mots.",
                en: "Choose a conclusion and give its grounds in a few words.")
        case .tooLong:
            Bilingual(fr: "La conclusion tient en 2 000 caractères.", en: "The conclusion fits in 2,000 characters.")
        case .ownAccess:
            Bilingual(
                fr: "Vous avez ouvert cet accès : quelqu'un d'autre doit le relire.",
                en: "You opened this access: somebody else must review it.")
        case .alreadyReviewed:
            Bilingual(
                fr: "Cet accès a déjà été relu ; une conclusion ne se change pas.",
                en: "This access was reviewed already; a conclusion is not changed.")
        }
    }
}

/// Emergencies after they were opened: under way, ended by hand, read again by somebody (rule 43).
public struct EmergencyBook: Sendable {
    let gate: Gate
    let store: any Store
    let log: AuditLog
    let clock: TimeSource

    /// The emergency that this caller has under way on this patient; nil for none. Says nothing about the patient.
    public func underway(_ patient: PatientID, as caller: Caller) async throws -> EmergencyUnderway? {
        let account = caller.id
        let found = try await store.read { tx -> (Row, [Row])? in
            guard let row = try AccessEndings.open(patient, by: account, tx).first else { return nil }
            return (row, try FactRows.choices(try row.text("structure"), tx))
        }
        guard let (row, choices) = found, let mode = AccessMode(rawValue: try row.text("mode")) else { return nil }
        let chosen = try StructureChoices(choices)
        let seconds = mode == .centre15 ? chosen.centre15Seconds : chosen.breakGlassSeconds
        let opened = try row.instant("created_at")
        let end = opened.adding(seconds: min(seconds, Policy.longestEmergencySeconds))
        let now = clock.now
        guard opened <= now, now < end else { return nil }
        return EmergencyUnderway(mode: mode, openedAt: opened, until: end)
    }

    /// Ends every emergency that this caller has open on this patient, with its line in the same commit. The next
    /// request finds the record closed. False where there was none.
    @discardableResult
    public func end(_ patient: PatientID, as caller: Caller) async throws -> Bool {
        let (account, now) = (caller.id, clock.now)
        let open = try await store.read { tx in try AccessEndings.open(patient, by: account, tx) }
        guard let first = open.first else { return false }
        let structure = try first.text("structure")
        let sealed = try await log.prepare(
            line(
                caller, patient, in: structure, resource: "emergency/\(try first.text("id"))",
                mode: try first.text("mode"), reason: "emergency-ended", at: now))
        let endings = try open.map { (RowID.fresh(at: now), try $0.text("id")) }
        return try await store.write(in: structure) { [log] tx in
            for (id, emergency) in endings {
                try AccessEndings.insert(
                    id, emergency: emergency, of: patient, in: structure, by: account, at: now, tx)
            }
            try log.insert(sealed, tx)
            return true
        }
    }

    /// How many emergencies of a structure wait for a review, and how many of them are past their day.
    ///
    /// - Parameter structure: its id.
    public func waiting(in structure: String) async throws -> (waiting: Int, overdue: Int) {
        let today = clock.today
        return try await store.read(in: structure) { tx in try AccessReviews.counts(in: structure, on: today, tx) }
    }

    /// Emergencies per page.
    public static let pageSize = 25

    /// A page of the emergencies of the caller's structure, and where the next one starts. Its line names the patients.
    /// Throws `GateRefusal`.
    ///
    /// - Parameter done: those that were reviewed, the latest first; otherwise those that wait, the oldest first.
    public func reviews(
        done: Bool, after: String? = nil, as caller: Caller
    ) async throws -> (reviews: [EmergencyReview], next: String?) {
        let (structure, size) = (caller.structure, EmergencyBook.pageSize)
        let rows = try await store.read(in: structure) { tx in
            done
                ? try AccessReviews.done(in: structure, before: after, limit: size + 1, tx)
                : try AccessReviews.waiting(in: structure, after: after ?? "", limit: size + 1, tx)
        }
        let shown = try rows.prefix(size).map(EmergencyReview.init)
        let resource = Resource(of: .kernel, "emergency-review", classes: [.log])
        let visible = try await gate.overview(
            AccessLog.self, of: shown.map(\.patient), about: resource, as: caller, action: .readLog
        ) { (cohort: borrowing Cohort<AccessLog>) in cohort.patients }
        return (
            shown.filter { visible.contains($0.patient) },
            rows.count > size ? shown.last?.id : nil
        )
    }

    /// One emergency, with the reason that was typed and, where it was reviewed, the words of the conclusion. Nil where
    /// the structure has none of that id. Throws `GateRefusal`.
    public func read(
        _ review: String, as caller: Caller
    ) async throws -> (review: EmergencyReview, reason: String, comment: String?)? {
        let structure = caller.structure
        let row = try await store.read(in: structure) { tx in try AccessReviews.find(review, in: structure, tx) }
        guard let row else { return nil }
        let found = try EmergencyReview(row)
        let emergency = try row.text("emergency")
        let resource = Resource(of: .kernel, "emergency-reason", id: emergency, classes: [.log])
        return try await gate.open(
            Read.self, AccessLog.self, of: found.patient, about: resource, as: caller, action: .readLog
        ) { (grant: borrowing Grant<Read, AccessLog>) in
            let reason = try grant.open(
                try row.bytes("reason"), at: Place(table: "access_reasons", column: "reason", row: emergency))
            guard let cell = try row.optional("comment", row.bytes) else { return (found, reason, nil) }
            let comment = try grant.open(cell, at: EmergencyBook.commentPlace(review))
            return (found, reason, comment)
        }
    }

    /// Concludes, in words, once. The verdict's line carries the conclusion's code and rides in the same commit.
    /// Throws `ReviewRefusal`, `GateRefusal`.
    public func conclude(
        _ review: String, _ conclusion: EmergencyConclusion, words: String, as caller: Caller
    ) async throws {
        guard !words.isBlank else { throw ReviewRefusal.wordsMissing }
        guard words.count <= 2000 else { throw ReviewRefusal.tooLong }
        let structure = caller.structure
        let row = try await store.read(in: structure) { tx in try AccessReviews.find(review, in: structure, tx) }
        guard let row else { throw GateRefusal.absent }
        let found = try EmergencyReview(row)
        guard found.openedBy != caller.id else { throw ReviewRefusal.ownAccess }
        let resource = Resource(of: .kernel, "emergency-review", id: review, classes: [.log])
        try await gate.open(
            Write.self, AccessLog.self, of: found.patient, about: resource, as: caller, action: .readLog
        ) { (grant: borrowing Grant<Write, AccessLog>) in
            let (now, patient, account, log) = (grant.now, grant.patient, caller.id, log)
            let comment = try grant.seal(words, at: EmergencyBook.commentPlace(review))
            let sealed = try await log.prepare(
                line(
                    caller, patient, in: structure, resource: "emergency-review/\(review)", mode: found.mode.rawValue,
                    reason: "review-\(conclusion.rawValue)", at: now))
            try await grant.commit { tx in
                guard
                    try AccessReviews.conclude(
                        review, of: patient, in: structure, conclusion.rawValue, comment: comment, by: account,
                        on: now.parisDay, tx)
                else { throw ReviewRefusal.alreadyReviewed }
                try log.insert(sealed, tx)
            }
        }
    }

    private static func commentPlace(_ review: String) -> Place {
        Place(table: "access_reviews", column: "comment", row: review)
    }

    private func line(
        _ caller: Caller, _ patient: PatientID, in structure: String, resource: String, mode: String, reason: String,
        at now: Instant
    ) -> AccessLine {
        AccessLine(
            at: now, structure: structure, actor: caller.actor, patients: [patient.value],
            action: Action.update.rawValue, resource: resource, treatment: AccessLog.code, mode: mode,
            verdict: "allow", reason: reason, address: caller.address, correlation: caller.correlation)
    }
}

extension EmergencyReview {
    init(_ row: Row) throws {
        let conclusion = try row.optional("conclusion", row.text)
        self.init(
            id: try row.text("id"), patient: PatientID(try row.text("patient")), mode: try row.word("mode"),
            openedAt: try row.instant("opened_at"), endedAt: try row.optional("ended_at", row.instant),
            openedBy: try row.optional("opened_by", row.text) ?? "", dueOn: try row.day("due_on"),
            conclusion: conclusion.flatMap(EmergencyConclusion.init(rawValue:)),
            reviewedBy: try row.optional("reviewed_by", row.text),
            reviewedOn: try row.optional("reviewed_on", row.day))
    }
}
