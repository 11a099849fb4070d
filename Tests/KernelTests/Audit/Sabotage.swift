import Foundation

@testable import Kernel

/// Numbers that are the same on every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// One thing that somebody with write access to the data store may do to the log, and what must then be pointed at.
struct Sabotage: CustomStringConvertible {
    let description: String
    let statements: [SQL]
    /// A finding must name one of these: a place of the log, or an entry, tile, checkpoint or numbering row.
    let positions: Set<UInt64>
    let places: Set<String>

    func isLocated(by finding: LogFinding) -> Bool {
        finding.position.map(positions.contains) == true || places.contains(finding.place)
    }

    struct Targets: Sendable {
        let leaves: [LogLeaves.Stored]
        let checkpoints: [LogCheckpoints.Stored]
        let tiles: [String]
        let subjects: [String]
    }

    private static func text(_ words: String, _ values: [any SQLBindable]) -> SQL {
        SQL(trusted: words, values.map(\.sqlValue))
    }

    static func random(_ targets: Targets, _ numbers: inout SeededNumbers) -> Sabotage {
        switch Int.random(in: 0..<10, using: &numbers) {
        case 0...2: entryCell(targets, &numbers)
        case 3: leafCell(targets, &numbers)
        case 4: tileCell(targets, &numbers)
        case 5: subjectCell(targets, &numbers)
        case 6: checkpointCell(targets, &numbers)
        case 7: removal(targets, &numbers)
        default: swap(targets, &numbers)
        }
    }

    private static func entryCell(_ targets: Targets, _ numbers: inout SeededNumbers) -> Sabotage {
        let leaf = targets.leaves[Int.random(in: 0..<targets.leaves.count, using: &numbers)]
        let changes: [(String, String)] = [
            ("entry", "entry = \(flipped("entry"))"), ("commitment", "commitment = \(flipped("commitment"))"),
            ("subject", "subject = 'p999'"), ("no subject", "subject = NULL"), ("cites", "cites = 'another'"),
            ("log_key", "log_key = 'another'"), ("structure", "structure = 'other'"),
            ("created_at", "created_at = created_at + 1"), ("id", "id = id || 'x'"),
        ]
        var index = Int.random(in: 0..<changes.count, using: &numbers)
        // Lines about nobody have no subject to lose.
        if changes[index].0 == "no subject" { index = 0 }
        return Sabotage(
            description: "entry \(changes[index].0) at \(leaf.position)",
            statements: [text("UPDATE audit_entries SET \(changes[index].1) WHERE id = $1", [leaf.entry])],
            positions: [leaf.position], places: [leaf.entry])
    }

    /// The first byte is exchanged for another: the same expression on both engines would differ, so SQLite's.
    private static func flipped(_ column: String) -> String {
        "CAST(CASE WHEN substr(\(column), 1, 1) = x'00' THEN x'01' ELSE x'00' END || substr(\(column), 2) AS BLOB)"
    }

    private static func leafCell(_ targets: Targets, _ numbers: inout SeededNumbers) -> Sabotage {
        let leaf = targets.leaves[Int.random(in: 0..<targets.leaves.count, using: &numbers)]
        let changes: [(String, String)] = [
            ("leaf", "leaf = \(flipped("leaf"))"), ("entry", "entry = 'another'"), ("id", "id = id || 'x'"),
            ("integrated_at", "integrated_at = integrated_at + 1"), ("position", "position = position + 100000"),
            ("negative position", "position = -1 - position"),
        ]
        let (name, change) = changes[Int.random(in: 0..<changes.count, using: &numbers)]
        return Sabotage(
            description: "leaf \(name) at \(leaf.position)",
            statements: [text("UPDATE log_leaves SET \(change) WHERE position = $1", [Int64(leaf.position)])],
            positions: [leaf.position], places: [leaf.entry])
    }

    private static func tileCell(_ targets: Targets, _ numbers: inout SeededNumbers) -> Sabotage {
        let number = Int.random(in: 0..<targets.tiles.count, using: &numbers)
        let tile = targets.tiles[number]
        let changes: [(String, String)] = [
            ("hashes", "hashes = \(flipped("hashes"))"), ("width", "width = 255"), ("level", "level = 3"),
            ("position", "position = position + 77"), ("id", "id = id || 'x'"),
        ]
        let (name, change) = changes[Int.random(in: 0..<changes.count, using: &numbers)]
        return Sabotage(
            description: "tile \(name) of \(tile)",
            statements: [text("UPDATE log_tiles SET \(change) WHERE id = $1", [tile])], positions: [],
            places: [tile, Tile(level: 0, index: UInt64(number), width: 256).path])
    }

    private static func subjectCell(_ targets: Targets, _ numbers: inout SeededNumbers) -> Sabotage {
        let row = targets.subjects[Int.random(in: 0..<targets.subjects.count, using: &numbers)]
        let position = UInt64(row.prefix { $0 != "." }) ?? 0
        let changes: [(String, String)] = [
            ("number", "number = number + 5000"), ("subject", "subject = 'p999'"), ("entry", "entry = 'another'"),
            ("structure", "structure = 'other'"), ("created_at", "created_at = created_at + 1"),
            ("id", "id = id || 'x'"),
        ]
        let (name, change) = changes[Int.random(in: 0..<changes.count, using: &numbers)]
        return Sabotage(
            description: "numbering \(name) at \(position)",
            statements: [text("UPDATE audit_subjects SET \(change) WHERE id = $1", [row])], positions: [position],
            places: [row])
    }

    private static func checkpointCell(_ targets: Targets, _ numbers: inout SeededNumbers) -> Sabotage {
        let one = targets.checkpoints[Int.random(in: 0..<targets.checkpoints.count, using: &numbers)]
        let changes: [(String, String)] = [
            ("note", "note = replace(note, 'citana.example/log', 'citana.example/lag')"),
            ("root", "note = replace(note, '=', 'A')"), ("size", "size = size + 1"),
            ("signed_at", "signed_at = signed_at + 1"), ("id", "id = '9' || id"),
        ]
        let (name, change) = changes[Int.random(in: 0..<changes.count, using: &numbers)]
        return Sabotage(
            description: "checkpoint \(name) of \(one.size)",
            statements: [text("UPDATE log_checkpoints SET \(change) WHERE id = $1", [one.id])],
            positions: [], places: ["checkpoint \(one.size)", "checkpoint \(one.size + 1)"])
    }

    private static func removal(_ targets: Targets, _ numbers: inout SeededNumbers) -> Sabotage {
        let leaf = targets.leaves[Int.random(in: 0..<targets.leaves.count, using: &numbers)]
        let checkpoint = targets.checkpoints[Int.random(in: 0..<targets.checkpoints.count, using: &numbers)]
        let row = targets.subjects[Int.random(in: 0..<targets.subjects.count, using: &numbers)]
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0:
            return Sabotage(
                description: "removed entry \(leaf.position)",
                statements: [text("DELETE FROM audit_entries WHERE id = $1", [leaf.entry])],
                positions: [leaf.position], places: [leaf.entry])
        case 1:
            return Sabotage(
                description: "removed leaf \(leaf.position)",
                statements: [text("DELETE FROM log_leaves WHERE id = $1", [leaf.entry])],
                positions: [leaf.position], places: [leaf.entry])
        case 2:
            return Sabotage(
                description: "removed every trace of \(leaf.position)",
                statements: ["audit_entries WHERE id", "log_leaves WHERE id", "audit_subjects WHERE entry"].map {
                    text("DELETE FROM \($0) = $1", [leaf.entry])
                }, positions: [leaf.position], places: [leaf.entry])
        case 3:
            let index = Int.random(in: 0..<targets.tiles.count, using: &numbers)
            return Sabotage(
                description: "removed tile \(index)",
                statements: [text("DELETE FROM log_tiles WHERE id = $1", [targets.tiles[index]])],
                positions: [], places: [Tile(level: 0, index: UInt64(index), width: 256).path])
        case 4:
            return Sabotage(
                description: "removed checkpoint \(checkpoint.size)",
                statements: [text("DELETE FROM log_checkpoints WHERE id = $1", [checkpoint.id])],
                positions: [UInt64(checkpoint.size), UInt64(targets.checkpoints.dropLast().last?.size ?? 0)],
                places: ["checkpoint \(checkpoint.size)"])
        default:
            return Sabotage(
                description: "removed numbering \(row)",
                statements: [text("DELETE FROM audit_subjects WHERE id = $1", [row])],
                positions: [UInt64(row.prefix { $0 != "." }) ?? 0], places: [row])
        }
    }

    private static func swap(_ targets: Targets, _ numbers: inout SeededNumbers) -> Sabotage {
        let first = targets.leaves[Int.random(in: 0..<targets.leaves.count, using: &numbers)]
        var second = first
        while second.position == first.position {
            second = targets.leaves[Int.random(in: 0..<targets.leaves.count, using: &numbers)]
        }
        let positions: Set<UInt64> = [first.position, second.position]
        let ids: [any SQLBindable] = [first.entry, second.entry]
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0:
            return Sabotage(
                description: "moved sealed entry \(first.position) over \(second.position)",
                statements: [
                    text(
                        "UPDATE audit_entries SET entry = (SELECT o.entry FROM audit_entries o WHERE o.id = $1) WHERE id = $2",
                        ids)
                ],
                positions: positions, places: [first.entry, second.entry])
        case 1:
            return Sabotage(
                description: "entries \(first.position) and \(second.position) took each other's identifier",
                statements: [
                    text("UPDATE audit_entries SET id = 'aside' WHERE id = $1", [first.entry]),
                    text("UPDATE audit_entries SET id = $1 WHERE id = $2", ids),
                    text("UPDATE audit_entries SET id = $1 WHERE id = 'aside'", [second.entry]),
                ], positions: positions, places: [first.entry, second.entry])
        case 2:
            return Sabotage(
                description: "leaves \(first.position) and \(second.position) took each other's place",
                statements: [
                    text("UPDATE log_leaves SET position = -9 WHERE id = $1", [first.entry]),
                    text(
                        "UPDATE log_leaves SET position = $1 WHERE id = $2", [Int64(first.position), second.entry]),
                    text(
                        "UPDATE log_leaves SET position = $1 WHERE id = $2", [Int64(second.position), first.entry]),
                ], positions: positions, places: [first.entry, second.entry])
        default:
            return Sabotage(
                description: "the commitment of \(first.position) copied to \(second.position)",
                statements: [
                    text(
                        """
                        UPDATE audit_entries SET commitment =
                            (SELECT o.commitment FROM audit_entries o WHERE o.id = $1) WHERE id = $2
                        """, ids)
                ], positions: positions, places: [first.entry, second.entry])
        }
    }
}
