import Crypto

/// The end of lines at their term. Nothing is taken out of the log: the month's key is destroyed, so that its lines can
/// be read by nobody, while their leaves, numbers and proofs stay. A line says so, in clear for ever in its `cites`
/// column, because removal without a line looks like sabotage (rule 52).
extension AuditLog {
    static func citation(_ key: String) -> String { "log-key/\(key)" }

    /// Destroys the keys of a structure's months that have ended their term: `ended` is asked for each month, by its
    /// last day. The line is durable before the key goes; run again after a crash, it names what is left.
    /// - Returns: the months that can no longer be read, such as `2023-11`.
    @discardableResult
    package func purge(
        _ structure: String, by actor: AccessLine.Actor, rule: RetentionRule, where ended: (Day) -> Bool
    ) async throws -> [String] {
        var gone: [String] = []
        for key in try await keys.list(structure) {
            guard let first = Day("\(key.month)-01"), ended(first.adding(months: 1).adding(days: -1)) else { continue }
            let entries = try await store.read { tx in try AuditEntries.identifiers(structure, under: key.id, tx) }
            let digest = Array(SHA256.hash(data: Array(entries.joined(separator: "\n").utf8)))
            let now = clock.now
            let line = AccessLine(
                at: now, structure: structure, actor: actor, action: "purge", resource: "access-log/\(key.month)",
                treatment: AccessLog.code, purpose: "retention", verdict: "allow", reason: rule.code,
                cites: AuditLog.citation(key.id), count: entries.count)
            let sealed = try await prepare(line)
            let count = entries.count
            try await store.write { [self] tx in
                try insert(sealed, tx)
                try PurgeProofs.insert(
                    id: sealed.id, rule: rule.code, table: "audit_entries", removed: count, digest: digest, at: now, tx)
            }
            try await keys.destroy(key.id)
            gone.append(key.month)
        }
        return gone
    }
}
