/// A structure's narrowing of the matrix. One that would give more than the house's matrix is refused (rule 45).
public struct MatrixOverride: Hashable, Sendable, Codable {
    /// What is left of one cell.
    public struct Cell: Hashable, Sendable, Codable {
        public let role: MatrixRole
        public let documents: DocumentClass
        public let inEmergency: Bool
        public let actions: [Action]

        public init(_ role: MatrixRole, _ documents: DocumentClass, inEmergency: Bool = false, actions: [Action]) {
            self.role = role
            self.documents = documents
            self.inEmergency = inEmergency
            self.actions = actions
        }
    }

    /// Why an override was refused.
    public enum Refusal: Error, Hashable, Sendable {
        case widens(role: String, documents: DocumentClass, action: Action)
        case reasonMissing

        /// One sentence with the way out.
        public var sentence: Bilingual {
            switch self {
            case .widens(let role, let documents, let action):
                Bilingual(
                    fr: "On restreint les droits, on ne les élargit pas : retirez \(action.rawValue) "
                        + "pour \(role), « \(documents.label.fr) ».",
                    en: "Rights are narrowed, never widened: remove \(action.rawValue) "
                        + "for \(role), \(documents.label.en).")
            case .reasonMissing:
                Bilingual(fr: "Indiquez pourquoi les droits sont restreints.", en: "Say why the rights are narrowed.")
            }
        }
    }

    /// Id of the structure.
    public let structure: String
    public let cells: [Cell]
    /// Account of who decided.
    public let author: String
    public let decidedOn: Day
    public let reason: String

    /// Throws `Refusal` when a cell holds an action that the house's matrix does not, or no reason is given.
    public init(structure: String, cells: [Cell], author: String, decidedOn: Day, reason: String) throws(Refusal) {
        guard !reason.isBlank else { throw .reasonMissing }
        for cell in cells {
            let most = AccessMatrix.standard.actions(
                of: cell.role, on: cell.documents, inEmergency: cell.inEmergency)
            if let more = cell.actions.first(where: { !most.contains($0) }) {
                throw .widens(role: cell.role.name, documents: cell.documents, action: more)
            }
        }
        self.structure = structure
        self.cells = cells
        self.author = author
        self.decidedOn = decidedOn
        self.reason = reason
    }

    /// The cells that touch a caller, as the facts carry them.
    package func cells(for role: MatrixRole) -> [Cell] { cells.filter { $0.role == role } }
}
