/// Reading the access log, which is judged and written down like every other access (rule 54): the DPO's, the person's
/// own, the operator's. A refusal leaves its line too.
public struct AccessLogBook: Sendable {
    let gate: Gate

    private static let name = "access-log"

    /// Lines of a structure, the newest first. Throws `GateRefusal`.
    /// - Parameter days: how the line of this reading names the period.
    public func lines(
        of structure: String, _ period: LogPeriod, _ filter: LogFilter = LogFilter(), days: String? = nil,
        after: String? = nil, limit: Int = 50, as caller: Caller
    ) async throws -> LogPage {
        let resource = days.map { "\(AccessLogBook.name)/\($0)" } ?? AccessLogBook.name
        let reading = try await judged(.readLog, of: structure, resource: resource, as: caller)
        return try await gate.log.lines(
            of: structure, period, filter, after: after, limit: limit, reading: reading)
    }

    /// Lines about one patient, the newest first: for the person, for whoever acts for them, for the DPO of the
    /// structure that keeps the record. Throws `GateRefusal`.
    public func lines(
        about patient: PatientID, _ period: LogPeriod, _ filter: LogFilter = LogFilter(), after: String? = nil,
        limit: Int = 50, as caller: Caller
    ) async throws -> LogPage {
        let (reading, structure) = try await gate.judgedReading(of: patient, as: caller)
        return try await gate.log.lines(
            about: patient.value, in: structure, period, filter, after: after, limit: limit, reading: reading)
    }

    /// Every line of a structure in a period, the newest first, a few hundred at a time. Throws `GateRefusal`.
    /// - Parameter days: how the line of this reading names the period.
    public func export(
        of structure: String, _ period: LogPeriod, days: String, as caller: Caller,
        _ body: ([LoggedLine]) async throws -> Void
    ) async throws {
        let reading = try await judged(
            .export, of: structure, resource: "\(AccessLogBook.name)/\(days)", as: caller)
        try await gate.log.export(of: structure, period, reading: reading, body)
    }

    /// One line of a structure's log; nil where there is none of that number, or its month can be read no more.
    /// Throws `GateRefusal`.
    public func line(_ entry: String, of structure: String, as caller: Caller) async throws -> LoggedLine? {
        try await lineWithOutcomes(entry, of: structure, as: caller)?.line
    }

    /// The same, with the lines that cite it, oldest first. Throws `GateRefusal`.
    public func lineWithOutcomes(
        _ entry: String, of structure: String, as caller: Caller
    ) async throws -> (line: LoggedLine, citing: [LoggedLine])? {
        let number = RowID.isOne(entry) ? "/\(entry)" : ""
        let reading = try await judged(
            .readLog, of: structure, resource: AccessLogBook.name + number, as: caller)
        return try await gate.log.line(entry, of: structure, reading: reading)
    }

    /// Writes down that a record was looked for in the log by a number that none has. Throws `GateRefusal`.
    func missed(in structure: String, as caller: Caller) async throws {
        let line = try await judged(
            .readLog, of: structure, resource: "\(AccessLogBook.name)/no-such-record", as: caller)
        do { try await gate.log.record(line) } catch { throw GateRefusal.logAway }
    }

    private func judged(
        _ action: Action, of structure: String, resource: String, as caller: Caller
    ) async throws -> AccessLine {
        let (facts, sheetVersion) = try await gate.judge.facts(
            action, on: [.log], of: structure, as: caller)
        // A person's right to their own lines is no right to the structure's log.
        let verdict = caller.facts.kind.isPerson ? .refused(.notCare) : Policy.decide(facts)
        let line = AccessLine(
            at: facts.at, structure: structure, actor: caller.actor, action: action.rawValue, resource: resource,
            treatment: AccessLog.code, purpose: "audit", verdict: verdict.permit == nil ? "deny" : "allow",
            reason: verdict.word, sheetVersion: sheetVersion, policyVersion: Policy.versions,
            address: caller.address, correlation: caller.correlation,
            decision: StoredDecision(facts, verdict).text)
        return try await gate.allowed(line, verdict)
    }
}

extension Gate {
    /// Judges the reading of one patient's lines.
    fileprivate func judgedReading(of patient: PatientID, as caller: Caller) async throws -> (AccessLine, String) {
        let resource = Resource(of: .kernel, "access-log", classes: [.log])
        let judged = try await facts(
            patient, about: resource, as: caller, mode: .normal, action: .readLog, use: AccessLog.code)
        let verdict = Policy.decide(judged.facts)
        let line = judged.line(verdict, use: AccessLog.code, resource: resource, caller: caller)
        return (try await allowed(line, verdict), judged.facts.resource.structure)
    }

    /// The line, still to be written by what it allows; a refusal is written here. Throws `GateRefusal`.
    func allowed(_ line: AccessLine, _ verdict: Verdict) async throws -> AccessLine {
        guard let refusal = verdict.refusal else { return line }
        do { try await log.record(line) } catch { throw GateRefusal.logAway }
        throw GateRefusal.refused(refusal, emergencyPossible: false)
    }
}

extension Caller {
    /// The command line, acting for one structure: whoever holds the machine's keys. It has a row of its own in the
    /// matrix, which the structure may narrow.
    package static func commandLine(_ id: String, for structure: String) -> Caller {
        Caller(
            Facts.Caller(kind: .commandLine, id: id, structure: structure, level: .programKey), means: "command-line")
    }

    /// A job of the program, acting for one structure.
    static func job(_ name: String, for structure: String) -> Caller {
        Caller(Facts.Caller(kind: .job, id: name, structure: structure, level: .programKey), means: "job")
    }
}

/// What a line's decision was, of one patient or of none.
public struct LineDecision: Sendable, Hashable {
    /// Nil for a line about no patient.
    public let patient: String?
    public let decision: StoredDecision
}

extension AccessLine {
    /// The decisions of a line: one of most, one for each patient of a list, none of an outcome. Throws where what is
    /// stored is none of ours.
    public func decisions() throws -> [LineDecision] {
        guard let decision else { return [] }
        let bytes = Array(decision.utf8)
        if let one = try? StoredDecision.decode(bytes) {
            return [LineDecision(patient: patients.first, decision: one)]
        }
        let list = try ListDecision.decode(bytes)
        guard list.count == patients.count else {
            throw StorageError.unexpected("a line names other patients than it decides about")
        }
        return patients.enumerated().compactMap { place, patient in
            list.decision(at: place).map { LineDecision(patient: patient, decision: $0) }
        }
    }
}
