// "What could this person see?": judged by the policy, written down before anything is judged, opening no record.

extension Gate {
    /// The line of a question of the data protection officer's. The verdict of the policy on reading the log of their
    /// structure; a refusal is written down, and thrown.
    private func question(
        about subject: Caller, on patient: PatientID?, as officer: Caller
    ) async throws -> AccessLine {
        let now = judge.clock.now
        let facts = try await judge.completed(
            Facts(
                at: now, caller: officer.facts,
                resource: Facts.Resource(structure: officer.structure, classes: [.log]), action: .readLog))
        // A patient's right to their own lines is no right to ask about others.
        let verdict = officer.facts.kind == .dpo ? Policy.decide(facts) : .refused(.notCare)
        let line = AccessLine(
            at: now, structure: officer.structure, actor: officer.actor, patients: patient.map { [$0.value] } ?? [],
            action: "simulate", resource: "account/\(subject.id)", treatment: AccessLog.code,
            verdict: verdict.permit == nil ? "deny" : "allow", reason: verdict.refusal?.rawValue ?? "simulated",
            sheetVersion: try await judge.sheetVersion(officer.structure),
            policyVersion: Policy.versions, address: officer.address,
            correlation: officer.correlation, decision: StoredDecision(facts, verdict).text)
        return try await allowed(line, verdict)
    }

    /// Judges what `subject` could do, without opening anything: for each class of document, and for each module. The
    /// line is durable before the patient's key opens the scopes of what the patient decided.
    ///
    /// - Parameters:
    ///   - patient: nil for anybody of the structure of whom nothing is recorded with regard to `subject`.
    ///   - modules: which of them the structure's contract holds.
    /// - Throws: `GateRefusal.absent` for a record of another structure, or none.
    func forecast(
        of subject: Caller, on patient: PatientID?, mode: AccessMode, action: Action, modules: [ModuleName: Bool],
        as officer: Caller
    ) async throws -> AccessForecast {
        let line = try await question(about: subject, on: patient, as: officer)
        let own = try await patient.asyncMap { patient in
            try await store.read { tx in try FactRows.keeper(of: patient, tx) } == officer.structure
        }
        guard own != false else { throw GateRefusal.absent }
        do { try await log.record(line) } catch { throw GateRefusal.logAway }
        let facts = try await supposed(subject, on: patient, mode: mode, action: action, in: officer.structure)
        return AccessForecast(
            classes: DocumentClass.allCases.map { documents in
                var asked = facts
                asked.resource.classes = [documents]
                return AccessForecast.Part(documents: documents, decision: StoredDecision(deciding: asked))
            },
            modules: modules.map { module, isOn in
                var asked = facts
                asked.resource.moduleOn = isOn
                return AccessForecast.View(module: module, decision: StoredDecision(deciding: asked))
            }.sorted { $0.module < $1.module })
    }

    private func supposed(
        _ subject: Caller, on patient: PatientID?, mode: AccessMode, action: Action, in structure: String
    ) async throws -> Facts {
        let asked: Mode = mode.isEmergency ? .emergency(mode, reason: "simulation") : .normal
        if let patient {
            return try await judge.facts(
                patient, about: Resource(of: .kernel, "simulation", classes: DocumentClass.allCases), as: subject,
                mode: asked, action: action
            ).facts
        }
        let now = judge.clock.now
        var facts = Facts(
            at: now, caller: subject.facts,
            resource: Facts.Resource(structure: structure, classes: DocumentClass.allCases), action: action,
            mode: mode)
        if mode.isEmergency {
            facts.emergency = Facts.Emergency(provedAfresh: true, reasonGiven: true, openedAt: now)
        }
        return try await judge.completed(facts)
    }
}

/// What somebody could see or do, as the policy of today answers; nothing of any record.
public struct AccessForecast: Sendable {
    public struct Part: Sendable {
        public let documents: DocumentClass
        public let decision: StoredDecision
    }

    /// A view of everything that a module keeps about the patient.
    public struct View: Sendable {
        public let module: ModuleName
        public let decision: StoredDecision
    }

    public let classes: [Part]
    public let modules: [View]
}

extension Optional {
    fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await body(self)
    }
}
