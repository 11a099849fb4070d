/// Gives lines their places in the transparency log: numbers each patient's, appends leaves and full tiles, signs a
/// checkpoint. One node at a time does it, and one pass is one transaction: either all of it is there or none.
package actor Sequencer {
    /// What a pass did.
    package enum Pass: Sendable, Hashable {
        /// Nothing waited.
        case idle
        /// Another node has the lease.
        case notOurTurn
        case integrated(entries: Int, size: UInt64)
    }

    private let log: AuditLog
    private let signer: SigningKey
    private let holder: String
    private var epoch: Int64 = 0
    private var head = Head()

    /// What the next pass starts from; read from the store again wherever the store says otherwise.
    struct Head: Sendable {
        var tree = GrowingTree()
        var lastAt = Instant(milliseconds: 0)
        /// Last number given, by structure and patient.
        var numbers: [String: Int64] = [:]
    }

    private static let leaseSeconds: Int64 = 5
    private static let mostNumbersKept = 100_000
    /// Lines of one pass: other writes wait for it, some 25 milliseconds for as many lines.
    package static let batch = 1024

    package init(_ log: AuditLog, signer: SigningKey) {
        self.log = log
        self.signer = signer
        holder = RowID.fresh(at: log.clock.now)
    }

    /// One pass. Lines are durable already; a pass that fails loses nothing and is tried again by the next.
    package func integrate() async throws -> Pass {
        let store = log.store
        guard try await store.read({ tx in try LogPending.isEmpty(tx) }) == false else { return .idle }
        let (head, signer, holder, epoch) = (head, signer, holder, epoch)
        let now = log.clock.now
        let outcome = try await store.write { tx -> Outcome? in
            guard let epoch = try Sequencer.takeTurn(holder, epoch, at: now, tx) else { return nil }
            var batch = Batch(head: try Sequencer.current(head, tx), now: now)
            let lines = try LogPending.oldest(Sequencer.batch, tx)
            guard let last = lines.last else { return Outcome(epoch: epoch, head: head, entries: 0) }
            for line in lines { try batch.add(line, tx) }
            try batch.store(tx)
            try LogPending.remove(upTo: last.id, at: batch.at, tx)
            let checkpoint = Checkpoint(
                origin: signer.verifier.name, size: batch.head.tree.size, root: batch.head.tree.root)
            try LogCheckpoints.insert(
                size: checkpoint.size, note: try checkpoint.signed(by: signer, at: batch.at).description,
                at: batch.at, tx)
            return Outcome(epoch: epoch, head: batch.head, entries: lines.count)
        }
        guard let outcome else { return .notOurTurn }
        self.epoch = outcome.epoch
        self.head = outcome.head
        if self.head.numbers.count > Sequencer.mostNumbersKept { self.head.numbers = [:] }
        return outcome.entries == 0 ? .idle : .integrated(entries: outcome.entries, size: outcome.head.tree.size)
    }

    /// Passes until nothing waits.
    package func integrateAll() async throws {
        while case .integrated = try await integrate() {}
    }

    /// Gives the turn back, so that another node need not wait for its end.
    package func release() async throws {
        let (holder, epoch) = (holder, epoch)
        try await log.store.write { tx in
            guard let held = try LogLease.find(tx), held.holder == holder, held.epoch == epoch else { return }
            try LogLease.set(
                .init(holder: holder, epoch: epoch, until: Instant(milliseconds: 0)), isNew: false, tx)
        }
    }

    private struct Outcome: Sendable {
        let epoch: Int64
        let head: Head
        let entries: Int
    }

    /// The fence: read and moved in the same transaction as the leaves, so that a node that lost its turn while it
    /// slept cannot append. Nil while it is another's turn.
    private static func takeTurn(
        _ holder: String, _ epoch: Int64, at now: Instant, _ tx: borrowing Writing
    ) throws -> Int64? {
        let until = now.adding(seconds: leaseSeconds)
        guard let held = try LogLease.find(tx) else {
            try LogLease.set(.init(holder: holder, epoch: 1, until: until), isNew: true, tx)
            return 1
        }
        if held.holder == holder, held.epoch == epoch {
            try LogLease.set(.init(holder: holder, epoch: epoch, until: until), isNew: false, tx)
            return epoch
        }
        // A turn that ends far in the future was written under a clock that has been set back since.
        guard held.until < now || held.until > now.adding(seconds: 6 * leaseSeconds) else { return nil }
        try LogLease.set(.init(holder: holder, epoch: held.epoch + 1, until: until), isNew: false, tx)
        return held.epoch + 1
    }

    /// The head that the store has: the one in memory where they agree.
    private static func current(_ head: Head, _ tx: borrowing Writing) throws -> Head {
        guard let last = try LogLeaves.last(tx) else { return Head() }
        let size = last.position + 1
        if head.tree.size == size, head.lastAt == last.integratedAt { return head }
        var edge: [[LogHash]] = []
        for level in 0..<8 {
            let count = Tile.hashes(atLevel: level, size: size)
            guard count > 0 else { break }
            let start = count - count % UInt64(Tile.fullWidth)
            edge.append(
                level == 0
                    ? try LogLeaves.range(start, count, tx).map { Merkle.leaf($0.leaf) }
                    : try LogTiles.range(level - 1, start, count, tx).map { Merkle.root(TileBytes.hashes($0)) })
        }
        guard let tree = GrowingTree(size: size, edge: edge) else {
            throw StorageError.unexpected("leaves or tiles of the access log are missing; run citana audit verify")
        }
        return Head(tree: tree, lastAt: last.integratedAt, numbers: [:])
    }
}

/// What one pass adds.
private struct Batch {
    var head: Sequencer.Head
    /// The pass's own time, later than every earlier pass's: each pass can be told from its neighbours.
    let at: Instant
    private var leaves: [LogLeaves.Stored] = []
    private var subjects: [AuditSubjects.Stored] = []
    private var tiles: [(tile: Tile, hashes: [LogHash])] = []

    init(head: Sequencer.Head, now: Instant) {
        at = max(now, Instant(milliseconds: head.lastAt.milliseconds + 1))
        self.head = head
        self.head.lastAt = at
    }

    mutating func add(_ line: SealedLine, _ tx: borrowing Writing) throws {
        let position = head.tree.size
        var numbers: [Int64] = []
        for (place, subject) in (line.subject?.split(separator: ",") ?? []).enumerated() {
            let key = line.structure + "/" + subject
            let last: Int64
            if let known = head.numbers[key] {
                last = known
            } else {
                last = try AuditSubjects.lastNumber(line.structure, String(subject), tx)
            }
            head.numbers[key] = last + 1
            numbers.append(last + 1)
            subjects.append(
                .init(
                    structure: line.structure, subject: String(subject), number: last + 1, entry: line.id,
                    integratedAt: at, position: position, place: place))
        }
        let leaf = LeafCommitment.leaf(
            line.header(numbers: numbers, integratedAt: at), commitment: line.commitment, sealed: line.entry)
        leaves.append(.init(entry: line.id, position: position, leaf: leaf, integratedAt: at))
        head.tree.append(Merkle.leaf(leaf)) { tile, hashes in tiles.append((tile, hashes)) }
    }

    func store(_ tx: borrowing Writing) throws {
        try LogLeaves.insert(leaves, tx)
        try AuditSubjects.insert(subjects, tx)
        try LogTiles.insert(tiles, tx)
    }
}

extension SealedLine {
    func header(numbers: [Int64], integratedAt: Instant) -> LeafCommitment.Header {
        LeafCommitment.Header(
            id: id, structure: structure, at: at, subject: subject, cites: cites, key: key, numbers: numbers,
            integratedAt: integratedAt)
    }
}

enum TileBytes {
    static func hashes(_ bytes: [UInt8]) -> [LogHash] {
        stride(from: 0, to: bytes.count - bytes.count % 32, by: 32).map { Array(bytes[$0..<$0 + 32]) }
    }
}
