import Crypto

/// A line ready to be stored: sealed under the month's key of its structure, and committed to.
package struct SealedLine: Sendable {
    package let id: String
    let structure: String
    let at: Instant
    /// The patients, by comma; nil for none.
    let subject: String?
    let cites: String?
    let key: String
    /// HMAC-SHA-256 of the line's text under its salt.
    let commitment: [UInt8]
    /// Salt (32 bytes) and text, sealed.
    let entry: [UInt8]
}

/// The access log's way in. A line is durable when `record` has returned, or when the transaction that it was
/// inserted in has been committed; the sequencer then gives it its place in the transparency log.
///
/// Nothing here decides who may read or write: that is the gate's business, and its words are not public.
package final class AuditLog: Sendable {
    let store: any Store
    let keys: LogKeys
    let clock: TimeSource
    let outcomes = PendingOutcomes()

    init(store: any Store, keys: LogKeys, clock: TimeSource) {
        self.store = store
        self.keys = keys
        self.clock = clock
    }

    /// Seals a line without waiting; nil where the month's key is not in memory yet: `prepare` gets it.
    package func seal(_ line: AccessLine) throws -> SealedLine? {
        guard let key = keys.ready(line.structure, at: line.at) else { return nil }
        return try AuditLog.sealed(line, under: key)
    }

    /// Seals a line; makes the month's key where there is none yet, durable in the key store before anything is
    /// sealed under it.
    package func prepare(_ line: AccessLine) async throws -> SealedLine {
        if let ready = try seal(line) { return ready }
        return try AuditLog.sealed(line, under: try await keys.prepare(line.structure, at: line.at))
    }

    /// Stores a line in the transaction of what it is about: both or neither (rule 49).
    package func insert(_ sealed: SealedLine, _ tx: borrowing Writing) throws {
        try AuditEntries.insert(sealed, tx)
        try LogPending.insert(sealed.id, tx)
    }

    /// Stores a line alone. Durable when this returns.
    package func record(_ line: AccessLine) async throws {
        let sealed = try await prepare(line)
        try await store.write { [self] tx in try insert(sealed, tx) }
    }

    private static func sealed(_ line: AccessLine, under key: LogKey) throws -> SealedLine {
        let text = EntryText(line).bytes
        let salt = RandomBytes.fresh(32)
        return SealedLine(
            id: line.id, structure: line.structure, at: line.at,
            subject: line.patients.isEmpty ? nil : line.patients.joined(separator: ","), cites: line.cites, key: key.id,
            commitment: LeafCommitment.entry(text, salt: salt), entry: try key.seal(salt + text, entry: line.id))
    }
}
