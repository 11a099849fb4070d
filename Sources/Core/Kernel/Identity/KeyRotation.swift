/// Replaces the root key and structures' keys while the house goes on working. Nothing that was sealed is sealed again,
/// and nobody is indexed again: keys are wrapped under other keys.
package struct KeyRotation: Sendable {
    let keychain: Keychain
    let log: AuditLog
    let clock: TimeSource
    let rootFile: RootKeyFile

    package struct Report: Sendable {
        /// Structures whose key was replaced or whose replacement was brought to its end.
        package var structures = 0
        /// Keys and secrets that were wrapped again.
        package var rewrapped = 0
        /// Keys that no key opens, as `table/id`; the former key of their structure is kept.
        package var broken: [String] = []
    }

    private static let installation = SignInRecord.nobody

    /// Makes the successor of the root key beside it and goes no further: several nodes get a copy first.
    /// - Returns: its path.
    package func prepareRoot() throws -> String {
        if !rootFile.hasNext { try RootKey.create(at: rootFile.next) }
        return rootFile.next
    }

    /// Replaces the root key: everything under it is wrapped again in one transaction, then its file is replaced.
    /// What was cut off before the transaction uses the successor that lies there; after it, only the file is left to
    /// do.
    package func root(by actor: AccessLine.Actor) async throws -> Report {
        var report = Report()
        let next = try RootKey.read(try prepareRoot())
        if keychain.root.fingerprint != next.fingerprint {
            // The installation's own lines have a key of their own, made here where nobody signed in yet.
            _ = try await keychain.makeKey(for: Self.installation, at: clock.now)
            let line = line(in: Self.installation, "root-key", by: actor)
            try await log.record(line)
            report.rewrapped = try await keychain.rotateRoot(to: next)
            try await log.record(line.outcome("done", at: clock.now, count: report.rewrapped))
        }
        try rootFile.promote()
        return report
    }

    /// Replaces the key of every structure; goes on where an earlier run was cut off.
    package func structures(
        by actor: AccessLine.Actor, batch: Int = 500, progress: ((_ done: Int, _ of: Int) throws -> Void)? = nil
    ) async throws -> Report {
        var report = Report()
        let (id, now) = (RowID.fresh(at: clock.now), clock.now)
        let start = try await keychain.store.write { tx in try KeyRotationsTable.current(orNew: id, at: now, tx) }
        let all = try await keychain.states()
        for (index, state) in all.enumerated() {
            try progress?(index, all.count)
            let key = try await keychain.beginRotation(of: state.structure, since: start, at: clock.now)
            guard let key else { continue }
            let line = line(in: state.structure, "structure-key/\(key.generation)", by: actor)
            try await log.record(line)
            let rotated = try await keychain.finishRotation(
                to: key, Keychain.wrappedRows + [LogKeys.wrappedRows], batch: batch
            ) { _ in try progress?(index, all.count) }
            let word = rotated.broken.isEmpty ? "done" : "failed"
            try await log.record(line.outcome(word, at: clock.now, count: rotated.rewrapped))
            report.structures += 1
            report.rewrapped += rotated.rewrapped
            report.broken += rotated.broken
        }
        let end = clock.now
        if report.broken.isEmpty { try await keychain.store.write { tx in try KeyRotationsTable.end(at: end, tx) } }
        try progress?(all.count, all.count)
        return report
    }

    /// How each structure's key stands, in the order of their ids.
    package func states() async throws -> [StructureKeyState] { try await keychain.states() }

    private func line(in structure: String, _ resource: String, by actor: AccessLine.Actor) -> AccessLine {
        AccessLine(
            at: clock.now, structure: structure, actor: actor, action: "update", resource: resource,
            treatment: Authentication.code, purpose: "key-rotation", verdict: "allow", reason: "operator")
    }
}
