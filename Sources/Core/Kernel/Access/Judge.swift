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
        let found = try await store.read { tx in
            try FactRows.gather(patient, for: asking, module: module, at: now, tx).map { facts in
                (facts, try reading(facts.structure, tx))
            }
        }
        guard let (rows, wanted) = found else { throw GateRefusal.absent }
        let key: PatientKey
        do { key = try await keychain.patientKey(of: patient, in: rows.structure) } catch VaultError.patientKeyMissing {
            throw GateRefusal.absent
        }
        var facts = Facts(
            at: now, caller: asking,
            resource: Facts.Resource(
                structure: rows.structure, moduleOn: rows.moduleOn, classes: resource.classes, document: resource.id,
                author: resource.author, authorCategory: resource.authorCategory, masks: resource.masks),
            action: action, mode: mode.access)
        facts.emergency = try emergency(rows, caller: caller, mode: mode, at: now)
        facts = try FactReader(rows: rows, key: key).facts(completing: facts)
        try StructureChoices(rows.choices).complete(&facts)
        return (Judged(facts: facts, key: key, sheetVersion: rows.sheetVersion), wanted)
    }

    /// For somebody of whom nothing is recorded yet: what the structure chose counts all the same.
    func completed(_ facts: Facts) async throws -> Facts {
        var facts = facts
        let structure = facts.resource.structure
        try StructureChoices(try await store.read { tx in try FactRows.choices(structure, tx) }).complete(&facts)
        return facts
    }

    /// The version of the structure's sheet in force, which a line cites.
    func sheetVersion(_ structure: String) async throws -> Int? {
        let now = clock.now
        return try await store.read { tx in try FactRows.sheetVersion(structure, at: now, tx) }
    }

    /// The one line of a page of a list: the patients who are shown, and how many were asked for.
    func line(
        ofList shown: [Judged], in structure: String, asked: Int, use: String, _ resource: Resource, _ caller: Caller,
        _ action: Action
    ) -> AccessLine {
        AccessLine(
            at: clock.now, structure: structure, actor: caller.actor,
            patients: shown.map(\.key.patient.value), action: action.rawValue, resource: resource.name, treatment: use,
            module: resource.module.value, verdict: "allow", reason: "list",
            sheetVersion: shown.first?.sheetVersion, policyVersion: "\(Policy.version).\(AccessMatrix.version)",
            address: caller.address, correlation: caller.correlation, count: asked)
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
            reason: verdict.permit?.basis.rawValue ?? verdict.refusal?.rawValue ?? "",
            basis: verdict.permit?.carriers.first?.source, sheetVersion: sheetVersion,
            policyVersion: "\(Policy.version).\(AccessMatrix.version)", address: caller.address,
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
