extension PatientBook {
    /// Says that two records are one person's: `source` yields to `target`. No row moves, no trait changes, both
    /// records keep their keys; whoever merges must be allowed to change both. Pointer, both histories and both lines
    /// are one commit. Throws `MergeRefusal`, `GateRefusal`.
    public func merge(_ source: PatientID, into target: PatientID, as caller: Caller) async throws {
        guard source != target else { throw MergeRefusal.itself }
        try await together(source, target, .merged, pointer: target, as: caller) { from, into in
            try MergeRules.check(from, into: into)
        }
    }

    /// Undoes a merge: the record stands by itself again, both histories say so, in one commit. Throws `MergeRefusal`,
    /// `GateRefusal`.
    public func unmerge(_ source: PatientID, as caller: Caller) async throws {
        let structure = caller.structure
        let side = try await store.read { tx in try PatientSearch.side(source, in: structure, tx) }
        guard let target = side?.mergedInto else {
            // The gate says first whether this caller may know that there is nothing to undo.
            try await change(source, as: caller) { (_: borrowing Grant<Write, IdentityAndCareCircle>) in
                throw MergeRefusal.notMerged
            }
            return
        }
        try await together(source, target, .unmerged, pointer: nil, as: caller) { from, into in
            guard from.mergedInto == into.patient else { throw MergeRefusal.notMerged }
        }
    }

    /// One gesture on two records, under a grant for each. `check` judges what both are at the moment of the commit,
    /// which is where somebody else may have been first.
    private func together(
        _ source: PatientID, _ target: PatientID, _ kind: IdentityEventKind, pointer: PatientID?, as caller: Caller,
        _ check: @escaping @Sendable (MergeSide, MergeSide) throws -> Void
    ) async throws {
        try await change(target, as: caller) { (into: borrowing Grant<Write, IdentityAndCareCircle>) in
            try await change(source, as: caller) { (from: borrowing Grant<Write, IdentityAndCareCircle>) in
                let (structure, now) = (from.structure, from.now)
                // Somebody may act in two structures, and a record of each be open to them.
                guard structure == into.structure else { throw MergeRefusal.otherStructure }
                let author = IdentityAuthor(account: caller.id, now: now)
                let yielding = try IdentityWriting.merged(
                    kind, source, with: target, pointer: .some(pointer), by: author)
                let staying = try IdentityWriting.merged(kind, target, with: source, pointer: .none, by: author)
                try await from.commit(with: into) { tx in
                    let reading = Reading(tx.connection)
                    guard let one = try PatientSearch.side(source, in: structure, reading),
                        let other = try PatientSearch.side(target, in: structure, reading)
                    else { throw GateRefusal.absent }
                    try check(one, other)
                    for change in yielding { try CareRows.write(change, of: source, in: structure, at: now, tx) }
                    for change in staying { try CareRows.write(change, of: target, in: structure, at: now, tx) }
                }
            }
        }
    }

    private func change(
        _ patient: PatientID, as caller: Caller,
        _ body: (borrowing Grant<Write, IdentityAndCareCircle>) async throws -> Void
    ) async throws {
        try await gate.open(
            Write.self, IdentityAndCareCircle.self, of: patient, about: PatientBook.header, as: caller,
            action: .update, body)
    }
}
