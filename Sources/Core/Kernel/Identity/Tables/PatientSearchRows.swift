// How people are found without opening anybody. The id of a search row is its digest followed by the patient, so that
// the primary key is the index by digest and gives pages in the order in which patients were enrolled.

extension PatientSearch {
    static func id(_ digest: SearchDigest, _ patient: PatientID) -> String { prefix(digest) + patient.value }

    private static func prefix(_ digest: SearchDigest) -> String { Hex.encode(digest.bytes) + "-" }

    static func insertion(
        _ digest: SearchDigest, of patient: PatientID
    ) -> CareChange<IdentityAndCareCircle> {
        var row = IdentityRow(PatientSearch.self, id(digest, patient), of: patient)
        row.set("kind", digest.kind.rawValue)
        row.set("blind_index", digest.bytes)
        return row.insertion
    }

    /// What must be written so that exactly `new` finds the patient.
    static func changes(
        from old: Set<SearchDigest>, to new: Set<SearchDigest>, of patient: PatientID
    ) -> [CareChange<IdentityAndCareCircle>] {
        let removed = old.subtracting(new).map { digest in
            CareChange<IdentityAndCareCircle>.delete(from: PatientSearch.self, row: id(digest, patient))
        }
        return removed + new.subtracting(old).map { insertion($0, of: patient) }
    }

    static func digests(
        of patient: PatientID, in structure: String, _ tx: borrowing Reading
    ) throws -> Set<SearchDigest> {
        let rows = try tx.rows(
            "SELECT kind, blind_index FROM patient_search WHERE structure = \(structure) AND patient = \(patient.value)"
        )
        return Set(
            try rows.compactMap { row in
                // A kind of a newer release finds nobody here and is left alone.
                guard let kind = SearchKind(rawValue: try row.text("kind")) else { return nil }
                return SearchDigest(kind: kind, bytes: try row.bytes("blind_index"))
            })
    }

    struct Found: Sendable, Hashable {
        let patient: PatientID
        /// The record that stays, where this one was merged.
        let mergedInto: PatientID?
    }

    /// Records that every digest finds, in the order of enrolment; `after` is the last one of the page before.
    static func find(
        _ digests: [SearchDigest], in structure: String, after: PatientID? = nil, limit: Int, _ tx: borrowing Reading
    ) throws -> [Found] {
        guard let first = digests.first, limit > 0 else { return [] }
        let start = prefix(first)
        var (found, last) = ([Found](), start + (after?.value ?? ""))
        // The first digest is walked by pages, the others are asked for one by one: each is a look-up by primary key.
        while found.count < limit {
            let page = try tx.rows(
                """
                SELECT s.id, s.patient, p.merged_into FROM patient_search s JOIN patients p ON p.id = s.patient
                WHERE s.id > \(last) AND s.id < \(end(of: first)) AND s.structure = \(structure)
                ORDER BY s.id LIMIT \(walk)
                """)
            for row in page where found.count < limit {
                let patient = PatientID(try row.text("patient"))
                guard try digests.dropFirst().allSatisfy({ try holds($0, patient, in: structure, tx) }) else {
                    continue
                }
                found.append(
                    Found(
                        patient: patient, mergedInto: try row.optional("merged_into", row.text).map { PatientID($0) }))
            }
            guard page.count == walk, let next = page.last else { break }
            last = try next.text("id")
        }
        return found
    }

    private static let walk = 100

    /// `.` is the character behind `-`: the first id that is no more this digest's.
    private static func end(of digest: SearchDigest) -> String { Hex.encode(digest.bytes) + "." }

    private static func holds(
        _ digest: SearchDigest, _ patient: PatientID, in structure: String, _ tx: borrowing Reading
    ) throws -> Bool {
        try tx.first(
            "SELECT id FROM patient_search WHERE id = \(id(digest, patient)) AND structure = \(structure)") != nil
    }

    /// Records to judge as duplicates: same number, or same birth date and start of a name.
    static func near(
        _ digests: Set<SearchDigest>, in structure: String, limit: Int = 50, _ tx: borrowing Reading
    ) throws -> [PatientID: Set<SearchDigest>] {
        var ids: Set<PatientID> = []
        func add(_ digests: [SearchDigest], _ tx: borrowing Reading) throws {
            for found in try find(digests, in: structure, limit: limit, tx) where ids.count < limit {
                ids.insert(found.mergedInto ?? found.patient)
            }
        }
        for number in digests where number.kind == .ins { try add([number], tx) }
        for date in digests where date.kind == .birthDate {
            for start in digests where start.kind == .nameStart { try add([date, start], tx) }
        }
        var all: [PatientID: Set<SearchDigest>] = [:]
        for id in ids { all[id] = try self.digests(of: id, in: structure, tx) }
        return all
    }

    /// Nothing finds the person any more. Idempotent: erasing may start again.
    static func erase(_ patient: PatientID, in structure: String, _ tx: borrowing Writing) throws {
        try tx.run("DELETE FROM patient_search WHERE structure = \(structure) AND patient = \(patient.value)")
    }
}
