import Foundation
import TestSupport
import Testing

@testable import Kernel

/// Sealed cells edited, emptied and exchanged by somebody with write access to the data store.
@Suite struct CellCheckTests {
    static let actor = AccessLine.Actor(id: "operator", role: "operator", means: "command-line")

    private func check(_ world: GateWorld) async throws -> CellCheck.Report {
        let structures = try await world.kernel.keyRotation.states().map(\.structure)
        return try await world.kernel.cellCheck.run(by: Self.actor, in: structures, batch: 7)
    }

    /// Every sealed column of the build holds something, for two patients.
    private func fill(_ world: GateWorld) async throws {
        let cells = CanaryCells(world: world)
        try await cells.throughGestures()
        try await cells.throughSealing(but: [])
    }

    /// As whoever owns the machine: the triggers go first.
    private func dropTriggers(_ world: GateWorld) async throws {
        let tables = world.kernel.tables.filter(\.appendOnly).map(\.name)
        try await world.kernel.store.migrate { tx in
            for table in tables {
                for change in ["update", "delete"] {
                    let end = tx.connection is SQLiteConnection ? "" : " ON \(table)"
                    try tx.connection.script("DROP TRIGGER \(table)_append_only_\(change)\(end)")
                }
            }
        }
    }

    @Test(arguments: EnginesForTests.all)
    func `a whole store is as it was written; the check leaves a line before it looks, and shows nothing`(
        _ engine: Engine
    ) async throws {
        try await GateWorld.use(engine) { world in
            try await fill(world)
            let report = try await check(world)
            #expect(report.findings == [], "\(report.findings.map(\.sentence))")
            #expect(report.cells > 120)
            let lines = try await world.lines().filter { $0.action == "check-integrity" }
            #expect(lines.filter { $0.verdict == "allow" }.map(\.structure).contains(world.home.id))
            #expect(lines.first { $0.verdict == "done" }?.count == report.cells)
            #expect(!lines.contains { "\($0)".contains(CanaryTests.word) })
        }
    }

    @Test func `without a line nothing is looked at`() async throws {
        try await GateWorld.use { world in
            try await fill(world)
            try await world.kernel.store.migrate { tx in
                try tx.connection.script(
                    """
                    CREATE TRIGGER away BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'away'); END
                    """)
            }
            await #expect(throws: GateRefusal.logAway) { _ = try await check(world) }
            try await world.kernel.store.migrate { tx in try tx.connection.script("DROP TRIGGER away") }
        }
    }

    @Test func `edits, removals and exchanges of sealed cells: every one is found, and pointed at`() async throws {
        try await GateWorld.use { world in
            try await fill(world)
            try await dropTriggers(world)
            let all = try await targets(world)
            #expect(Set(all.map { "\($0.table).\($0.column)" }).count > 90)
            var numbers = SeededNumbers(seed: 20_261_124)
            var missed: [String] = []
            for _ in 0..<SabotageTests.count {
                let first = all[Int.random(in: 0..<all.count, using: &numbers)]
                let second = all[Int.random(in: 0..<all.count, using: &numbers)]
                guard first.cell != second.cell, var bytes = first.cell else { continue }
                let changed: [(SealedCell, SQLValue)]
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0:
                    bytes[Int.random(in: 0..<bytes.count, using: &numbers)] ^= 1
                    changed = [(first, .bytes(bytes))]
                case 1: changed = [(first, .bytes(Array(bytes.dropLast())))]
                case 2: changed = [(first, second.cell.sqlValue), (second, first.cell.sqlValue)]
                default: changed = [(first, .bytes([]))]
                }
                for (cell, value) in changed { try await set(cell, value, world) }
                let found = Set(try await check(world).findings.map { "\($0.table).\($0.column) \($0.row)" })
                let expected = Set(changed.map { "\($0.0.table).\($0.0.column) \($0.0.row)" })
                if found != expected { missed.append("\(expected) found as \(found)") }
                for (cell, _) in changed { try await set(cell, cell.cell.sqlValue, world) }
            }
            #expect(missed == [], "\(missed.joined(separator: "\n"))")
            #expect(try await check(world).findings == [])
        }
    }

    @Test func `a patient's key that is gone or altered is told, and hides no other`() async throws {
        try await GateWorld.use { world in
            let patients = [try await world.enrol("UNE"), try await world.enrol("DEUX")]
            let (gone, altered) = (patients[0].value, patients[1].value)
            let cell = [UInt8](repeating: 7, count: 60)
            _ = try await world.kernel.keyStore.write { tx in
                try tx.run("DELETE FROM patient_keys WHERE id = \(gone)")
                return try tx.run("UPDATE patient_keys SET wrapped = \(cell) WHERE id = \(altered)")
            }
            let findings = try await check(world).findings
            #expect(Set(findings.map(\.kind)) == [.keyMissing])
            #expect(Set(findings.filter { $0.table == "patients" }.map(\.row)) == [gone, altered])
        }
    }

    private func targets(_ world: GateWorld) async throws -> [SealedCell] {
        let tables = SealedCellRows.tables(of: world.kernel.tables)
        return try await world.kernel.store.read { tx in
            try tables.flatMap { try SealedCellRows.next($0, after: "", limit: 1000, tx).cells }
        }
    }

    private func set(_ cell: SealedCell, _ value: SQLValue, _ world: GateWorld) async throws {
        let statement = SQL(
            trusted: "UPDATE \(cell.table) SET \(cell.column) = $1 WHERE id = $2", [value, .text(cell.row)])
        _ = try await world.kernel.store.write { tx in try tx.run(statement) }
    }
}
