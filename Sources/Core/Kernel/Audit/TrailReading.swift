extension AuditLog {
    /// One line with its number and what proves it; `opened` is nil where its month's key is gone.
    struct NumberedLine: Sendable {
        let entry: String
        let number: Int64
        let opened: AccessLine?
        let proof: LineProof?
    }

    /// A patient's lines below a number, the highest first. Whoever calls has written down who reads and why.
    func trail(
        of patient: String, in structure: String, before: Int64?, limit: Int
    ) async throws -> (lines: [NumberedLine], first: Int64, last: Int64, count: Int64)? {
        let (numbers, bounds) = try await store.read { tx in
            (
                try AuditSubjects.page(patient, in: structure, before: before, limit, tx),
                try AuditSubjects.bounds(patient, in: structure, tx)
            )
        }
        guard let bounds else { return nil }
        var lines: [NumberedLine] = []
        for (number, entry) in numbers { lines.append(try await numbered(entry, number)) }
        return (lines, bounds.first, bounds.last, bounds.count)
    }

    /// One line about this patient; nil for a line that is not about them.
    func trailLine(_ entry: String, of patient: String, in structure: String) async throws -> NumberedLine? {
        let number = try await store.read { tx in
            try AuditSubjects.number(of: entry, patient, in: structure, tx)
        }
        guard let number else { return nil }
        return try await numbered(entry, number)
    }

    private func numbered(_ entry: String, _ number: Int64) async throws -> NumberedLine {
        let stored = try await store.read { tx in try AuditEntries.find(entry, tx) }
        guard let stored else { return NumberedLine(entry: entry, number: number, opened: nil, proof: nil) }
        let opened = AuditLog.open(stored, try await keys.keys([stored.key]))
        return NumberedLine(
            entry: entry, number: number, opened: opened?.line, proof: try await proof(of: entry))
    }
}

extension LineProof {
    /// The proof without what the leaf is made from: for a line that names other persons too.
    var bare: String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("extra ") }
            .joined(separator: "\n")
    }
}
