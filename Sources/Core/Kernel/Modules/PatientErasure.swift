import Crypto

/// Ends patients' files at their term. Judged and written down like any other access; then, in this order: an entry in
/// the ledger, the patient's key destroyed, rows and search digests removed with their proofs, the mark that it is
/// done. Whatever interrupts it, the next start takes it up where the ledger says.
struct PatientErasure: Sendable {
    let gate: Gate
    let ledger: ErasureLedger
    /// Every declared table with rows about patients.
    let tables: [TableDeclaration]

    private var store: any Store { gate.store }
    private var clock: TimeSource { gate.judge.clock }

    init(gate: Gate, ledger: ErasureLedger, tables: [TableDeclaration]) {
        self.gate = gate
        self.ledger = ledger
        self.tables = tables.filter { $0.kind == .care }
    }

    /// Patients looked at in one go.
    static let page = 50

    /// What a pass found.
    struct Outcome: Sendable, Hashable {
        /// Files that have reached their term: removed, or only counted.
        var ended = 0
        /// Files whose term was read again and lies ahead.
        var kept = 0
        /// Files that the structure's own narrowing of the matrix keeps the job from.
        var refused = 0
    }

    /// One structure's turn. `proceed` is asked before each patient and throws where the job must stop.
    /// - Parameter years: what the structure chose for patients' files.
    func run(
        _ structure: String, years: Int, dry: Bool = false, proceed: () async throws -> Void = {}
    ) async throws -> Outcome {
        var outcome = Outcome()
        var after = ""
        while true {
            let (today, start) = (clock.today, after)
            let page = try await store.read { tx in
                try FileTermRows.candidates(in: structure, before: today, after: start, limit: Self.page, tx)
            }
            for patient in page {
                try await proceed()
                switch try await look(patient, structure, years: years) {
                case .ended where dry: outcome.ended += 1
                case .ended:
                    if try await erase(patient, structure) { outcome.ended += 1 } else { outcome.refused += 1 }
                case .kept(let end):
                    outcome.kept += 1
                    if !dry {
                        try await store.write { tx in try FileTermRows.set(end, of: patient, in: structure, tx) }
                    }
                case .refused: outcome.refused += 1
                }
            }
            guard page.count == Self.page, let last = page.last else { return outcome }
            after = last.value
        }
    }

    private enum Look {
        case ended
        /// Nil where a claim suspends the term.
        case kept(Day?)
        case refused
    }

    /// Reads the term again, of this record and of those that are the same person's: it ends when all have.
    private func look(_ patient: PatientID, _ structure: String, years: Int) async throws -> Look {
        let same = try await store.read { tx in try FileTermRows.sameFile(as: patient, in: structure, tx) }
        let today = clock.today
        var latest: Day?
        for one in [patient] + same {
            do {
                guard let end = try await term(of: one, structure, years: years, on: today) else { return .kept(nil) }
                latest = max(latest ?? end, end)
            } catch GateRefusal.refused { return .refused } catch GateRefusal.absent where one != patient { continue }
        }
        guard let latest, latest < today else { return .kept(latest) }
        return .ended
    }

    private static let header = Resource(of: .kernel, "retention", classes: [.identity, .circle])

    private func term(of patient: PatientID, _ structure: String, years: Int, on today: Day) async throws -> Day? {
        let others = tables.filter { $0.retention?.code != PatientFileRetention.ruleCode }.map(\.name)
        return try await gate.open(
            Read.self, IdentityAndCareCircle.self, of: patient, about: Self.header,
            as: .job("retention", for: structure)
        ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in
            let term = try await grant.read { tx in
                try FileTerm.read(patient, in: structure, on: today, others: others, tx)
            }
            return try term?.end(on: today, years: years) { cell, place in try grant.open(cell, at: place) }
        }
    }

    /// False where the structure keeps the job from it.
    private func erase(_ patient: PatientID, _ structure: String) async throws -> Bool {
        let resource = Resource(of: .kernel, "patient", classes: DocumentClass.allCases)
        let caller = Caller.job("retention", for: structure)
        let use = IdentityAndCareCircle.code
        let judged = try await gate.facts(
            patient, about: resource, as: caller, mode: .normal, action: .delete, use: use)
        let verdict = Policy.decide(judged.facts)
        let line = judged.line(verdict, use: use, resource: resource, caller: caller)
        // Durable before anything goes.
        do { try await gate.log.record(line) } catch { throw GateRefusal.logAway }
        guard let permit = verdict.permit, permit.withheld.isEmpty else { return false }
        let entry = ErasureLedger.Entry(
            patient: patient, structure: structure, rule: Patients.retention.code, line: line.id, at: line.at)
        try ledger.append(.begin, entry)
        try await finish(entry)
        return true
    }

    /// Everything after the entry; may be done again from any point.
    func finish(_ entry: ErasureLedger.Entry) async throws {
        try await gate.judge.keychain.destroyPatientKey(of: entry.patient)
        let now = clock.now
        let line = AccessLine(
            at: now, structure: entry.structure, actor: Caller.job("retention", for: entry.structure).actor,
            patients: [entry.patient.value], action: Action.delete.rawValue, resource: "patient",
            treatment: IdentityAndCareCircle.code, purpose: "retention", verdict: "done", reason: entry.rule,
            policyVersion: Policy.versions, cites: entry.line)
        let sealed = try await gate.log.prepare(line)
        let (tables, log) = (tables, gate.log)
        try await store.write { tx in
            try ErasureRows.begin(entry, at: now, tx)
            var removed = 0
            for table in tables {
                let ids = try ErasureRows.remove(entry.patient, in: entry.structure, from: table, tx)
                guard !ids.isEmpty else { continue }
                removed += ids.count
                try PurgeProofs.insert(
                    id: RowID.fresh(at: now), rule: table.retention?.code ?? entry.rule, table: table.name,
                    removed: ids.count, digest: Array(SHA256.hash(data: Array(ids.joined(separator: "\n").utf8))),
                    at: now, tx)
            }
            if try ErasureRows.done(entry, at: now, tx) || removed > 0 { try log.insert(sealed, tx) }
        }
        try ledger.append(.done, entry)
    }

    /// At start, before anything is served: what was begun is finished, and nobody whom an older backup brought back
    /// stays.
    func replay() async throws {
        for (entry, isDone) in try ledger.entries() {
            if isDone {
                let back = try await store.read { tx in
                    try FileTermRows.header(entry.patient, in: entry.structure, tx) != nil
                }
                let held = try await gate.judge.keychain.holdsKey(of: entry.patient)
                guard back || held else { continue }
            }
            try await finish(entry)
        }
    }
}
