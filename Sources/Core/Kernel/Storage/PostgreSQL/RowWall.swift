/// The second wall around rows about patients: PostgreSQL's row-level security, forced on every care table. A
/// transaction says for which structure it works; rows of any other are not there for it, whatever its statements say.
/// One that says nothing sees none.
///
/// It stands against statements that forgot their scope. Whoever holds the application's password can say what they
/// like.
struct RowWall: Sendable {
    /// What is announced: a structure, or `*` for work over several (jobs, searches, what a decision rests on).
    let scope: String

    static let none = RowWall(scope: "*")

    private init(scope: String) { self.scope = scope }

    init(of structure: String) throws {
        let plain = structure.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
        }
        guard plain, !structure.isEmpty else { throw StorageError.unexpected("a structure's id of another form") }
        scope = structure
    }

    /// Ends with the transaction, so that a pooled connection carries nothing over.
    var announcement: String { "SET LOCAL citana.structure = '\(scope)'" }
}
