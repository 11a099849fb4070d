/// One thing that is not as it was written, and where.
package struct LogFinding: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case entryAltered, entryRemoved, entryOutsideLog, contentAltered
        case leafAltered, leafRemoved, leafBeyondCheckpoint, leafOrEntryAltered
        case tileAltered, tileRemoved, tileAdded
        case numberingAltered, numberMissing
        case checkpointAltered, checkpointRemoved
        case rootDiffers, logTruncated, historyRebuilt
        case keyMissing, keyAltered, pendingAltered
    }
    package let kind: Kind
    /// Place in the log, from 0; nil where the thing has none.
    package let position: UInt64?
    /// The entry, patient's number, tile or key concerned.
    package let place: String
    package let sentence: String

    init(_ kind: Kind, at position: UInt64? = nil, _ place: String, _ sentence: String) {
        self.kind = kind
        self.position = position
        self.place = place
        self.sentence = sentence
    }
}

/// What a verification went through, and found.
package struct LogReport: Sendable {
    /// Leaves gone through.
    package var leaves: UInt64 = 0
    /// Entries whose content was opened and compared.
    package var opened: UInt64 = 0
    /// Lines that have no place yet, and are under no checkpoint.
    package var pending: Int64 = 0
    package var checkpoints: Int64 = 0
    package var root: LogHash = Merkle.emptyRoot
    package var findings: [LogFinding] = []
    /// Findings beyond the first thousands, only counted.
    package var more = 0

    package var isGenuine: Bool { findings.isEmpty }

    static let most = 5000

    mutating func add(_ finding: LogFinding) {
        if findings.count < LogReport.most { findings.append(finding) } else { more += 1 }
    }
}
