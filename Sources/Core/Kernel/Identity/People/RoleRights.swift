extension StaffRole {
    /// The row of the access matrix that judges who holds this role; nil for a professional without a profession, who
    /// is nobody's carer.
    public func matrixRole(_ profession: Profession?) -> MatrixRole? {
        switch self {
        case .professional: profession.map(MatrixRole.profession)
        case .dpo: .kind(.dpo)
        case .administrator: .kind(.administrator)
        case .operator: .kind(.vendorSupport)
        case .staff: .kind(.officeStaff)
        }
    }
}

/// What a role lets its holder do with records, grouped so that each right is one sentence.
public struct RoleRight: Sendable, Hashable {
    public let action: Action
    public let inEmergency: Bool
    public let documents: [DocumentClass]

    /// In the order of `Action`; rights without any class are left out.
    public static func all(of role: MatrixRole, narrowedBy choices: StructureChoices) -> [RoleRight] {
        [false, true].flatMap { emergency in
            Action.allCases.compactMap { action in
                let documents = DocumentClass.allCases.filter {
                    choices.actions(of: role, on: $0, inEmergency: emergency).contains(action)
                }
                return documents.isEmpty
                    ? nil : RoleRight(action: action, inEmergency: emergency, documents: documents)
            }
        }
    }
}
