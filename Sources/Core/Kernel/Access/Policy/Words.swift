// The words in which the gate asks and the policy answers. Raw values are stored in the log and never change.

/// TRE_R248-ModeAcces (OID 1.2.250.1.213.1.1.4.336).
public enum AccessMode: String, Sendable, Codable, CaseIterable {
    case normal
    case breakGlass = "bris_de_glace"
    case centre15 = "centre_15"

    public var isEmergency: Bool { self != .normal }
}

/// What is done to a record (rule 49).
public enum Action: String, Sendable, Codable, CaseIterable {
    case read, list, search, create, update, delete, export, print, share
    /// Recording what the patient decides: consent, withdrawal, opposition, block, lifting.
    case decideConsent = "decide-consent"
    case readLog = "read-log"
    /// Asking of every sealed cell whether it opens where it stands, and being told nothing else.
    case checkIntegrity = "check-integrity"
}

/// How the caller proved who they are.
public enum AuthenticationLevel: String, Sendable, Codable, CaseIterable {
    case none
    /// A link and a birth date: enough to answer what one was invited to, never to read.
    case personLink = "person-link"
    /// One factor. Reaches no health data (rule 27).
    case password
    /// A local account with two factors, or a passkey.
    case twoFactors = "two-factors"
    case proSanteConnect = "pro-sante-connect"
    case franceConnect = "france-connect"
    /// A program with a key of its own, a job, the command line.
    case programKey = "program-key"
}

/// Who asks.
public enum CallerKind: String, Sendable, Codable, CaseIterable {
    case professional
    /// A professional of another structure, under a convention.
    case partnerProfessional = "partner-professional"
    case officeStaff = "office-staff"
    case administrator, dpo
    /// The publisher's people.
    case vendorSupport = "vendor-support"
    /// Insurers and health insurance funds, their physicians included.
    case insurer
    case patient, representative, caregiver
    case machineClient = "machine-client"
    case job
    case commandLine = "command-line"

    public var isProfessional: Bool { self == .professional || self == .partnerProfessional }
    /// Patient, representative, caregiver: step 2 of the decision.
    public var isPerson: Bool { self == .patient || self == .representative || self == .caregiver }
    /// Jobs and the command line: the structure's own upkeep, with rows of their own in the matrix.
    public var isUpkeep: Bool { self == .job || self == .commandLine }
}

/// TRE_A07 (OID 1.2.250.1.213.1.1.4.13): who does not see an item, its author excepted.
public enum Mask: String, Sendable, Codable, CaseIterable {
    /// Not yet announced to the patient: hidden from the patient and from whoever sees in their stead.
    case invisibleToPatient = "INVISIBLE_PATIENT"
    /// The minor's secret (L1111-5).
    case invisibleToRepresentatives = "INVISIBLE_REPRESENTANTS_LEGAUX"
    /// Hidden from professionals and from everybody of a structure.
    case hiddenFromProfessionals = "MASQUE_PS"
    /// Hidden from whoever is no health professional.
    case hiddenFromSocialProfessionals = "MASQUE_PSOCIAL"
    /// Hidden from third persons: caregivers, insurers, the publisher, programs of others.
    case hiddenFromThirdPersons = "MASQUE_PT"
}

/// Grounds on which several professionals are one care team (L1110-12, 1° to 3°), attested by the structure.
public enum TeamBasis: String, Sendable, Codable, CaseIterable {
    case none
    /// 1°: same establishment, service or listed structure.
    case sameStructure = "L1110-12-1"
    /// 2°: recognised as members by the patient.
    case namedByPatient = "L1110-12-2"
    /// 3°: a formalised set that fits the order of 25 November 2016.
    case formalised = "L1110-12-3"
}

/// Why somebody acts or reads for a patient (§5.8).
public enum MandateTitle: String, Sendable, Codable, CaseIterable {
    case parentalAuthority = "parental-authority"
    /// Tutelle (C. civ. 440).
    case guardianship
    /// Habilitation familiale (C. civ. 494-1).
    case familyAuthorisation = "family-authorisation"
    /// Curatelle or sauvegarde de justice: assists, no access of its own.
    case assistance
    /// Personne de confiance (L1111-6): is consulted, no access of its own.
    case trustedPerson = "trusted-person"
    /// Mandate given by the patient to a caregiver (L1111-6-1).
    case caregiver
    /// Ayant droit: asks the structure, no access online.
    case heir
}
