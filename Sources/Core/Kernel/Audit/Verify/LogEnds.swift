extension LogWalk {
    /// Opens an entry and compares its text with the columns beside it and with its commitment.
    mutating func compareContent(_ line: SealedLine, at position: UInt64) {
        if let cites = line.cites, cites.hasPrefix("log-key/") { purgedKeys.insert(String(cites.dropFirst(8))) }
        guard asked.opens else { return }
        guard let key = keys[line.key] else {
            if missingKeys[line.key] == nil { missingKeys[line.key] = (position, line.id) }
            return
        }
        report.opened += 1
        guard let bytes = key.open(line.entry, entry: line.id), bytes.count > 32 else {
            // Where the leaf tells that the entry was altered, this says the same a second time, from the inside.
            report.add(
                LogFinding(
                    .contentAltered, at: position, line.id,
                    "Entry \(line.id) (leaf \(position)) does not open under its key: it was altered or moved."))
            return
        }
        let agrees =
            EntryText.agrees(bytes.dropFirst(32), line)
            && LeafCommitment.entry(Array(bytes.dropFirst(32)), salt: Array(bytes.prefix(32))) == line.commitment
        guard !agrees else { return }
        report.add(
            LogFinding(
                .contentAltered, at: position, line.id,
                "Entry \(line.id) (leaf \(position)) says something else than the columns beside it."))
    }

    /// Keys that are gone without a line that says so.
    mutating func tellMissingKeys() {
        for (key, first) in missingKeys.sorted(by: { $0.value.position < $1.value.position })
        where !purgedKeys.contains(key) {
            report.add(
                LogFinding(
                    .keyMissing, at: first.position, key,
                    "The log key \(key) is not in the key store, and no line says that it was destroyed: entry "
                        + "\(first.entry) and others under it cannot be opened."))
        }
    }

    /// What should not be there: beyond the last signed size, or outside the log altogether.
    mutating func ends(_ size: UInt64, _ tx: borrowing Reading) throws {
        for tile in try VerificationRows.tiles(beyond: size, tx) {
            report.add(LogFinding(.tileAdded, tile, "The tile kept as \(tile) is none that this log can have."))
        }
        for row in try VerificationRows.subjects(beyond: size, tx) {
            report.add(
                LogFinding(.numberingAltered, row, "A numbering row stands after the log's end: \(row)."))
        }
        for entry in try VerificationRows.entriesOutside(tx) {
            report.add(
                LogFinding(
                    .entryOutsideLog, entry,
                    "Entry \(entry) has no leaf and does not wait for one: its leaf was removed, or it was put there by "
                        + "somebody else."))
        }
        for entry in try VerificationRows.pendingAltered(tx) {
            report.add(
                LogFinding(
                    .pendingAltered, entry, "Line \(entry) waits for a place, but its entry is gone or has one already."
                ))
        }
        report.pending = try VerificationRows.pending(tx)
    }
}
