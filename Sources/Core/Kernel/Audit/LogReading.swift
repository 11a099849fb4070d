/// A line of the log as its readers see it: what was written, and its place in the transparency log.
public struct LoggedLine: Sendable, Hashable {
    public let line: AccessLine
    /// Place in the log, from 0; nil for the second or so in which a line waits for one.
    public let position: UInt64?
}

/// Which lines are wanted; what is nil does not matter. Lines are sealed, so they are opened to be chosen.
public struct LogFilter: Sendable, Hashable {
    public var action: String?
    public var actor: String?
    public var verdict: String?
    public var mode: String?
    public var module: String?
    /// Only what was done in an emergency mode.
    public var emergenciesOnly = false
    /// Without the lines that only tell how a gesture ended.
    public var withoutOutcomes = false

    public init(
        action: String? = nil, actor: String? = nil, verdict: String? = nil, mode: String? = nil, module: String? = nil
    ) {
        self.action = action
        self.actor = actor
        self.verdict = verdict
        self.mode = mode
        self.module = module
    }

    /// A refused attempt was no access: it is one of the emergencies only for whoever looks for refusals.
    private func isEmergency(_ line: AccessLine) -> Bool {
        line.mode != "normal" && (verdict == "deny" || line.verdict != "deny")
    }

    func wants(_ line: AccessLine) -> Bool {
        (action == nil || action == line.action) && (actor == nil || actor == line.actor.id)
            && (verdict == nil || verdict == line.verdict) && (mode == nil || mode == line.mode)
            && (module == nil || module == line.module) && (!emergenciesOnly || isEmergency(line))
            && (!withoutOutcomes || line.cites == nil)
    }
}

/// From one moment up to another, which a search of the log cannot do without (rule 53).
public struct LogPeriod: Sendable, Hashable {
    public let from: Instant
    /// Not included.
    public let to: Instant

    public init(from: Instant, to: Instant) {
        self.from = from
        self.to = to
    }
}

/// A page of lines, the newest first.
public struct LogPage: Sendable, Hashable {
    public let lines: [LoggedLine]
    /// Hand it back for the lines after these; nil at the end.
    public let next: String?
    /// Lines that could not be opened: their month's key is gone.
    public let sealed: Int
}

extension AuditLog {
    /// Lines of a structure, the newest first. `reading` says who reads and why; it is durable before a line is opened
    /// (rule 54). Whether that person may read is for the gate to judge before it calls this.
    ///
    /// A page ends after `limit` lines or after a few thousand that the filter passed over, whichever comes first.
    package func lines(
        of structure: String, _ period: LogPeriod, _ filter: LogFilter = LogFilter(), after: String? = nil,
        limit: Int = 50, reading: AccessLine
    ) async throws -> LogPage {
        try await record(reading)
        return try await page(filter, limit: limit, after: after) { after, count in
            { tx in try AuditEntries.page(structure, period, before: after, count, tx) }
        }
    }

    /// Lines about one patient, the newest first; otherwise as `lines(of:)`.
    package func lines(
        about patient: String, in structure: String, _ period: LogPeriod, _ filter: LogFilter = LogFilter(),
        after: String? = nil, limit: Int = 50, reading: AccessLine
    ) async throws -> LogPage {
        try await record(reading)
        return try await page(filter, limit: limit, after: after) { after, count in
            { tx in try AuditEntries.page(structure, about: patient, period, before: after, count, tx) }
        }
    }

    /// Every line of a structure in a period, the newest first, a few hundred at a time; `reading` is written once,
    /// first.
    package func export(
        of structure: String, _ period: LogPeriod, reading: AccessLine, _ body: ([LoggedLine]) async throws -> Void
    ) async throws {
        try await record(reading)
        var after: String?
        repeat {
            let page = try await page(LogFilter(), limit: 500, after: after) { after, count in
                { tx in try AuditEntries.page(structure, period, before: after, count, tx) }
            }
            try await body(page.lines)
            after = page.next
        } while after != nil
    }

    /// One line of a structure and the lines that cite it, oldest first; nil where the structure has no such line, or
    /// its month's key is gone. `reading` is durable before it is opened.
    package func line(
        _ id: String, of structure: String, reading: AccessLine
    ) async throws -> (line: LoggedLine, citing: [LoggedLine])? {
        try await record(reading)
        let rows = try await store.read { tx in try AuditEntries.withCiting(id, of: structure, tx) }
        let keys = try await keys.keys(Set(rows.map(\.line.key)))
        let opened = rows.compactMap { row in
            AuditLog.open(row.line, keys).map { LoggedLine(line: $0.line, position: row.position) }
        }
        guard let first = opened.first, first.line.id == id else { return nil }
        return (first, Array(opened.dropFirst()))
    }

    private static let step = 200
    private static let mostLookedAt = 4000

    private typealias Look = @Sendable (borrowing Reading) throws -> [AuditEntries.Placed]

    private func page(
        _ filter: LogFilter, limit: Int, after: String?, _ look: (String?, Int) -> Look
    ) async throws -> LogPage {
        let limit = max(1, min(limit, 500))
        var lines: [LoggedLine] = []
        var (after, lookedAt, sealed) = (after, 0, 0)
        while lookedAt < AuditLog.mostLookedAt {
            let rows = try await store.read(look(after, AuditLog.step))
            let keys = try await keys.keys(Set(rows.map(\.line.key)))
            for row in rows {
                after = row.line.id
                lookedAt += 1
                guard let line = AuditLog.open(row.line, keys)?.line else {
                    sealed += 1
                    continue
                }
                guard filter.wants(line) else { continue }
                lines.append(LoggedLine(line: line, position: row.position))
                if lines.count == limit { return LogPage(lines: lines, next: after, sealed: sealed) }
            }
            guard rows.count == AuditLog.step else { return LogPage(lines: lines, next: nil, sealed: sealed) }
        }
        return LogPage(lines: lines, next: after, sealed: sealed)
    }

    static func open(_ line: SealedLine, _ keys: [String: LogKey]) -> (line: AccessLine, salt: [UInt8])? {
        guard let bytes = keys[line.key]?.open(line.entry, entry: line.id), bytes.count > 32,
            let read = EntryText.read(bytes.dropFirst(32))
        else { return nil }
        return (read, Array(bytes.prefix(32)))
    }
}

/// What proves, to whoever holds the log's public key and nothing else, that a line stands in the log.
public struct LineProof: Sendable {
    /// C2SP tlog-proof: index, path, checkpoint. Its `extra` is `leafText`, then `sealed ` and the leaf's second half
    /// in hexadecimal: what the leaf can be made from.
    public let text: String
    /// What the first half of the leaf is the SHA-256 of; it holds the patient's number, and the commitment.
    public let leafText: String
    /// The leaf's 64 bytes.
    public let leaf: [UInt8]
    /// The line's text, and the salt under which its HMAC-SHA-256 is the commitment: for the person that it is about,
    /// nobody else. Nil where the line's key is gone.
    public let entryText: String?
    public let salt: [UInt8]?
}

extension AuditLog {
    /// Nil for an entry that there is not, or that no checkpoint covers yet.
    package func proof(of entry: String) async throws -> LineProof? {
        let found = try await store.read { tx -> (AuditEntries.Placed, LogLeaves.Stored, [Int64])? in
            guard let leaf = try LogLeaves.find(entry, tx), let line = try AuditEntries.find(entry, tx) else {
                return nil
            }
            let numbers = try VerificationRows.subjects(leaf.position, leaf.position + 1, tx)[leaf.position] ?? []
            return (.init(line: line, position: leaf.position), leaf, numbers.map(\.number))
        }
        let publication = LogPublication(self)
        guard let (placed, leaf, numbers) = found, let note = try await publication.checkpoint(),
            let signed = SignedNote(note), let checkpoint = Checkpoint(signed.text), leaf.position < checkpoint.size
        else { return nil }
        let proof = try await publication.tree(size: checkpoint.size).inclusion(
            of: leaf.position, in: checkpoint.size)
        let header = placed.line.header(numbers: numbers, integratedAt: leaf.integratedAt)
        let leafText = LeafCommitment.text(header, commitment: placed.line.commitment)
        let opened = AuditLog.open(placed.line, try await keys.keys([placed.line.key]))
        let extra = leafText + Array("sealed \(Hex.encode(leaf.leaf.dropFirst(32)))\n".utf8)
        return LineProof(
            text: proof.text(extra: extra, checkpoint: note), leafText: String(decoding: leafText, as: UTF8.self),
            leaf: leaf.leaf,
            entryText: opened.map { String(decoding: EntryText($0.line).bytes, as: UTF8.self) }, salt: opened?.salt)
    }
}
