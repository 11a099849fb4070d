/// A run of places of the log, with what the stores hold for each: the leaf, the entry, the tile.
struct LogStretch {
    struct Found {
        let row: VerificationRows.Leaf
        let stored: LogHash
        /// The leaf's hash made again from the entry; nil where there is no entry.
        var made: LogHash?
    }

    let from: UInt64
    let to: UInt64
    /// By place from `from`; nil where the leaf is missing.
    private(set) var places: [Found?]
    private let subjects: [UInt64: [VerificationRows.Subject]]
    /// Bytes of the stored tiles of level 0, by their index.
    private var tiles: [UInt64: [UInt8]] = [:]

    init(from: UInt64, to: UInt64, _ tx: borrowing Reading) throws {
        self.from = from
        self.to = to
        places = Array(repeating: nil, count: Int(to - from))
        for row in try VerificationRows.leaves(from, to, tx) {
            places[Int(row.position - from)] = Found(row: row, stored: Merkle.leaf(row.leaf), made: nil)
        }
        subjects = try VerificationRows.subjects(from, to, tx)
        for index in from / 256...(to - 1) / 256 {
            let tile = try VerificationRows.tile(Tile(level: 0, index: index, width: 256), tx)
            if let tile, tile.hashes.count == 32 * 256 { tiles[index] = tile.hashes }
        }
    }

    /// The hash that the store's tile has for a place.
    private func tiled(_ offset: Int) -> LogHash? {
        let position = from + UInt64(offset)
        guard let bytes = tiles[position / 256] else { return nil }
        let start = 32 * Int(position % 256)
        return Array(bytes[start..<start + 32])
    }

    /// Makes every leaf again from its entry, and checks what stands beside: numbers, columns, content.
    mutating func make(with walk: inout LogWalk) {
        for offset in places.indices {
            let position = from + UInt64(offset)
            let rows = subjects[position] ?? []
            defer { for row in rows { walk.numbers[row.structure + "/" + row.subject] = row.number } }
            guard var found = places[offset] else {
                walk.report.add(
                    LogFinding(
                        .leafRemoved, at: position, rows.first?.entry ?? "",
                        "Leaf \(position) is missing" + (rows.first.map { " (entry \($0.entry))." } ?? ".")))
                continue
            }
            if found.row.entryColumn != found.row.id {
                walk.report.add(
                    LogFinding(
                        .leafAltered, at: position, found.row.id,
                        "Leaf \(position) names two entries, \(found.row.id) and \(found.row.entryColumn)."))
            }
            guard let line = found.row.line else {
                walk.report.add(
                    LogFinding(
                        .entryRemoved, at: position, found.row.id,
                        "Entry \(found.row.id) (leaf \(position)) was removed."))
                continue
            }
            found.made = make(line, found, rows, position, &walk)
            places[offset] = found
            walk.compareContent(line, at: position)
        }
    }

    private func make(
        _ line: SealedLine, _ found: Found, _ rows: [VerificationRows.Subject], _ position: UInt64,
        _ walk: inout LogWalk
    ) -> LogHash {
        func hash(_ numbers: [Int64]) -> LogHash {
            Merkle.leaf(
                LeafCommitment.leaf(
                    line.header(numbers: numbers, integratedAt: found.row.integratedAt), commitment: line.commitment,
                    sealed: line.entry))
        }
        let patients = line.subject?.split(separator: ",").map(String.init) ?? []
        let expected = patients.map { (walk.numbers[line.structure + "/" + $0] ?? 0) + 1 }
        let kept = rows.map(\.number)
        let asKept = hash(kept)
        var made = asKept
        if made != found.stored, kept != expected {
            let other = hash(expected)
            if other == found.stored { made = other }
        }
        let whole =
            rows.map(\.subject) == patients
            && rows.enumerated().allSatisfy { place, row in
                row.structure == line.structure && row.entry == line.id && row.createdAt == found.row.integratedAt
                    && row.id == "\(LogOrder.padded(position)).\(place)"
            }
        if made == found.stored, !whole || made != asKept {
            walk.report.add(
                LogFinding(
                    .numberingAltered, at: position, line.id,
                    "The numbering of leaf \(position) (entry \(line.id)) was altered or removed."))
        } else if kept != expected, made == found.stored {
            for (place, patient) in patients.enumerated() where kept[place] != expected[place] {
                walk.report.add(
                    LogFinding(
                        .numberMissing, at: position, "\(line.structure)/\(patient)",
                        "The lines of patient \(patient) go from number \(expected[place] - 1) to \(kept[place]) at leaf "
                            + "\(position): a line is missing."))
            }
        }
        return made
    }

    struct Judged {
        /// One hash per place, as well as can be told.
        let hashes: [LogHash]
        /// Whether they lead to the signed root.
        let isSigned: Bool
        /// The tree with them, and the tiles that they fill.
        let tree: GrowingTree
        let full: [(tile: Tile, hashes: [LogHash])]
    }

    /// Which of leaf, entry and tile is right where they differ: those that lead to the signed root.
    func judge(_ tree: GrowingTree, expected root: LogHash?) -> Judged {
        func grow(_ pick: (Int) -> LogHash?) -> Judged {
            let hashes = places.indices.map { pick($0) ?? Merkle.emptyRoot }
            var grown = tree
            var full: [(tile: Tile, hashes: [LogHash])] = []
            for hash in hashes { grown.append(hash) { full.append(($0, $1)) } }
            return Judged(
                hashes: hashes, isSigned: root.map { $0 == grown.root } ?? false, tree: grown, full: full)
        }
        let stored = grow { places[$0]?.stored ?? tiled($0) ?? places[$0]?.made }
        guard root != nil, !stored.isSigned else { return stored }
        let picks: [(Int) -> LogHash?] = [
            { places[$0]?.made ?? tiled($0) ?? places[$0]?.stored },
            { tiled($0) ?? places[$0]?.stored ?? places[$0]?.made },
            { tiled($0) ?? places[$0]?.made ?? places[$0]?.stored },
            { index in
                let (made, tile) = (places[index]?.made, tiled(index))
                return made != nil && made == tile ? made : places[index]?.stored ?? tile ?? made
            },
        ]
        for pick in picks {
            let judged = grow(pick)
            if judged.isSigned { return judged }
        }
        return stored
    }

    /// Says what is not right at a place. `truth` is the hash that was signed, nil where that could not be told.
    func tell(_ position: UInt64, truth: LogHash?, _ report: inout LogReport) {
        guard let found = places[Int(position - from)] else { return }
        let id = found.row.id
        if let truth {
            if found.stored != truth {
                report.add(
                    LogFinding(.leafAltered, at: position, id, "Leaf \(position) (entry \(id)) was altered."))
            }
            if let made = found.made, made != truth {
                report.add(
                    LogFinding(
                        .entryAltered, at: position, id,
                        "Entry \(id) (leaf \(position)) was altered: its sealed content, its commitment or a column "
                            + "beside them."))
            }
        } else if let made = found.made, made != found.stored {
            report.add(
                LogFinding(
                    .leafOrEntryAltered, at: position, id,
                    "Leaf \(position) and entry \(id) do not agree: one of them was altered."))
        }
    }
}
