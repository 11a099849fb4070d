import Synchronization

// The one door to what is sealed. `Gate` judges, has the verdict written down, and lends a `Grant`; nothing else makes
// one, because its initialiser is visible in this file alone.

/// The right to touch one patient's sealed values, for one treatment, now. Holding it is holding the key: it is lent to
/// a closure, and can be neither copied, nor kept, nor returned.
public struct Grant<Right: AccessRight, Use: Treatment>: ~Copyable, Sendable {
    /// Whose values.
    public let patient: PatientID
    /// Id of the structure that keeps the record.
    public let structure: String
    /// What was allowed, and how far it goes: classes, masks, end.
    public let permit: Permit
    /// When it was lent.
    public let now: Instant
    fileprivate let key: PatientKey
    fileprivate let desk: Desk

    fileprivate init(_ judged: Judged, desk: Desk, permit: Permit) {
        patient = judged.key.patient
        structure = judged.key.structure
        now = judged.facts.at
        key = judged.key
        self.permit = permit
        self.desk = desk
    }

    /// What a grant works with, and whether its line was stored.
    fileprivate final class Desk: Sendable {
        let store: any Store
        let entry: LogEntry
        let written: Mutex<Bool>

        init(store: any Store, entry: LogEntry, written: Bool) {
            self.store = store
            self.entry = entry
            self.written = Mutex(written)
        }
    }
}

extension Grant where Right == Read {
    /// The value; throws where the cell was altered, or moved from another place.
    public borrowing func open<Value, Class>(_ sealed: Sealed<Value, Class, Use>) throws -> Value {
        guard sealed.patient == patient else {
            throw VaultError.sealBroken(place: "\(sealed.place.table).\(sealed.place.column)")
        }
        return try Value(sealedForm: key.open(sealed.cell, at: sealed.place))
    }

    /// Rows of a table of the grant's treatment about its patient.
    ///
    /// - Parameters:
    ///   - predicate: on clear columns: `"state = \(state)"`.
    ///   - order: columns, `"happened_on DESC"`; the id of the row breaks ties.
    ///   - limit: at most so many rows.
    public borrowing func rows<Table: CareTable>(
        of table: Table.Type, where predicate: Clause? = nil, order: Clause? = nil, limit: Int = 200
    ) async throws -> [CareRow<Table>] where Table.Use == Use {
        let (patient, structure, declaration) = (patient, structure, Table.declaration)
        return try await desk.store.read(in: structure) { tx in
            try CareRows.read(declaration, of: patient, in: structure, where: predicate, order: order, limit: limit, tx)
        }.map { CareRow($0, of: patient) }
    }

    /// For rows that the kernel itself reads by name of column.
    borrowing func open(_ cell: [UInt8], at place: Place) throws -> String {
        String(decoding: try key.open(cell, at: place), as: UTF8.self)
    }

    /// For statements of the kernel's own tables, inside its rooms.
    borrowing func read<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing Reading) throws -> Value
    ) async throws -> Value { try await desk.store.read(in: structure, body) }
}

extension Grant where Right == Write {
    /// Seals a value for the one place where it will be written.
    public borrowing func seal<Value, Class: SealedClass, Table: CareTable>(
        _ value: Value, at column: Column<Class, Use>, of table: Table.Type, row: String
    ) throws -> Sealed<Value, Class, Use> where Table.Use == Use {
        let place = Place(table: Table.name.description, column: column.name, row: row)
        return Sealed(cell: try key.seal(try value.sealedForm(), at: place), place: place, patient: patient)
    }

    /// An id for a new row.
    public borrowing func newRow() -> String { RowID.fresh(at: now) }

    /// Stores the changes and the grant's line, all or nothing; durable when it returns. Once per grant.
    public borrowing func commit(_ changes: [CareChange<Use>]) async throws {
        let (patient, structure, now) = (patient, structure, now)
        try await commit { tx in
            for change in changes { try CareRows.write(change, of: patient, in: structure, at: now, tx) }
        }
    }

    /// The same for statements of the kernel's own tables, inside its rooms.
    @discardableResult
    borrowing func commit<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing Writing) throws -> Value
    ) async throws -> Value {
        let (entry, key, patient, structure, now) = (desk.entry, key, patient, structure, now)
        guard desk.written.withLock({ $0 }) == false else {
            throw StorageError.unexpected("a write grant commits once")
        }
        let value = try await desk.store.write(in: structure) { tx in
            let value = try body(tx)
            try FileTerm.keep(of: patient, in: structure, at: now, tx) { try key.open($0, at: $1) }
            try entry.insert(tx)
            return value
        }
        desk.written.withLock { $0 = true }
        return value
    }

    /// Stores what changes two records with the lines of both grants: they stand together or not at all. Both records
    /// are of one structure.
    @discardableResult
    borrowing func commit<Value: Sendable>(
        with other: borrowing Grant<Write, Use>,
        _ body: @escaping @Sendable (borrowing Writing) throws -> Value
    ) async throws -> Value {
        let (mine, theirs) = (desk, other.desk)
        guard structure == other.structure, patient != other.patient, !mine.written.withLock({ $0 }),
            !theirs.written.withLock({ $0 })
        else { throw StorageError.unexpected("two write grants commit together once, for two records of a structure") }
        let value = try await mine.store.write { tx in
            let value = try body(tx)
            try mine.entry.insert(tx)
            try theirs.entry.insert(tx)
            return value
        }
        mine.written.withLock { $0 = true }
        theirs.written.withLock { $0 = true }
        return value
    }

    /// For rows that the kernel itself writes by name of column.
    borrowing func seal(_ text: String, at place: Place) throws -> [UInt8] { try key.seal(Array(text.utf8), at: place) }
}

/// The right to show a page of a list, for one treatment, now: opens the cells of the patients who may be shown.
public struct Cohort<Use: Treatment>: ~Copyable, Sendable {
    /// A page names at most so many patients in its line.
    public static var most: Int { 100 }
    /// Those of the page who may be shown, in its order.
    public let patients: [PatientID]
    fileprivate let keys: [PatientID: PatientKey]
    fileprivate let store: any Store

    fileprivate init(_ keys: [PatientKey], store: any Store) {
        patients = keys.map(\.patient)
        self.keys = Dictionary(uniqueKeysWithValues: keys.map { ($0.patient, $0) })
        self.store = store
    }

    /// The value; throws for a patient who is not of the page.
    public borrowing func open<Value, Class>(_ sealed: Sealed<Value, Class, Use>) throws -> Value {
        try Value(sealedForm: key(of: sealed.patient).open(sealed.cell, at: sealed.place))
    }

    /// Rows of a table about one of the page's patients.
    public borrowing func rows<Table: CareTable>(
        of table: Table.Type, about patient: PatientID, where predicate: Clause? = nil, order: Clause? = nil,
        limit: Int = 50
    ) async throws -> [CareRow<Table>] where Table.Use == Use {
        let (structure, declaration) = (try key(of: patient).structure, Table.declaration)
        return try await store.read(in: structure) { tx in
            try CareRows.read(declaration, of: patient, in: structure, where: predicate, order: order, limit: limit, tx)
        }.map { CareRow($0, of: patient) }
    }

    /// For rows that the kernel itself reads by name of column.
    borrowing func open(_ cell: [UInt8], of patient: PatientID, at place: Place) throws -> String {
        String(decoding: try key(of: patient).open(cell, at: place), as: UTF8.self)
    }

    private borrowing func key(of patient: PatientID) throws -> PatientKey {
        guard let key = keys[patient] else { throw GateRefusal.absent }
        return key
    }
}

/// Judges, writes the verdict down, and only then lends a grant.
public struct Gate: Sendable {
    let judge: Judge
    let store: any Store
    let log: AuditLog
    let outbox: Outbox

    /// Lends `body` the right to read or to write one patient's values for one treatment.
    ///
    /// A read's line is durable before `body` runs; a write's line rides in the commit of what it stores. The outcome
    /// is a second line that cites the first and is not waited for. Throws `GateRefusal`.
    public func open<Right: AccessRight, Use: Treatment, Value>(
        _ right: Right.Type, _ use: Use.Type, of patient: PatientID, about resource: Resource, as caller: Caller,
        mode: Mode = .normal, action: Action? = nil,
        _ body: (borrowing Grant<Right, Use>) async throws -> Value
    ) async throws -> Value {
        let action = action ?? Right.action
        let judged = try await facts(
            patient, about: resource, as: caller, mode: mode, action: action, use: Use.code)
        return try await lend(right, use, judged, resource: resource, caller: caller, mode: mode, body)
    }

    /// A read whose rows are known beforehand: `reading` runs in the snapshot of the decision and gives them sealed;
    /// `body` opens them under the grant. For the kernel's own tables, inside its rooms. Throws `GateRefusal`.
    func open<Use: Treatment, Rows: Sendable, Value>(
        _ use: Use.Type, of patient: PatientID, about resource: Resource, as caller: Caller, mode: Mode = .normal,
        reading: @escaping @Sendable (String, borrowing Reading) throws -> Rows,
        _ body: (borrowing Grant<Read, Use>, Rows) async throws -> Value
    ) async throws -> Value {
        let (judged, rows) = try await probed(
            patient, resource, caller, mode: mode, action: Read.action, use: Use.code
        ) {
            try await judge.facts(
                patient, about: resource, as: caller, mode: mode, action: Read.action, reading: reading)
        }
        return try await lend(Read.self, use, judged, resource: resource, caller: caller, mode: mode) {
            (grant: borrowing Grant<Read, Use>) in try await body(grant, rows)
        }
    }

    /// A person enters: mints the number and the key, the key durable in its store before anything is sealed under it;
    /// then the rows that `body` commits and the line are one transaction. The enrolment is itself the beginning of the
    /// care relation, which `body` is expected to record for a professional. Throws `GateRefusal`.
    public func enrol<Value>(
        as caller: Caller, _ body: (borrowing Grant<Write, IdentityAndCareCircle>) async throws -> Value
    ) async throws -> Value {
        let now = judge.clock.now
        let resource = Resource(of: .kernel, "identity", classes: [.identity])
        var facts = Facts(
            at: now, caller: caller.facts,
            resource: Facts.Resource(structure: caller.structure, classes: resource.classes), action: .create)
        if caller.facts.kind == .professional {
            facts.relation = Facts.Relation(id: "enrolment", startsOn: now.parisDay)
        }
        facts = try await judge.completed(facts)
        let patient = PatientID.fresh(at: now)
        let key = try await judge.keychain.makePatientKey(for: patient, of: caller.structure, at: now)
        let judged = Judged(facts: facts, key: key, sheetVersion: try await judge.sheetVersion(caller.structure))
        return try await lend(
            Write.self, IdentityAndCareCircle.self, judged, resource: resource, caller: caller, mode: .normal, body)
    }

    /// Lends the right to show a page of a list: each patient is judged, one line names those who are shown with what
    /// each decision rested on, and the cohort opens nobody else's cells. Throws `GateRefusal`.
    public func overview<Use: Treatment, Value>(
        _ use: Use.Type, of page: [PatientID], about resource: Resource, as caller: Caller, action: Action = .list,
        _ body: (borrowing Cohort<Use>) async throws -> Value
    ) async throws -> Value {
        let page = page.prefix(Cohort<Use>.most)
        var asked: [PatientID] = []
        for patient in page where !asked.contains(patient) { asked.append(patient) }
        let shown = try await judge.facts(ofPage: asked, about: resource, as: caller, action: action)
            .filter { Policy.decide($0.facts).permit != nil }
        // A list may reach into several structures: each finds its own patients in a line of its own.
        let structures = Set(shown.map(\.facts.resource.structure)).sorted()
        let lines = (structures.isEmpty ? [caller.structure] : structures).flatMap { structure in
            judge.lines(
                ofList: shown.filter { $0.facts.resource.structure == structure }, in: structure, asked: page.count,
                use: Use.code, resource, caller, action)
        }
        do { try await log.record(lines) } catch { throw GateRefusal.logAway }
        let value = try await body(Cohort(shown.map(\.key), store: store))
        for line in lines { log.later(line.outcome("done", at: judge.clock.now, count: line.patients.count)) }
        return value
    }

    private func lend<Right: AccessRight, Use: Treatment, Value>(
        _ right: Right.Type, _ use: Use.Type, _ judged: Judged, resource: Resource, caller: Caller, mode: Mode,
        _ body: (borrowing Grant<Right, Use>) async throws -> Value
    ) async throws -> Value {
        let verdict = Policy.decide(judged.facts)
        let line = judged.line(verdict, use: Use.code, resource: resource, caller: caller)
        let entry = try await entry(line, judged, mode: verdict.permit == nil ? .normal : mode)
        if verdict.permit == nil || !Right.writes { try await write(entry) }
        guard let permit = verdict.permit else { throw judged.refusal(verdict) }
        let desk = Grant<Right, Use>.Desk(store: store, entry: entry, written: !Right.writes)
        let result: Result<Value, any Error>
        do { result = .success(try await body(Grant(judged, desk: desk, permit: permit))) } catch {
            result = .failure(error)
        }
        let stored = desk.written.withLock { $0 }
        // A judged write that stored nothing is written down all the same.
        if !stored { try await write(entry) }
        let done = (try? result.get()) != nil
        log.later(line.outcome(done ? (stored ? "done" : "nothing-stored") : "failed", at: judge.clock.now))
        return try result.get()
    }

    private func entry(_ line: AccessLine, _ judged: Judged, mode: Mode) async throws -> LogEntry {
        do {
            let emergency = try judged.emergency(mode, line: line)
            var notice: Outbox.Prepared?
            if let emergency {
                notice = try await outbox.prepare(
                    .init(
                        template: .emergencyReview, structure: emergency.structure, recipient: .officer,
                        about: emergency.review))
            }
            return LogEntry(log: log, line: try await log.prepare(line), emergency: emergency, notice: notice)
        } catch { throw GateRefusal.logAway }
    }

    private func write(_ entry: LogEntry) async throws {
        do { try await store.write { tx in try entry.insert(tx) } } catch { throw GateRefusal.logAway }
    }
}
