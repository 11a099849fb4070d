/// Objections to new sub-processors: recorded, answered, never removed. Nothing here changes a configuration.
extension RegisterBook {
    /// Longest reason or answer, characters.
    public static let longestReason = 1_000

    /// The structure's objections, oldest first.
    public func objections(of structure: Structure) async throws -> [ProviderObjection] {
        let key = try await keychain.key(for: structure.id)
        let (rows, changes) = try await store.read { tx in
            (try ObjectionsTable.rows(structure.id, tx), try ProviderChangesTable.all(tx))
        }
        let acts = try rows.map { try ObjectionsTable.read($0, key: key) }
        return acts.filter { $0.kind == .objection }.compactMap { made in
            guard let change = changes.first(where: { $0.id == made.change }) else { return nil }
            let answer = acts.first { $0.kind == .answer && $0.change == made.change }
            return ProviderObjection(
                change: change, reason: made.text, author: made.author, on: made.on,
                answer: answer.flatMap { act in
                    act.outcome.map { .init(outcome: $0, text: act.text, author: act.author, on: act.on) }
                })
        }
    }

    /// The changes that brought a sub-processor in and are still in force: the last of each service.
    public func objectableChanges() async throws -> [ProviderChange] {
        let all = try await providerChanges()
        return ProviderService.allCases.compactMap { service in
            all.last { $0.service == service }.flatMap { $0.processorName == nil ? nil : $0 }
        }
    }

    /// Records an objection, by the DPO or in their name. Throws `ObjectionRefusal`.
    public func object(
        to service: ProviderService, reason: String, for structure: Structure, author: String
    ) async throws {
        let reason = try Self.checked(reason)
        guard let change = try await objectableChanges().first(where: { $0.service == service }) else {
            throw ObjectionRefusal.noSuchChange
        }
        if let deadline = change.objectionDeadline, clock.today > deadline { throw ObjectionRefusal.tooLate(deadline) }
        try await record(
            ObjectionsTable.Act(
                change: change.id, kind: .objection, on: clock.today, author: author, text: reason, outcome: nil),
            for: structure)
    }

    /// Records the publisher's answer. Throws `ObjectionRefusal`.
    public func answer(
        _ service: ProviderService, outcome: ProviderObjection.Outcome, text: String, for structure: Structure,
        author: String
    ) async throws {
        let text = try Self.checked(text)
        guard let open = try await objections(of: structure).last(where: { $0.change.service == service && $0.isOpen })
        else { throw ObjectionRefusal.nothingToAnswer }
        try await record(
            ObjectionsTable.Act(
                change: open.change.id, kind: .answer, on: clock.today, author: author, text: text, outcome: outcome),
            for: structure)
    }

    private func record(_ act: ObjectionsTable.Act, for structure: Structure) async throws {
        let now = clock.now
        let key = try await keychain.key(for: structure.id)
        try await store.write { tx in
            guard try !ObjectionsTable.holds(act.kind, of: act.change, structure: structure.id, tx) else {
                throw act.kind == .objection ? ObjectionRefusal.alreadyMade : ObjectionRefusal.nothingToAnswer
            }
            try ObjectionsTable.insert(act, structure: structure.id, key: key, at: now, tx)
        }
    }

    private static func checked(_ text: String) throws(ObjectionRefusal) -> String {
        guard !text.isBlank else { throw .reasonMissing }
        guard text.count <= longestReason else { throw .tooLong(longestReason) }
        return text
    }
}
