// One patient's lines along their numbers: what the person reads.

extension AuditSubjects {
    /// Numbers of a patient's lines below `before`, the highest first, with the entry that each stands for.
    static func page(
        _ subject: String, in structure: String, before: Int64?, _ count: Int, _ tx: borrowing Reading
    ) throws -> [(number: Int64, entry: String)] {
        try tx.rows(
            """
            SELECT number, entry FROM audit_subjects
            WHERE structure = \(structure) AND subject = \(subject) AND number < \(before ?? Int64.max)
            ORDER BY number DESC LIMIT \(count)
            """
        ).map { (try $0.integer("number"), try $0.text("entry")) }
    }

    /// The lowest and the highest number of a patient's lines, and how many there are; nil for none.
    static func bounds(
        _ subject: String, in structure: String, _ tx: borrowing Reading
    ) throws -> (first: Int64, last: Int64, count: Int64)? {
        let row = try tx.first(
            """
            SELECT MIN(number) AS first_number, MAX(number) AS last_number, COUNT(*) AS n FROM audit_subjects
            WHERE structure = \(structure) AND subject = \(subject)
            """)
        guard let row, let first = try row.optional("first_number", row.integer),
            let last = try row.optional("last_number", row.integer)
        else { return nil }
        return (first, last, try row.integer("n"))
    }

    /// The number that a line has among a patient's; nil for a line that is not about them.
    static func number(
        of entry: String, _ subject: String, in structure: String, _ tx: borrowing Reading
    ) throws -> Int64? {
        try tx.first(
            """
            SELECT number FROM audit_subjects
            WHERE structure = \(structure) AND subject = \(subject) AND entry = \(entry)
            """)?.integer("number")
    }
}
