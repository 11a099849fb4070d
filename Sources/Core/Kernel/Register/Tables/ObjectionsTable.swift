/// Objections of structures to new sub-processors, and the publisher's answers (rule 9).
enum ObjectionsTable: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "provider_objections"
    static let title: StaticString = "Objections aux changements de sous-traitants"
    static let columns = declare(
        Column<Technical, Use>("provider_change", ""),
        Column<Administrative, Use>("kind", "objection ou réponse de l'éditeur"),
        Column<Administrative, Use>("on_day", "date de l'objection ou de la réponse", .day),
        Column<Administrative, Use>("outcome", "suite donnée à l'objection", required: false),
        Column<Identifying, Use>("author", "auteur de l'objection ou de la réponse"),
        Column<Identifying, Use>("reason", "motif de l'objection ou de la réponse"))
    static let retention = Retentions.contract
    static let appendOnly = true
    static let unique = [["provider_change", "kind"]]

    /// One act as stored.
    struct Act: Sendable {
        enum Kind: String, Sendable { case objection, answer }
        /// Row of `provider_changes`.
        let change: String
        let kind: Kind
        let on: Day
        let author: String
        let text: String
        let outcome: ProviderObjection.Outcome?
    }

    static func place(_ column: String, _ id: String) -> Place {
        Place(table: "provider_objections", column: column, row: id)
    }

    static func insert(
        _ act: Act, structure: String, key: StructureKey, at now: Instant, _ tx: borrowing Writing
    ) throws {
        let id = RowID.fresh(at: now)
        let author = try key.seal(act.author, at: place("author", id))
        let reason = try key.seal(act.text, at: place("reason", id))
        try tx.run(
            """
            INSERT INTO provider_objections (id, structure, created_at, provider_change, kind, on_day, outcome, author,
                reason)
            VALUES (\(id), \(structure), \(now), \(act.change), \(act.kind.rawValue), \(act.on),
                \(act.outcome?.rawValue), \(author), \(reason))
            """)
    }

    static func holds(
        _ kind: Act.Kind, of change: String, structure: String, _ tx: borrowing Writing
    ) throws -> Bool {
        try tx.first(
            """
            SELECT id FROM provider_objections
            WHERE structure = \(structure) AND provider_change = \(change) AND kind = \(kind.rawValue)
            """) != nil
    }

    static func rows(_ structure: String, _ tx: borrowing Reading) throws -> [Row] {
        try tx.rows("SELECT * FROM provider_objections WHERE structure = \(structure) ORDER BY created_at, id")
    }

    static func read(_ row: Row, key: StructureKey) throws -> Act {
        let id = try row.text("id")
        guard let kind = Act.Kind(rawValue: try row.text("kind")) else {
            throw StorageError.unexpected("unknown kind of objection")
        }
        return Act(
            change: try row.text("provider_change"), kind: kind, on: try row.day("on_day"),
            author: try key.open(try row.bytes("author"), at: place("author", id)),
            text: try key.open(try row.bytes("reason"), at: place("reason", id)),
            outcome: try row.optional("outcome", row.text).flatMap(ProviderObjection.Outcome.init))
    }
}
