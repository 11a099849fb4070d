/// Gathers what a decision rests on. Reads in one snapshot; opens, with the patient's key, only the scopes of what the
/// patient decided and, for a representative, the birth date.
struct Judge: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource

    /// Throws `GateRefusal.absent` where there is no such person.
    func facts(
        _ patient: PatientID, about resource: Resource, as caller: Caller, mode: Mode, action: Action
    ) async throws -> Judged {
        try await facts(patient, about: resource, as: caller, mode: mode, action: action) { _, _ in }.judged
    }

    /// The same, with rows that the gesture wants, sealed as they lie: read in the snapshot of the decision, so that
    /// one way to the store serves both. The first value given to `reading` is the id of the structure.
    func facts<Rows: Sendable>(
        _ patient: PatientID, about resource: Resource, as caller: Caller, mode: Mode, action: Action,
        reading: @escaping @Sendable (String, borrowing Reading) throws -> Rows
    ) async throws -> (judged: Judged, rows: Rows) {
        let now = clock.now
        let (asking, module) = (caller.facts, resource.module)
        let (rows, wanted) = try await store.read { tx -> (FactRows, Rows?) in
            let facts = try FactRows.gather(patient, for: asking, module: module, at: now, tx)
            return (facts, facts.exists ? try reading(facts.structure, tx) : nil)
        }
        let key: PatientKey
        do { key = try await keychain.patientKey(of: patient, in: rows.structure) } catch VaultError.patientKeyMissing {
            throw GateRefusal.absent
        }
        guard let wanted, caller.asksOf(patient) else { throw GateRefusal.absent }
        return (try judged(rows, key, about: resource, as: caller, mode: mode, action: action, at: now), wanted)
    }

    /// A page of a list, judged at one moment: one snapshot, and one more look per structure for the keys. Who does not
    /// exist is left out.
    func facts(
        ofPage page: [PatientID], about resource: Resource, as caller: Caller, action: Action
    ) async throws -> [Judged] {
        let now = clock.now
        let (asking, module) = (caller.facts, resource.module)
        let all = try await store.read { tx in
            try page.map { ($0, try FactRows.gather($0, for: asking, module: module, at: now, tx)) }
        }
        var keys: [PatientID: PatientKey] = [:]
        for structure in Set(all.map(\.1.structure)).sorted() {
            let theirs = all.filter { $0.1.exists && $0.1.structure == structure }.map(\.0)
            guard !theirs.isEmpty else { continue }
            keys.merge(try await keychain.patientKeys(of: theirs, in: structure)) { first, _ in first }
        }
        return try all.compactMap { patient, rows in
            guard rows.exists, let key = keys[patient], caller.asksOf(patient) else { return nil }
            return try judged(rows, key, about: resource, as: caller, mode: .normal, action: action, at: now)
        }
    }

    private func judged(
        _ rows: FactRows, _ key: PatientKey, about resource: Resource, as caller: Caller, mode: Mode, action: Action,
        at now: Instant
    ) throws -> Judged {
        var facts = Facts(
            at: now, caller: caller.facts,
            resource: Facts.Resource(
                structure: rows.structure, moduleOn: rows.moduleOn, classes: resource.classes, document: resource.id,
                author: resource.author, authorCategory: resource.authorCategory, masks: resource.masks),
            action: action, mode: mode.access)
        facts.emergency = try emergency(rows, caller: caller, mode: mode, at: now)
        facts = try FactReader(rows: rows, key: key).facts(completing: facts)
        try StructureChoices(rows.choices).complete(&facts)
        return Judged(facts: facts, key: key, sheetVersion: rows.sheetVersion)
    }

    /// For somebody of whom nothing is recorded yet: what the structure chose counts all the same.
    func completed(_ facts: Facts) async throws -> Facts {
        var facts = facts
        let structure = facts.resource.structure
        try StructureChoices(try await store.read { tx in try FactRows.choices(structure, tx) }).complete(&facts)
        return facts
    }

    /// For what concerns a structure and no patient of it: its log.
    func facts(
        _ action: Action, on classes: [DocumentClass], of structure: String, as caller: Caller
    ) async throws -> (Facts, sheetVersion: Int?) {
        let facts = Facts(
            at: clock.now, caller: caller.facts, resource: Facts.Resource(structure: structure, classes: classes),
            action: action)
        return (try await completed(facts), try await sheetVersion(structure))
    }

    /// The version of the structure's sheet in force, which a line cites.
    func sheetVersion(_ structure: String) async throws -> Int? {
        let now = clock.now
        return try await store.read { tx in try FactRows.sheetVersion(structure, at: now, tx) }
    }

    /// The line of a page of a list: the patients who are shown with what let them be shown (rule 35), and how many
    /// were asked for. Several lines where one would be longer than a line may be.
    func lines(
        ofList shown: [Judged], in structure: String, asked: Int, use: String, _ resource: Resource, _ caller: Caller,
        _ action: Action
    ) -> [AccessLine] {
        let decision =
            shown.isEmpty ? nil : ListDecision(shown.map { StoredDecision($0.facts, Policy.decide($0.facts)) })
        let text = decision?.text
        if let text, text.utf8.count > EntryText.longestDecision, shown.count > 1 {
            let half = shown.count / 2
            return [shown.prefix(half), shown.dropFirst(half)].flatMap {
                lines(ofList: Array($0), in: structure, asked: asked, use: use, resource, caller, action)
            }
        }
        return [
            AccessLine(
                at: clock.now, structure: structure, actor: caller.actor,
                patients: shown.map(\.key.patient.value), action: action.rawValue, resource: resource.name,
                treatment: use, module: resource.module.value, verdict: "allow", reason: "list",
                sheetVersion: shown.first?.sheetVersion, policyVersion: Policy.versions, address: caller.address,
                correlation: caller.correlation, count: asked, decision: text)
        ]
    }

    /// The line of a probe: somebody asked for a patient who is not there. It stands with the caller's structure, since
    /// it is no other's; the number is named where it has the form of ours, which tells nothing of anybody.
    func line(
        ofUnknown patient: PatientID, use: String, _ resource: Resource, _ caller: Caller, mode: Mode, action: Action
    ) -> AccessLine {
        let number = RowID.isOne(patient.value) ? patient.value : nil
        return AccessLine(
            at: clock.now, structure: caller.structure, actor: caller.actor, action: action.rawValue,
            resource: resource.id == nil ? number.map { "\(resource.kind)/\($0)" } ?? resource.kind : resource.name,
            treatment: use, module: resource.module.value, mode: mode.access.rawValue, verdict: "deny",
            reason: GateRefusal.unknownPatient, policyVersion: Policy.versions, address: caller.address,
            correlation: caller.correlation)
    }

    /// A declared emergency opens its box of time now; one under way counts from when it was declared.
    private func emergency(_ rows: FactRows, caller: Caller, mode: Mode, at now: Instant) throws -> Facts.Emergency? {
        switch mode {
        case .normal: return nil
        case .emergency:
            return Facts.Emergency(
                provedAfresh: caller.provedAfresh(at: now), reasonGiven: mode.reason != nil, openedAt: now)
        case .underway(let access):
            guard let row = rows.emergency, try row.text("mode") == access.rawValue else { return nil }
            return Facts.Emergency(
                provedAfresh: true, reasonGiven: true, openedAt: try row.instant("created_at"))
        }
    }
}

extension Caller {
    /// A patient asks of their own record: any other is as if it were not there.
    func asksOf(_ patient: PatientID) -> Bool { facts.kind != .patient || facts.id == patient.value }
}

/// The facts of one decision, with the key that a grant would carry. Never leaves the kernel's Access room.
struct Judged: Sendable {
    let facts: Facts
    let key: PatientKey
    let sheetVersion: Int?

    /// The line of the verdict (rule 50).
    func line(_ verdict: Verdict, use: String, resource: Resource, caller: Caller) -> AccessLine {
        AccessLine(
            at: facts.at, structure: facts.resource.structure, actor: caller.actor, patients: [key.patient.value],
            action: facts.action.rawValue, resource: resource.name, treatment: use, module: resource.module.value,
            mode: facts.mode.rawValue, verdict: verdict.permit == nil ? "deny" : "allow",
            reason: verdict.word,
            basis: verdict.permit?.carriers.first?.source, sheetVersion: sheetVersion,
            policyVersion: Policy.versions, address: caller.address,
            correlation: caller.correlation, decision: StoredDecision(facts, verdict).text)
    }

    /// Whoever forgot the reason or the proof of an emergency may declare it again.
    func refusal(_ verdict: Verdict) -> GateRefusal {
        var asked = facts
        (asked.mode, asked.emergency) = (.normal, nil)
        let possible = facts.caller.structure == facts.resource.structure && Policy.emergencyWouldOpen(asked)
        return .refused(verdict.refusal ?? .notAuthenticated, emergencyPossible: possible)
    }

    /// The rows of an emergency that is being declared; nil in any other mode.
    func emergency(_ mode: Mode, line: AccessLine) throws -> EmergencyRows? {
        guard case .emergency(let access, _) = mode, let reason = mode.reason else { return nil }
        let id = RowID.fresh(at: facts.at)
        let place = Place(table: AccessReasons.name.description, column: "reason", row: id)
        return EmergencyRows(
            id: id, review: RowID.fresh(at: facts.at), structure: facts.resource.structure, patient: key.patient,
            line: line.id, openedBy: facts.caller.id, mode: access,
            reason: try key.seal(Array(reason.utf8), at: place), at: facts.at)
    }
}

extension AccessLine {
    /// What became of a gesture: a line that cites the one that opened it.
    func outcome(_ word: String, at now: Instant, count: Int? = nil) -> AccessLine {
        AccessLine(
            at: now, structure: structure, actor: actor, patients: patients, action: action, resource: resource,
            treatment: treatment, module: module, mode: mode, verdict: word, reason: reason, basis: basis,
            sheetVersion: sheetVersion, policyVersion: policyVersion, address: address, correlation: correlation,
            cites: id, count: count)
    }
}
