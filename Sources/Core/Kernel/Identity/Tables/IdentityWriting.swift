// What one gesture on an identity writes: the rows, the search digests and the trace, together or not at all.

/// Who decides, when.
struct IdentityAuthor: Sendable {
    let account: String
    let now: Instant
    var day: Day { now.parisDay }
    func freshID() -> String { RowID.fresh(at: now) }
}

enum IdentityWriting {
    typealias Changes = [CareChange<IdentityAndCareCircle>]

    /// Everything of a new patient.
    static func enrolment(
        _ identity: PatientIdentity, contacts: [PatientContact], of patient: PatientID, by author: IdentityAuthor,
        secret: SearchSecret, _ seal: CellSealing
    ) throws -> Changes {
        var changes = [try Patients.insertion(identity, of: patient, seal)]
        if let ins = identity.ins {
            changes.append(
                try PatientNumbers.insertion(
                    ins, id: author.freshID(), of: patient, source: identity.mode, on: author.day, seal))
        }
        for contact in contacts { changes.append(try PatientContacts.insertion(contact, of: patient, seal)) }
        changes.append(
            try IdentityEvents.insertion(
                .created, id: author.freshID(), of: patient, by: author.account, at: author.now, seal))
        let digests = secret.digests(SearchTerms.of(identity, contacts: contacts))
        return changes + PatientSearch.changes(from: [], to: digests, of: patient)
    }

    /// What is known of a patient before a change.
    struct Before: Sendable {
        let record: PatientRecord
        let numbers: [PatientNumber]
        let contacts: [PatientContact]
        let digests: Set<SearchDigest>
    }

    /// A change of identity that the rules allowed.
    /// - Parameters:
    ///   - traits: the strict traits from now on.
    ///   - mode: how they came in.
    static func change(
        _ change: IdentityChange, from before: Before, traits: StrictTraits, used: UsedNames, mode: CollectionMode,
        localNumber: String?, check: DocumentCheck? = nil, by author: IdentityAuthor, secret: SearchSecret,
        _ seal: CellSealing
    ) throws -> Changes {
        let patient = before.record.id
        let current = before.numbers.last { $0.endedOn == nil }
        let ins: INS? =
            switch change.number {
            case .kept: current?.ins
            case .replaced(let new): new
            case .ended: nil
            }
        let identity = PatientIdentity(
            traits: traits, used: used, ins: ins, state: change.after, mode: mode, localNumber: localNumber)
        var changes = [try Patients.update(identity, of: patient, seal)]
        if let current, current.ins != ins {
            changes.append(PatientNumbers.ending(current.id, of: patient, on: author.day))
        }
        if let ins, current?.ins != ins {
            changes.append(
                try PatientNumbers.insertion(
                    ins, id: author.freshID(), of: patient, source: mode, on: author.day, seal))
        }
        if let check { changes.append(IdentityChecks.insertion(check, id: author.freshID(), of: patient)) }
        changes.append(
            try IdentityEvents.insertion(
                change.kind, id: author.freshID(), of: patient, previous: before.record.identity,
                by: author.account, at: author.now, seal))
        let former = before.numbers.map(\.ins).filter { $0 != ins }
        let digests = secret.digests(SearchTerms.of(identity, formerNumbers: former, contacts: before.contacts))
        return changes + PatientSearch.changes(from: before.digests, to: digests, of: patient)
    }

    /// One side of a merge or of its undoing: the pointer on the record that yields, the trace on both.
    static func merged(
        _ kind: IdentityEventKind, _ patient: PatientID, with other: PatientID, pointer: PatientID??,
        by author: IdentityAuthor
    ) throws -> Changes {
        var changes: Changes = []
        if let pointer { changes.append(Patients.merge(patient, into: pointer)) }
        changes.append(
            try IdentityEvents.insertion(
                kind, id: author.freshID(), of: patient, other: other, by: author.account, at: author.now
            ) { _, place in throw VaultError.sealBroken(place: place.table) })
        return changes
    }
}

extension PatientSearch {
    /// What must be known before two records are merged.
    static func side(
        _ patient: PatientID, in structure: String, _ tx: borrowing Reading
    ) throws -> MergeSide? {
        guard let row = try Patients.row(patient, in: structure, tx) else { return nil }
        guard let status = IdentityStatus(rawValue: try row.text("identity_status")) else {
            throw StorageError.unexpected("patients holds a status that is not known")
        }
        let current = try PatientNumbers.current(try PatientNumbers.rows(patient, in: structure, tx))
        let numbers = try digests(of: patient, in: structure, tx).filter { $0.kind == .ins }
        return MergeSide(
            patient: patient, structure: structure, status: status,
            mergedInto: try row.optional("merged_into", row.text).map { PatientID($0) },
            absorbed: try Patients.absorbed(by: patient, in: structure, tx),
            numbers: current == nil ? [] : numbers)
    }
}
