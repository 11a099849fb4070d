/// A whole log checked against itself, against its signatures, and against checkpoints that others have kept.
package struct LogVerification: Sendable {
    /// The log's public key.
    package var log: VerifierKey
    /// Checkpoints that came from elsewhere: a file kept apart, a witness.
    package var known: [Checkpoint]
    /// Whether entries are opened: a line's text is then compared with the columns beside it and with its commitment.
    package var opens: Bool

    package init(log: VerifierKey, known: [Checkpoint] = [], opens: Bool = true) {
        self.log = log
        self.known = known.sorted { $0.size < $1.size }
        self.opens = opens
    }

    static let chunk: UInt64 = 4096
}

extension AuditLog {
    /// Goes over everything in one snapshot of the data store.
    package func verify(_ asked: LogVerification) async throws -> LogReport {
        let (keys, broken) = asked.opens ? try await keys.all() : ([:], [])
        return try await store.read { tx in
            var walk = LogWalk(asked, keys: keys)
            for id in broken {
                walk.report.add(
                    LogFinding(
                        .keyAltered, id, "The log key \(id) does not open: it was altered, or moved from elsewhere."))
            }
            try walk.go(tx)
            return walk.report
        }
    }
}

/// One walk along the log, from checkpoint to checkpoint.
struct LogWalk {
    let asked: LogVerification
    let keys: [String: LogKey]
    var report = LogReport()
    /// The tree as signed, so far as it could be told.
    var tree = GrowingTree()
    var numbers: [String: Int64] = [:]
    private var known: ArraySlice<Checkpoint>
    private var lastAt = Instant(milliseconds: 0)
    private var rootsDiffer = false
    /// Keys that entries name and the key store lacks, with the first place of each.
    var missingKeys: [String: (position: UInt64, entry: String)] = [:]
    /// Keys that a line says were destroyed.
    var purgedKeys: Set<String> = []

    init(_ asked: LogVerification, keys: [String: LogKey]) {
        self.asked = asked
        self.keys = keys
        known = asked.known[...]
    }

    mutating func go(_ tx: borrowing Reading) throws {
        compareKnown(tree)
        var after = ""
        while true {
            let rows = try LogCheckpoints.after(after, limit: 512, tx)
            for row in rows { try take(row, tx) }
            guard let last = rows.last else { break }
            after = last.id
        }
        try takeUnsigned(tx)
        let signed = tree.size
        for leaf in try VerificationRows.leaves(beyond: signed, tx) {
            report.add(
                LogFinding(
                    .leafBeyondCheckpoint, at: UInt64(clamping: leaf.position), leaf.entry,
                    "Leaf \(leaf.position) (entry \(leaf.entry)) stands outside the log, which ends after \(signed)."))
        }
        tellMissingKeys()
        try ends(signed, tx)
        for checkpoint in known {
            report.add(
                LogFinding(
                    .logTruncated, at: signed, "checkpoint \(checkpoint.size)",
                    "A checkpoint of \(checkpoint.size) leaves was kept elsewhere, and the log ends after \(signed): its "
                        + "end was cut off."))
        }
        report.leaves = signed
        report.root = tree.root
    }

    /// Leaves after the last signed checkpoint: there are none by right. They are gone through all the same.
    private mutating func takeUnsigned(_ tx: borrowing Reading) throws {
        let signed = tree.size
        while true {
            let rows = try VerificationRows.leaves(tree.size, tree.size + LogVerification.chunk, tx)
            let inRow = rows.enumerated().prefix { tree.size + UInt64($0.offset) == $0.element.position }.count
            guard inRow > 0 else { break }
            var stretch = try LogStretch(from: tree.size, to: tree.size + UInt64(inRow), tx)
            stretch.make(with: &self)
            try append(stretch, stretch.judge(tree, expected: nil), tx)
        }
        guard tree.size > signed else { return }
        report.add(
            LogFinding(
                .leafBeyondCheckpoint, at: signed, "leaf \(signed)",
                "Leaves \(signed) to \(tree.size - 1) are under no signed checkpoint: they were added, or the checkpoint "
                    + "was removed or altered."))
    }

    /// One checkpoint of the store, and the leaves that it is the first to cover.
    private mutating func take(_ row: LogCheckpoints.Stored, _ tx: borrowing Reading) throws {
        report.checkpoints += 1
        guard let checkpoint = try? Checkpoint.read(row.note, by: asked.log).checkpoint else {
            report.add(
                LogFinding(
                    .checkpointAltered, "checkpoint \(row.size)",
                    "The checkpoint of size \(row.size) is not signed by the log's key: it was altered, or made by "
                        + "somebody else."))
            return
        }
        guard row.size == Int64(checkpoint.size), row.id == LogOrder.padded(checkpoint.size),
            checkpoint.size > tree.size
        else {
            report.add(
                LogFinding(
                    .checkpointAltered, "checkpoint \(row.size)",
                    "The checkpoint kept as size \(row.size) says \(checkpoint.size): it was altered or moved."))
            return
        }
        while tree.size < checkpoint.size {
            let end = min(checkpoint.size, tree.size + 2 * LogVerification.chunk)
            var stretch = try LogStretch(from: tree.size, to: end, tx)
            stretch.make(with: &self)
            let judged = stretch.judge(tree, expected: end == checkpoint.size ? checkpoint.root : nil)
            if !judged.isSigned, end == checkpoint.size, !rootsDiffer {
                rootsDiffer = true
                report.add(
                    LogFinding(
                        .rootDiffers, at: tree.size, "checkpoint \(checkpoint.size)",
                        "The leaves do not lead to the signed checkpoint of size \(checkpoint.size): something between "
                            + "leaf \(tree.size) and leaf \(checkpoint.size - 1) was altered, removed or moved."))
            }
            try append(stretch, judged, tx)
            compareTimes(stretch, judged, row)
        }
    }

    private mutating func append(
        _ stretch: LogStretch, _ judged: LogStretch.Judged, _ tx: borrowing Reading
    ) throws {
        for (offset, hash) in judged.hashes.enumerated() {
            stretch.tell(stretch.from + UInt64(offset), truth: judged.isSigned ? hash : nil, &report)
        }
        for (tile, hashes) in judged.full { try compare(tile, hashes, tx) }
        while let next = known.first, next.size < judged.tree.size {
            var grown = tree
            for hash in judged.hashes.prefix(Int(clamping: next.size) - Int(tree.size)) { grown.append(hash) }
            compareKnown(grown)
        }
        tree = judged.tree
        compareKnown(tree)
    }

    /// A full tile of the store against the hashes that stand in it by right.
    private mutating func compare(_ tile: Tile, _ hashes: [LogHash], _ tx: borrowing Reading) throws {
        guard let stored = try VerificationRows.tile(tile, tx) else {
            report.add(LogFinding(.tileRemoved, tile.path, "\(tile.path) is missing."))
            return
        }
        guard stored.id == LogTiles.id(tile), stored.width == Int64(Tile.fullWidth),
            stored.hashes.count == 32 * Tile.fullWidth
        else {
            report.add(LogFinding(.tileAltered, tile.path, "\(tile.path) has another shape than a full tile."))
            return
        }
        guard stored.hashes != hashes.flatMap({ $0 }) else { return }
        let wrong = zip(TileBytes.hashes(stored.hashes), hashes).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
        guard let first = wrong.first else { return }
        report.add(
            LogFinding(
                .tileAltered, tile.path,
                "\(tile.path) was altered: hash \(first)"
                    + (wrong.count > 1 ? " and \(wrong.count - 1) more are" : " is") + " not that of the leaves."))
    }

    /// Every pass of the sequencer has a time of its own and ends in a checkpoint: a time that changes where no
    /// checkpoint stands betrays one that was removed.
    private mutating func compareTimes(
        _ stretch: LogStretch, _ judged: LogStretch.Judged, _ row: LogCheckpoints.Stored
    ) {
        for (offset, one) in stretch.places.enumerated() {
            guard let one, one.made == judged.hashes[offset] else { continue }
            let position = stretch.from + UInt64(offset)
            if one.row.integratedAt != lastAt, position > 0, position != passStart {
                report.add(
                    LogFinding(
                        .checkpointRemoved, at: position, "checkpoint \(position)",
                        "The checkpoint of size \(position) is missing."))
            }
            lastAt = one.row.integratedAt
            if position + 1 == UInt64(clamping: row.size), row.signedAt != lastAt {
                report.add(
                    LogFinding(
                        .checkpointAltered, "checkpoint \(row.size)",
                        "The time of the checkpoint of size \(row.size) was altered."))
            }
        }
        passStart = stretch.to
    }
    private var passStart: UInt64 = 0

    /// The next checkpoint that was kept elsewhere, where the tree has come to its size.
    private mutating func compareKnown(_ grown: GrowingTree) {
        while let next = known.first, next.size <= grown.size {
            known.removeFirst()
            guard next.size == grown.size, next.root != grown.root else { continue }
            report.add(
                LogFinding(
                    .historyRebuilt, at: next.size, "checkpoint \(next.size)",
                    "A checkpoint of size \(next.size) that was kept elsewhere has another root: the log before leaf "
                        + "\(next.size) was made again, or two logs are shown to different people."))
        }
    }
}
