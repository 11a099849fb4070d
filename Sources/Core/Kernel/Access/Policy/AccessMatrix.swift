/// Which role may do what with which class of document: the mission of each (R1110-1, rules 36 and 40), as data.
/// A structure may narrow it, never widen it (rule 45).
public struct AccessMatrix: Sendable {
    /// Goes up with every change of a cell; stored with each decision.
    public static let version = 2

    /// The house's matrix.
    public static let standard = AccessMatrix(normal: normalTable, emergency: emergencyTable)

    private let normal: [MatrixRole: [Set<Action>]]
    private let emergency: [MatrixRole: [Set<Action>]]

    /// What the matrix lets this role do with this class. The emergency column stands for itself: it holds what an
    /// emergency may reach, which is neither more nor less than the other by rule.
    public func actions(of role: MatrixRole, on documents: DocumentClass, inEmergency: Bool) -> Set<Action> {
        let column = inEmergency ? emergency : normal
        guard let row = column[role], let index = DocumentClass.allCases.firstIndex(of: documents) else { return [] }
        return row[index]
    }

    func allows(
        _ action: Action, of role: MatrixRole, on documents: DocumentClass, inEmergency: Bool,
        narrowing: [MatrixOverride.Cell]
    ) -> Bool {
        guard actions(of: role, on: documents, inEmergency: inEmergency).contains(action) else { return false }
        // Each cell can only take away: one that would give more, however it came to be stored, gives nothing.
        return narrowing.allSatisfy { cell in
            cell.role != role || cell.documents != documents || cell.inEmergency != inEmergency
                || cell.actions.contains(action)
        }
    }

    private init(normal: [(MatrixRole, String)], emergency: [(MatrixRole, String)]) {
        self.normal = AccessMatrix.read(normal)
        self.emergency = AccessMatrix.read(emergency)
    }

    private static func read(_ table: [(MatrixRole, String)]) -> [MatrixRole: [Set<Action>]] {
        var rows: [MatrixRole: [Set<Action>]] = [:]
        for (role, line) in table {
            let letters = line.filter { $0 != " " }
            precondition(letters.count == DocumentClass.allCases.count, "the row of \(role.name) has not 15 cells")
            precondition(rows[role] == nil, "\(role.name) has two rows")
            rows[role] = letters.map { letter in
                guard let profile = profiles[letter] else {
                    preconditionFailure("\(role.name) has an unknown letter \(letter)")
                }
                return profile
            }
        }
        return rows
    }

    /// What a letter of the tables stands for.
    static let profiles: [Character: Set<Action>] = [
        "-": [],
        "v": [.read, .list, .search],
        "p": [.read, .list, .search, .print],
        "w": [.read, .list, .search, .print, .create, .update],
        "x": [.read, .list, .search, .print, .create, .update, .export, .share],
        // Emergencies write down what was done, and nothing leaves in bulk (rule 43).
        "n": [.read, .list, .search, .create],
        // The person's own side: sees, keeps a copy; "a" also answers and hands in.
        "o": [.read, .list, .search, .print, .export],
        "a": [.read, .list, .search, .print, .export, .create],
        // A caregiver answers what they were invited to.
        "i": [.read, .list, .create],
        // Recording what the patient decides about sharing.
        "k": [.read, .list, .print, .decideConsent],
        "l": [.list, .readLog],
        "g": [.read, .list, .search, .export, .readLog],
        // A program that feeds the record and reads what was meant for it.
        "m": [.read, .list, .search, .create],
        "d": [.read, .list, .delete],
        "e": [.list, .export, .delete, .checkIntegrity],
    ]
}
