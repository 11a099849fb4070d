/// Gestures whose outcome was lost with the process that made them: each gets a line that cites its own and says
/// "interrupted". A gesture that lasts longer than ten minutes is told interrupted too, and done when it is done.
extension AuditLog {
    /// A gesture is left this long before it counts as interrupted.
    static let orphanSeconds: Int64 = 600
    /// Without a mark of an earlier pass, nothing older is looked for.
    static let orphanWindowSeconds: Int64 = 86_400

    /// Closes the open gestures of one structure; gives how many. `demand` is asked inside the transaction, and throws
    /// where another process has this work.
    func closeOrphans(
        of structure: String, demand: @escaping @Sendable (borrowing Writing) throws -> Void
    ) async throws -> Int {
        let now = clock.now
        let until = AuditEntries.floor(now.adding(seconds: -AuditLog.orphanSeconds))
        let oldest = AuditEntries.floor(now.adding(seconds: -AuditLog.orphanWindowSeconds))
        let open = try await store.read { tx in
            let seen = try LogWatch.seen(structure, tx) ?? oldest
            guard seen < until else { return [SealedLine]() }
            return try AuditEntries.withoutOutcome(structure, from: seen, until: until, tx)
        }
        let keys = try await keys.keys(Set(open.map(\.key)))
        var lines: [SealedLine] = []
        for sealed in open {
            guard let line = AuditLog.open(sealed, keys)?.line, line.promisesOutcome else { continue }
            lines.append(try await prepare(line.interrupted(at: now)))
        }
        let closing = lines
        try await store.write { [self] tx in
            try demand(tx)
            for line in closing { try insert(line, tx) }
            try LogWatch.mark(structure, until, tx)
        }
        return closing.count
    }
}

extension AccessLine {
    /// Gestures that the policy allowed have an outcome; readings of the log itself have none.
    fileprivate var promisesOutcome: Bool {
        verdict == "allow" && cites == nil && decision != nil && !resource.hasPrefix("access-log")
    }

    fileprivate func interrupted(at now: Instant) -> AccessLine {
        AccessLine(
            at: now, structure: structure, actor: actor, patients: patients, action: action, resource: resource,
            treatment: treatment, module: module, mode: mode, verdict: "interrupted", reason: reason, basis: basis,
            sheetVersion: sheetVersion, policyVersion: policyVersion, address: address, correlation: correlation,
            cites: id)
    }
}
