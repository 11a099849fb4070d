/// Who did something about a record, as the person that it is about is told: kind and account, never more.
public enum TrailActor: Sendable, Hashable {
    case patient
    case representative
    case caregiver
    /// Somebody of the structure or of another: ids of the account and of the structure that they acted for.
    case staff(account: String, structure: String)
    /// A declared task of the program, or its command line.
    case program
}

/// What a browser needs to check a line by itself, with the log's public key and nothing else.
public struct TrailProof: Sendable, Hashable {
    /// C2SP tlog-proof: the text of a file to keep.
    public let text: String
    /// The exact text of the line, and the salt (hexadecimal) under which its HMAC-SHA-256 is the commitment. Nil where
    /// the line names other persons as well, or its key is gone: then `leaf` is all there is.
    public let entry: String?
    public let salt: String?
    /// The leaf's 64 bytes in hexadecimal, where they cannot be made from the line.
    public let leaf: String?
}

/// A line of the access log, for the person that it is about (rule 47).
public struct TrailLine: Sendable, Hashable {
    public let id: String
    /// From 1 on, without a gap, among the lines of this record.
    public let number: Int64
    /// Nil where the line's key is gone: retention destroyed it, and the proof stays.
    public let said: Said?
    /// Names other persons too, or what has not been announced yet: its text is not handed out.
    public let keptBack: Bool
    /// Nil for the moment until a checkpoint covers the line.
    public let proof: TrailProof?

    public struct Said: Sendable, Hashable {
        public let at: Instant
        public let actor: TrailActor
        public let actorID: String
        public let action: String
        /// Kind of what was asked for: `identity`, `consent`; empty for none.
        public let kind: String
        /// Code of the treatment: `T00`.
        public let treatment: String
        public let mode: String
        /// `allow`, `deny`; of an outcome, `done`, `failed` and the like.
        public let verdict: String
        public let reason: String
        /// Why, in a sentence, from the stored decision; nil where no policy was asked.
        public let why: Bilingual?
        /// The line that this one completes.
        public let cites: String?
    }
}

/// A page of one's own access log, the latest first.
public struct TrailPage: Sendable, Hashable {
    public let lines: [TrailLine]
    /// Lowest and highest number kept; 0 for an empty log.
    public let first: Int64
    public let last: Int64
    /// Where the next page starts; nil at the end.
    public let next: Int64?
}

/// The access log as the person that it is about reads it: through the gate, and written down like every reading.
public struct AccessTrail: Sendable {
    let gate: Gate
    let log: AuditLog

    /// Lines per page.
    public static let pageSize = 20

    private static let kind: StaticString = "access-log"

    /// A page of a record's lines below a number. Throws `GateRefusal`: a representative reads what their title covers.
    public func page(of patient: PatientID, before: Int64? = nil, as caller: Caller) async throws -> TrailPage {
        try await gate.open(
            Read.self, AccessLog.self, of: patient, about: Resource(of: .kernel, AccessTrail.kind, classes: [.log]),
            as: caller, action: .readLog
        ) { (grant: borrowing Grant<Read, AccessLog>) in
            let found = try await log.trail(
                of: patient.value, in: grant.structure, before: before, limit: AccessTrail.pageSize)
            guard let found else { return TrailPage(lines: [], first: 0, last: 0, next: nil) }
            let lowest = found.lines.last?.number ?? found.first
            return TrailPage(
                lines: found.lines.map { TrailLine($0, for: caller.facts.kind) }, first: found.first,
                last: found.last, next: lowest > found.first ? lowest : nil)
        }
    }

    /// What proves one line, as a file to keep; nil for a line that is not about this record, or not covered yet.
    /// Throws `GateRefusal`.
    public func proof(
        of line: String, about patient: PatientID, as caller: Caller
    ) async throws -> (number: Int64, text: String)? {
        try await gate.open(
            Read.self, AccessLog.self, of: patient,
            about: Resource(of: .kernel, AccessTrail.kind, id: line, classes: [.log]), as: caller, action: .readLog
        ) { (grant: borrowing Grant<Read, AccessLog>) in
            guard let found = try await log.trailLine(line, of: patient.value, in: grant.structure) else { return nil }
            return TrailLine(found, for: caller.facts.kind).proof.map { (found.number, $0.text) }
        }
    }
}

extension TrailLine {
    init(_ line: AuditLog.NumberedLine, for reader: CallerKind) {
        let decision = line.opened?.decision.flatMap { try? StoredDecision.decode($0.utf8) }
        let others = (line.opened?.patients.count ?? 2) > 1
        let masks = decision?.facts.resource.masks ?? []
        // What has not been announced to the reader is not announced by the log (rule 44).
        let hidden =
            masks.contains(.invisibleToPatient)
            || (reader != .patient && masks.contains(.invisibleToRepresentatives))
        let keptBack = others || hidden
        self.init(
            id: line.entry, number: line.number,
            said: line.opened.map { Said($0, decision, hidden: hidden) }, keptBack: keptBack,
            proof: line.proof.map { proof in
                keptBack || proof.entryText == nil
                    ? TrailProof(text: proof.bare, entry: nil, salt: nil, leaf: Hex.encode(proof.leaf))
                    : TrailProof(
                        text: proof.text, entry: proof.entryText, salt: proof.salt.map(Hex.encode), leaf: nil)
            })
    }
}

extension TrailLine.Said {
    init(_ line: AccessLine, _ decision: StoredDecision?, hidden: Bool) {
        let kind = String(line.resource.prefix { $0 != "/" })
        self.init(
            at: line.at, actor: TrailActor(line.actor, in: line.structure), actorID: line.actor.id,
            action: line.action, kind: hidden ? "" : kind, treatment: line.treatment, mode: line.mode,
            verdict: line.verdict, reason: line.reason, why: decision?.whyThey, cites: line.cites)
    }
}

extension TrailActor {
    init(_ actor: AccessLine.Actor, in structure: String) {
        switch CallerKind(rawValue: actor.role) {
        case .patient: self = .patient
        case .representative: self = .representative
        case .caregiver: self = .caregiver
        case .job, .commandLine, .machineClient: self = .program
        case .professional, .partnerProfessional, .officeStaff, .administrator, .dpo, .vendorSupport, .insurer, nil:
            self =
                actor.id.isEmpty ? .program : .staff(account: actor.id, structure: actor.structure ?? structure)
        }
    }
}
