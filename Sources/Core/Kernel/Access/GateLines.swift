// What the gate writes down: the line of a verdict with what must stand beside it, and the line of a probe.

extension Gate {
    /// The facts of a decision. A patient who does not exist leaves the line of a probe.
    func facts(
        _ patient: PatientID, about resource: Resource, as caller: Caller, mode: Mode, action: Action, use: String
    ) async throws -> Judged {
        try await probed(patient, resource, caller, mode: mode, action: action, use: use) {
            try await judge.facts(patient, about: resource, as: caller, mode: mode, action: action)
        }
    }

    func probed<Value>(
        _ patient: PatientID, _ resource: Resource, _ caller: Caller, mode: Mode, action: Action, use: String,
        _ body: () async throws -> Value
    ) async throws -> Value {
        do { return try await body() } catch GateRefusal.absent {
            let probe = judge.line(ofUnknown: patient, use: use, resource, caller, mode: mode, action: action)
            do { try await log.record(probe) } catch { throw GateRefusal.logAway }
            throw GateRefusal.absent
        }
    }
}

/// The line of a verdict, with the reason, the review to come and the message that asks for it where an emergency was
/// declared: one commit.
struct LogEntry: Sendable {
    let log: AuditLog
    let line: SealedLine
    let emergency: EmergencyRows?
    let notice: Outbox.Prepared?

    func insert(_ tx: borrowing Writing) throws {
        try log.insert(line, tx)
        if let emergency { try EmergencyRows.insert(emergency, tx) }
        if let notice { try StaffMessages.insert(notice, tx) }
    }
}
