/// A patient of one structure: who it is, and what the kernel keeps in clear about the record.
public struct PatientRecord: Sendable, Hashable {
    public let id: PatientID
    public let identity: PatientIdentity
    public let deathDate: Day?
    public let lastCareOn: Day?
    /// The retention period stands still (a dispute, a request).
    public let retentionSuspended: Bool
    /// The record that stays, where this one was merged (rule 24).
    public let mergedInto: PatientID?
    public let enrolledAt: Instant
}

/// A matricule with its history; former ones are kept as they were.
public struct PatientNumber: Sendable, Hashable {
    public let id: String
    public let ins: INS
    public let source: CollectionMode
    public let retrievedOn: Day
    public let endedOn: Day?
}

/// One step in the life of an identity.
public struct IdentityEvent: Sendable, Hashable {
    public let id: String
    public let kind: IdentityEventKind
    /// The traits before, as the trace keeps them; nil where none changed.
    public let previous: String?
    public let otherPatient: PatientID?
    /// Account of whoever decided.
    public let decidedBy: String
    public let decidedAt: Instant
}
