extension PatientBook {
    /// Says that two records are one person's: `source` yields to `target`. No row moves, no trait changes, both
    /// records keep their keys; whoever merges must be allowed to change both. Throws `MergeRefusal`, `GateRefusal`.
    public func merge(_ source: PatientID, into target: PatientID, as caller: Caller) async throws {
        guard let (from, into) = try await sides(source, target) else { throw GateRefusal.absent }
        try MergeRules.check(from, into: into)
        // The survivor's history first: a trace without the pointer says nothing false, a pointer without it would.
        try await trace(.merged, target, with: source, as: caller)
        try await point(.merged, source, to: target, other: target, as: caller)
    }

    /// Undoes a merge: the record stands by itself again, both histories say so. Throws `MergeRefusal`, `GateRefusal`.
    public func unmerge(_ source: PatientID, as caller: Caller) async throws {
        let structure = caller.structure
        guard let side = try await store.read({ tx in try PatientSearch.side(source, in: structure, tx) }) else {
            throw GateRefusal.absent
        }
        guard let target = side.mergedInto else { throw MergeRefusal.notMerged }
        try await point(.unmerged, source, to: nil, other: target, as: caller)
        try await trace(.unmerged, target, with: source, as: caller)
    }

    private func sides(_ source: PatientID, _ target: PatientID) async throws -> (MergeSide, MergeSide)? {
        try await store.read { tx in
            guard let one = try Patients.structure(of: source, tx), let other = try Patients.structure(of: target, tx),
                let from = try PatientSearch.side(source, in: one, tx),
                let into = try PatientSearch.side(target, in: other, tx)
            else { return nil }
            return (from, into)
        }
    }

    private func trace(
        _ kind: IdentityEventKind, _ patient: PatientID, with other: PatientID, as caller: Caller
    ) async throws {
        try await gate.open(
            Write.self, IdentityAndCareCircle.self, of: patient, about: PatientBook.header, as: caller, action: .update
        ) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
            let author = IdentityAuthor(account: caller.id, now: grant.now)
            try await grant.commit(
                try IdentityWriting.merged(kind, patient, with: other, pointer: .none, by: author))
        }
    }

    /// Moves the pointer, unless somebody else did meanwhile.
    private func point(
        _ kind: IdentityEventKind, _ source: PatientID, to target: PatientID?, other: PatientID, as caller: Caller
    ) async throws {
        try await gate.open(
            Write.self, IdentityAndCareCircle.self, of: source, about: PatientBook.header, as: caller, action: .update
        ) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
            let author = IdentityAuthor(account: caller.id, now: grant.now)
            let changes = try IdentityWriting.merged(
                kind, source, with: other, pointer: .some(target), by: author)
            let (structure, now) = (grant.structure, grant.now)
            try await grant.commit { tx in
                let reading = Reading(tx.connection)
                guard let from = try PatientSearch.side(source, in: structure, reading),
                    let into = try PatientSearch.side(other, in: structure, reading)
                else { throw GateRefusal.absent }
                if target == nil {
                    guard from.mergedInto == other else { throw MergeRefusal.notMerged }
                } else {
                    try MergeRules.check(from, into: into)
                }
                for change in changes { try CareRows.write(change, of: source, in: structure, at: now, tx) }
            }
        }
    }
}
