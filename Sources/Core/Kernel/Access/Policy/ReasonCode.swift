/// Why not. Raw values are stored and never change; `family` is the word of §5.7 that the rules use.
public enum ReasonCode: String, Sendable, Codable, CaseIterable {
    // 1: authentication, tenant, module.
    case notAuthenticated = "not-authenticated"
    case levelTooLow = "level-too-low"
    case noExercise = "no-exercise"
    case otherStructure = "other-structure"
    case conventionEnded = "convention-ended"
    case moduleOff = "module-off"
    // 2: the patient's own side.
    case mandateMissing = "mandate-missing"
    case mandateUnverified = "mandate-unverified"
    case mandateEnded = "mandate-ended"
    case titleWithoutAccess = "title-without-access"
    case notInMandate = "not-in-mandate"
    case notInvited = "not-invited"
    // 3: who is no care professional.
    case notCare = "not-care"
    case supportNotApproved = "support-not-approved"
    case supportEnded = "support-ended"
    // 4
    case blocked
    case masked
    // 5
    case mission
    // 6
    case noCareRelation = "no-care-relation"
    // 7
    case opposition
    // 11, and what an emergency lacked.
    case emergencyForHealthProfessionals = "emergency-for-health-professionals"
    case freshProofMissing = "fresh-proof-missing"
    case reasonMissing = "reason-missing"
    case regulationRightMissing = "regulation-right-missing"
    case emergencyEnded = "emergency-ended"
    // 12
    case consentRequired = "consent-required"

    public enum Family: String, Sendable, Codable, CaseIterable {
        case auth
        case patientRules = "patient_rules"
        case notCare = "not_care"
        case masked, mission
        case noCareRelation = "no_care_relation"
        case opposition
        case consentRequired = "consent_required"
    }

    public var family: Family {
        switch self {
        case .notAuthenticated, .levelTooLow, .noExercise, .otherStructure, .conventionEnded, .moduleOff: .auth
        case .mandateMissing, .mandateUnverified, .mandateEnded, .titleWithoutAccess, .notInMandate, .notInvited:
            .patientRules
        case .notCare, .supportNotApproved, .supportEnded: .notCare
        case .blocked, .masked: .masked
        case .mission: .mission
        case .noCareRelation: .noCareRelation
        case .opposition: .opposition
        case .emergencyForHealthProfessionals, .freshProofMissing, .reasonMissing, .regulationRightMissing,
            .emergencyEnded, .consentRequired:
            .consentRequired
        }
    }

    /// How far in the order of §5.7 the decision came; of several classes refused, the one that came farthest is told.
    var step: Int {
        switch family {
        case .auth: 1
        case .patientRules: 2
        case .notCare: 3
        case .masked: 4
        case .mission: 5
        case .noCareRelation: 6
        case .opposition: 7
        case .consentRequired: 12
        }
    }
}
