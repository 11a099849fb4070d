// How emergencies are found, ended by hand and reviewed. A review is joined to its emergency by the line of the log
// that both cite.

extension AccessEndings {
    /// Emergencies of this caller on this patient that nobody ended, the latest first.
    static func open(
        _ patient: PatientID, by account: String, _ tx: borrowing Reading
    ) throws -> [Row] {
        try tx.rows(
            """
            SELECT id, structure, mode, created_at FROM access_reasons
            WHERE patient = \(patient.value) AND opened_by = \(account)
                AND NOT EXISTS (SELECT 1 FROM access_endings e WHERE e.emergency = access_reasons.id)
            ORDER BY created_at DESC, id DESC
            """)
    }

    static func insert(
        _ id: String, emergency: String, of patient: PatientID, in structure: String, by account: String,
        at now: Instant, _ tx: borrowing Writing
    ) throws {
        try tx.run(
            """
            INSERT INTO access_endings (id, structure, patient, created_at, retain_until, emergency, ended_by, ended_at)
            VALUES (\(id), \(structure), \(patient.value), \(now), \(retention.active.end(from: now.parisDay)),
                \(emergency), \(account), \(now))
            """)
    }
}

extension AccessReviews {
    /// Emergencies of a structure that wait for a review, the oldest first.
    static func waiting(
        in structure: String, after: String, limit: Int, _ tx: borrowing Reading
    ) throws -> [Row] {
        try tx.rows(
            """
            SELECT r.id, r.patient, r.due_on, r.conclusion, r.reviewed_by, r.reviewed_on, a.id AS emergency, a.mode,
                a.opened_by, a.created_at AS opened_at, e.ended_at
            FROM access_reviews r JOIN access_reasons a ON a.entry = r.entry AND a.structure = r.structure
                LEFT JOIN access_endings e ON e.emergency = a.id
            WHERE r.structure = \(structure) AND r.conclusion IS NULL AND r.id > \(after)
            ORDER BY r.id LIMIT \(limit)
            """)
    }

    /// Those that were reviewed, the latest first.
    static func done(in structure: String, before: String?, limit: Int, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows(
            """
            SELECT r.id, r.patient, r.due_on, r.conclusion, r.reviewed_by, r.reviewed_on, a.id AS emergency, a.mode,
                a.opened_by, a.created_at AS opened_at, e.ended_at
            FROM access_reviews r JOIN access_reasons a ON a.entry = r.entry AND a.structure = r.structure
                LEFT JOIN access_endings e ON e.emergency = a.id
            WHERE r.structure = \(structure) AND r.conclusion IS NOT NULL AND r.id < \(before ?? "~")
            ORDER BY r.id DESC LIMIT \(limit)
            """)
    }

    /// One review with its emergency, cells included; nil where the structure has none of that id.
    static func find(_ id: String, in structure: String, _ tx: borrowing Reading) throws -> Row? {
        try tx.first(
            """
            SELECT r.id, r.patient, r.due_on, r.conclusion, r.reviewed_by, r.reviewed_on, r.comment,
                a.id AS emergency, a.mode, a.opened_by, a.created_at AS opened_at, a.reason, e.ended_at
            FROM access_reviews r JOIN access_reasons a ON a.entry = r.entry AND a.structure = r.structure
                LEFT JOIN access_endings e ON e.emergency = a.id
            WHERE r.structure = \(structure) AND r.id = \(id)
            """)
    }

    /// How many wait, and how many of them are past their day.
    static func counts(in structure: String, on today: Day, _ tx: borrowing Reading) throws -> (Int, Int) {
        func count(_ row: Row?) throws -> Int { Int(try row?.integer("n") ?? 0) }
        let waiting = try tx.first(
            "SELECT COUNT(*) AS n FROM access_reviews WHERE structure = \(structure) AND conclusion IS NULL")
        let overdue = try tx.first(
            """
            SELECT COUNT(*) AS n FROM access_reviews
            WHERE structure = \(structure) AND conclusion IS NULL AND due_on < \(today)
            """)
        return (try count(waiting), try count(overdue))
    }

    /// Writes a conclusion down, once: a second one changes nothing and gives false.
    static func conclude(
        _ id: String, of patient: PatientID, in structure: String, _ conclusion: String, comment: [UInt8],
        by account: String, on day: Day, _ tx: borrowing Writing
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE access_reviews SET conclusion = \(conclusion), comment = \(comment), reviewed_by = \(account),
                reviewed_on = \(day)
            WHERE id = \(id) AND structure = \(structure) AND patient = \(patient.value) AND conclusion IS NULL
            """) == 1
    }
}
