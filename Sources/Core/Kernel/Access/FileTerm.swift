/// Until when a patient's file is kept, from what its rows say (CSP R1112-7). The header's `retain_until` is the
/// file's: recomputed at each write about the patient, and once more before anything is removed.
///
/// Care counts as going on while somebody has a running care relation; after that the last care is the latest of the
/// recorded last visit, the end of the last relation, and the enrolment.
struct FileTerm: Sendable {
    let structure: String
    let patient: PatientID
    /// The header: sealed birth and death dates, and clear ones.
    let header: Row
    /// Last day of the last relation that has ended.
    let lastRelationEndsOn: Day?
    let isUnderCare: Bool
    /// Latest day for which a row under another rule is kept: a request about rights, a message.
    let othersUntil: Day?

    static func read(
        _ patient: PatientID, in structure: String, on today: Day, others: [String] = [], _ tx: borrowing Reading
    ) throws -> FileTerm? {
        guard let header = try FileTermRows.header(patient, in: structure, tx) else { return nil }
        let (last, running) = try FileTermRows.relations(of: patient, in: structure, on: today, tx)
        return FileTerm(
            structure: structure, patient: patient, header: header, lastRelationEndsOn: last, isUnderCare: running,
            othersUntil: try FileTermRows.latest(others, of: patient, in: structure, tx))
    }

    /// Last day on which the file is kept; nil where a claim suspends it. Throws where a cell does not open or holds no
    /// day: what cannot be read is never taken for absent.
    /// - Parameter years: what the structure chose, where that is longer than the statute.
    func end(
        on today: Day, years: Int = PatientFileRetention.statutoryYears, open: (_ cell: [UInt8], Place) throws -> String
    ) throws -> Day? {
        if try header.flag("retention_suspended") { return nil }
        func day(_ column: String) throws -> Day? {
            guard let cell = try header.optional(column, header.bytes) else { return nil }
            let place = Place(table: "patients", column: column, row: patient.value)
            guard let day = Day(try open(cell, place)) else { throw VaultError.sealBroken(place: "patients.\(column)") }
            return day
        }
        let recorded = try header.optional("last_care_on", header.day)
        let enrolled = try header.instant("created_at").parisDay
        let death = try day("death_date")
        // A relation that nobody ended does not keep a file of somebody who died.
        let goesOn = isUnderCare && death == nil
        let last =
            goesOn
            ? today : [recorded, lastRelationEndsOn.map { min($0, death ?? $0) }, enrolled].compactMap(\.self).max()
        let file = PatientFileRetention(
            lastCare: last ?? enrolled, birth: try day("birth_date"), death: death, years: years)
        guard case .on(let end) = file.end else { return nil }
        return max(end, othersUntil ?? end)
    }

    /// Computes it and writes it on the header, where it is another. A date that does not open leaves the term as it
    /// is: a write about a patient does not fail for it, and nothing is removed before it was read.
    func write(on today: Day, _ tx: borrowing Writing, open: (_ cell: [UInt8], Place) throws -> String) throws {
        let end: Day?
        do { end = try self.end(on: today, open: open) } catch is VaultError { return }
        guard try end != header.optional("retain_until", header.day) else { return }
        try FileTermRows.set(end, of: patient, in: structure, tx)
    }

    /// The same within a write about the patient; a new patient's row gets its first.
    static func keep(
        of patient: PatientID, in structure: String, at now: Instant, _ tx: borrowing Writing,
        open: (_ cell: [UInt8], Place) throws -> [UInt8]
    ) throws {
        let today = now.parisDay
        guard let term = try FileTerm.read(patient, in: structure, on: today, Reading(tx.connection)) else { return }
        try term.write(on: today, tx) { String(decoding: try open($0, $1), as: UTF8.self) }
    }
}
