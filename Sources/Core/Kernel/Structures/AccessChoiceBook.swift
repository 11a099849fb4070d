/// What a structure chooses about access to its records. A choice counts from the next question of the gate on.
public struct AccessChoiceBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let log: AuditLog

    init(store: any Store, keychain: Keychain, clock: TimeSource, log: AuditLog) {
        self.store = store
        self.keychain = keychain
        self.clock = clock
        self.log = log
    }

    /// A line of the history.
    public struct Entry: Hashable, Sendable {
        public let subject: String
        public let value: String
        public let decidedBy: String
        public let reason: String
        public let decidedAt: Instant

        /// The cell that it narrowed; nil for a switch.
        public var cell: MatrixOverride.Cell? { try? MatrixOverride.Cell(subject: subject, value: value) }
    }

    /// What counts now.
    public func choices(of structure: String) async throws -> StructureChoices {
        try StructureChoices(try await store.read { tx in try AccessChoices.rows(of: structure, tx) })
    }

    /// Every choice ever made, by subject and time.
    public func history(of structure: String) async throws -> [Entry] {
        let rows = try await store.read { tx in try AccessChoices.rows(of: structure, tx) }
        let key = try await keychain.key(for: structure)
        return try rows.map { row in
            let place = Place(table: "access_choices", column: "reason", row: try row.text("id"))
            return Entry(
                subject: try row.text("subject"), value: try row.text("value"), decidedBy: try row.text("decided_by"),
                reason: try key.open(try row.bytes("reason"), at: place), decidedAt: try row.instant("decided_at"))
        }
    }

    /// Narrows cells of the matrix, or gives back what had been narrowed. Throws `MatrixOverride.Refusal` for what
    /// would be wider than the house's matrix, or without a reason.
    public func narrow(
        _ cells: [MatrixOverride.Cell], of structure: String, by author: String, reason: String
    ) async throws {
        try await narrow(cells, of: structure, by: ChoiceAuthor(id: author), reason: reason)
    }

    func narrow(
        _ cells: [MatrixOverride.Cell], of structure: String, by author: ChoiceAuthor, reason: String
    ) async throws {
        let override = try MatrixOverride(
            structure: structure, cells: cells, author: author.id, decidedOn: clock.today, reason: reason)
        try await write(override.cells.map { ($0.subject, $0.value) }, of: structure, by: author, reason: reason)
    }

    /// Lets break-glass pass an ordinary opposition, or not (rule 43).
    public func letBreakGlassPassOpposition(
        _ passes: Bool, of structure: String, by author: String, reason: String
    ) async throws {
        try await letBreakGlassPassOpposition(passes, of: structure, by: ChoiceAuthor(id: author), reason: reason)
    }

    func letBreakGlassPassOpposition(
        _ passes: Bool, of structure: String, by author: ChoiceAuthor, reason: String
    ) async throws {
        let value = passes ? "on" : "off"
        try await write(
            [(AccessSwitch.breakGlassPassesOpposition.rawValue, value)], of: structure, by: author, reason: reason)
    }

    /// How long emergencies last; more than four hours is brought down to four, less than a minute up to one.
    public func setEmergencyLengths(
        breakGlassSeconds: Int64, centre15Seconds: Int64, of structure: String, by author: String, reason: String
    ) async throws {
        try await setEmergencyLengths(
            breakGlassSeconds: breakGlassSeconds, centre15Seconds: centre15Seconds, of: structure,
            by: ChoiceAuthor(id: author), reason: reason)
    }

    func setEmergencyLengths(
        breakGlassSeconds: Int64, centre15Seconds: Int64, of structure: String, by author: ChoiceAuthor,
        reason: String
    ) async throws {
        func bounded(_ seconds: Int64) -> String { String(min(max(seconds, 60), Policy.longestEmergencySeconds)) }
        try await write(
            [
                (AccessSwitch.breakGlassSeconds.rawValue, bounded(breakGlassSeconds)),
                (AccessSwitch.centre15Seconds.rawValue, bounded(centre15Seconds)),
            ], of: structure, by: author, reason: reason)
    }

    private func write(
        _ choices: [(subject: String, value: String)], of structure: String, by author: ChoiceAuthor, reason: String
    ) async throws {
        guard !reason.isBlank else { throw MatrixOverride.Refusal.reasonMissing }
        let (key, now) = (try await keychain.key(for: structure), clock.now)
        let lines = try choices.map { choice in
            let id = RowID.fresh(at: now)
            return AccessChoices.Line(
                id: id, subject: choice.subject, value: choice.value, decidedBy: author.id,
                reason: try key.seal(reason, at: Place(table: "access_choices", column: "reason", row: id)),
                decidedAt: now)
        }
        // What was chosen is clear in its own table; the line says that it was, by whom and how many choices it was.
        let access = try await log.prepare(
            AccessLine(
                at: now, structure: structure, actor: author.actor(in: structure), action: "choose-access",
                resource: choices.count == 1 ? "access-choice/\(choices[0].subject)" : "access-choices",
                treatment: AccountsAndRights.code, verdict: "allow", reason: "chosen", address: author.address,
                correlation: author.reference,
                count: choices.count))
        let log = log
        try await store.write { tx in
            for line in lines { try AccessChoices.insert(line, of: structure, tx) }
            try log.insert(access, tx)
        }
    }
}

/// Who chose, as the log names them; by their id alone where no session is behind it.
struct ChoiceAuthor: Sendable {
    let id: String
    var role = ""
    var means = "program"
    var address = ""
    /// Number of the request.
    var reference = ""

    func actor(in structure: String) -> AccessLine.Actor {
        AccessLine.Actor(id: id, role: role, structure: structure, means: means)
    }
}
