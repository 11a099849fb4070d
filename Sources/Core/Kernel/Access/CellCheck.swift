/// Whether every sealed cell opens where it stands: under the key of its patient or structure, in its table, column and
/// row. It needs the keys and gives nothing of what they open: each cell is a yes or a no, here and nowhere else.
///
/// It is asked by the command line as itself, by its own cell of the access matrix (`check-integrity`), and writes a
/// line for each structure before the first cell is looked at. A cell that was exchanged for an earlier value of the
/// same place opens, and a row that was removed is not there to be asked: neither is found here.
package struct CellCheck: Sendable {
    let tables: [TableDeclaration]
    let store: any Store
    let keychain: Keychain
    let log: AuditLog
    let clock: TimeSource

    /// A cell that does not open.
    package struct Finding: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable {
            /// Altered, or moved there from another place.
            case cellAltered
            /// A value must stand there, and none does.
            case cellRemoved
            /// No key of this patient, or of this structure, is in the key store.
            case keyMissing
        }
        package let kind: Kind
        package let table: String
        package let column: String
        package let row: String

        package var sentence: String {
            let place = "\(table).\(column) of row \(row)"
            return switch kind {
            case .cellAltered: "\(place) does not open: it was altered, or moved there from another place."
            case .cellRemoved: "\(place) is empty, and a sealed value must stand there."
            case .keyMissing: "\(place) cannot be checked: its key is not in the key store, or was altered."
            }
        }
    }

    package struct Report: Sendable {
        package var cells = 0
        package var findings: [Finding] = []
        /// Findings beyond the first thousands, only counted.
        package var more = 0

        mutating func add(_ kind: Finding.Kind, _ cell: SealedCell) {
            guard findings.count < 5000 else {
                more += 1
                return
            }
            findings.append(Finding(kind: kind, table: cell.table, column: cell.column, row: cell.row))
        }
    }

    /// Goes over every row of every table. Throws `GateRefusal.logAway` where no line can be written.
    package func run(
        by actor: AccessLine.Actor, in structures: [String], batch: Int = 500,
        progress: (@Sendable (_ done: Int, _ of: Int) -> Void)? = nil
    ) async throws -> Report {
        guard CellCheck.isAllowed else { throw GateRefusal.refused(.mission, emergencyPossible: false) }
        let lines = structures.map { line(in: $0, by: actor) }
        do { try await log.record(lines) } catch { throw GateRefusal.logAway }
        let tables = SealedCellRows.tables(of: tables)
        let all = try await store.read { tx in
            var sum = 0
            for table in tables { sum += try SealedCellRows.count(table, tx) }
            return sum
        }
        var (report, done) = (Report(), 0)
        for table in tables {
            var after = ""
            while true {
                let last = after
                let found = try await store.read { tx in
                    try SealedCellRows.next(table, after: last, limit: batch, tx)
                }
                try await judge(found.cells, &report)
                done += found.rows
                progress?(min(done, all), all)
                guard found.rows == batch, let next = found.last else { break }
                after = next
            }
        }
        let (now, cells) = (clock.now, report.cells)
        let word = report.findings.isEmpty ? "done" : "failed"
        try? await log.record(lines.map { $0.outcome(word, at: now, count: cells) })
        return report
    }

    /// What the matrix says of the command line, for every class of document but the log, which is verified elsewhere.
    private static var isAllowed: Bool {
        DocumentClass.allCases.allSatisfy { documents in
            documents == .log
                || AccessMatrix.standard.actions(of: .kind(.commandLine), on: documents, inEmergency: false)
                    .contains(.checkIntegrity)
        }
    }

    private func judge(_ cells: [SealedCell], _ report: inout Report) async throws {
        let pages = Dictionary(grouping: cells, by: \.structure)
        for (structure, cells) in pages.sorted(by: { $0.key < $1.key }) {
            let own = try? await keychain.key(for: structure)
            let patients = own == nil ? [:] : try await keys(of: Set(cells.compactMap(\.patient)), in: structure)
            for cell in cells {
                report.cells += 1
                guard let bytes = cell.cell else {
                    report.add(.cellRemoved, cell)
                    continue
                }
                let opens: Bool?
                if let patient = cell.patient {
                    opens = patients[patient].map { key in (try? key.open(bytes, at: cell.place)) != nil }
                } else {
                    opens = own.map { key in (try? key.open(bytes, at: cell.place)) != nil }
                }
                if opens != true { report.add(opens == nil ? .keyMissing : .cellAltered, cell) }
            }
        }
    }

    /// One by one where they do not come together: a key that was altered must not hide the others.
    private func keys(of patients: Set<PatientID>, in structure: String) async throws -> [PatientID: PatientKey] {
        let list = patients.sorted { $0.value < $1.value }
        if let all = try? await keychain.patientKeys(of: list, in: structure) { return all }
        var found: [PatientID: PatientKey] = [:]
        for patient in list { found[patient] = try? await keychain.patientKey(of: patient, in: structure) }
        return found
    }

    private func line(in structure: String, by actor: AccessLine.Actor) -> AccessLine {
        AccessLine(
            at: clock.now, structure: structure, actor: actor, action: Action.checkIntegrity.rawValue,
            resource: "sealed-cells", treatment: AccessLog.code, purpose: "integrity", verdict: "allow",
            reason: "upkeep", policyVersion: Policy.versions)
    }
}
