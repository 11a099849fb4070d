/// Categories of persons a treatment concerns.
public enum PersonCategory: String, Sendable, Codable, CaseIterable, Comparable {
    case patient = "patient_usager"
    case caregiver = "aidant"
    case legalRepresentative = "representant_legal"
    case trustedPerson = "personne_de_confiance"
    case healthProfessional = "professionnel_sante"
    case socialProfessional = "professionnel_medico_social"
    case administrativeStaff = "personnel_administratif"
    case partnerCorrespondent = "correspondant_partenaire"
    case structureContact = "contact_structure"
    case minor = "mineur"
    case vulnerable = "personne_vulnerable"

    public var label: String {
        switch self {
        case .patient: "Patients et usagers"
        case .caregiver: "Aidants"
        case .legalRepresentative: "Représentants légaux"
        case .trustedPerson: "Personnes de confiance"
        case .healthProfessional: "Professionnels de santé"
        case .socialProfessional: "Professionnels du secteur médico-social et social"
        case .administrativeStaff: "Personnel administratif"
        case .partnerCorrespondent: "Correspondants des partenaires"
        case .structureContact: "Contacts de la structure"
        case .minor: "Mineurs"
        case .vulnerable: "Personnes vulnérables"
        }
    }

    /// Persons whom the EDPB counts as vulnerable in a care setting.
    public var vulnerable: Bool { [.patient, .minor, .vulnerable].contains(self) }

    public static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// RGPD art. 6(1).
public enum LegalBasis: String, Sendable, Codable, CaseIterable {
    case consent = "consentement"
    case contract = "contrat"
    case legalObligation = "obligation_legale"
    case vitalInterests = "interets_vitaux"
    case publicInterest = "mission_interet_public"
    case legitimateInterest = "interet_legitime"

    public var label: String {
        switch self {
        case .consent: "Consentement (art. 6.1.a)"
        case .contract: "Exécution d'un contrat (art. 6.1.b)"
        case .legalObligation: "Obligation légale (art. 6.1.c)"
        case .vitalInterests: "Sauvegarde des intérêts vitaux (art. 6.1.d)"
        case .publicInterest: "Mission d'intérêt public (art. 6.1.e)"
        case .legitimateInterest: "Intérêt légitime (art. 6.1.f)"
        }
    }
}

/// RGPD art. 9(2): the exception that lifts the ban on special categories.
public enum Article9Exception: String, Sendable, Codable, CaseIterable {
    case explicitConsent = "9.2.a"
    case employmentAndSocialProtection = "9.2.b"
    case vitalInterests = "9.2.c"
    case legalClaims = "9.2.f"
    case care = "9.2.h"
    case publicHealth = "9.2.i"

    public var label: String {
        switch self {
        case .explicitConsent: "Consentement explicite (art. 9.2.a)"
        case .employmentAndSocialProtection: "Droit du travail et de la protection sociale (art. 9.2.b)"
        case .vitalInterests: "Intérêts vitaux d'une personne incapable de consentir (art. 9.2.c)"
        case .legalClaims: "Constatation, exercice ou défense d'un droit en justice (art. 9.2.f)"
        case .care:
            "Prise en charge sanitaire ou sociale, par des personnes soumises au secret professionnel (art. 9.2.h et 9.3)"
        case .publicHealth: "Santé publique (art. 9.2.i)"
        }
    }
}

/// The CNIL form's types of recipients.
public enum RecipientKind: String, Sendable, Codable, CaseIterable {
    case inside = "interne"
    case outside = "externe"
    case processor = "sous-traitant"
    case institution = "institutionnel"
}

public struct Recipient: Sendable, Codable, Hashable {
    public let kind: RecipientKind
    public let label: String
    public init(_ kind: RecipientKind, _ label: String) {
        self.kind = kind
        self.label = label
    }

    /// The publisher of the software, processor by contract (art. 28) whatever is configured: « Éditeur, pour … ».
    public var isPublisher: Bool { label.hasPrefix("Éditeur, ") }
}

/// Which law the structure lives under; decides between public task and legitimate interest.
public enum LegalNature: String, Sendable, Codable, CaseIterable {
    /// Public establishment or authority.
    case publicBody = "public"
    /// Association or other non-profit body.
    case nonProfit = "association"
    /// SISA, company, or practitioners in partnership.
    case privateBody = "prive"

    public var label: String {
        switch self {
        case .publicBody: "Personne publique"
        case .nonProfit: "Personne privée à but non lucratif"
        case .privateBody: "Personne privée"
        }
    }
}

/// A legal basis for each legal nature. `text` says the duty or the interest in words (art. 13.1.d asks for it).
public struct LegalBasisRule: Sendable, Codable, Hashable {
    public struct Choice: Sendable, Codable, Hashable {
        public let basis: LegalBasis
        public let text: String
        public init(_ basis: LegalBasis, _ text: String) {
            self.basis = basis
            self.text = text
        }
    }
    public let publicBody: Choice
    public let nonProfit: Choice
    public let privateBody: Choice
    /// Other bases that the structure may choose by an override (the default is always allowed).
    public let alternatives: [LegalBasis]

    public init(publicBody: Choice, nonProfit: Choice, privateBody: Choice, alternatives: [LegalBasis] = []) {
        self.publicBody = publicBody
        self.nonProfit = nonProfit
        self.privateBody = privateBody
        self.alternatives = alternatives
    }

    /// The same basis whatever the structure is.
    public init(all choice: Choice, alternatives: [LegalBasis] = []) {
        self.init(publicBody: choice, nonProfit: choice, privateBody: choice, alternatives: alternatives)
    }

    public func choice(for nature: LegalNature) -> Choice {
        switch nature {
        case .publicBody: publicBody
        case .nonProfit: nonProfit
        case .privateBody: privateBody
        }
    }
}

/// Services that the program may buy from a provider; which provider does it is configuration, never declaration.
public enum ProviderService: String, Sendable, Codable, CaseIterable, Comparable {
    case hosting, mail, sms, crm

    public var label: String {
        switch self {
        case .hosting: "Hébergement"
        case .mail: "Acheminement des courriels"
        case .sms: "Acheminement des SMS"
        case .crm: "Relation avec les contacts professionnels"
        }
    }

    public static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// EDPB criteria (WP 248): two of them call for an impact assessment.
public enum ImpactCriterion: String, Sendable, Codable, CaseIterable, Comparable {
    case evaluation = "evaluation_notation"
    case automatedDecision = "decision_automatisee"
    case systematicMonitoring = "surveillance_systematique"
    case sensitiveData = "donnees_sensibles"
    case largeScale = "grande_echelle"
    case crossing = "croisement"
    case vulnerablePersons = "personnes_vulnerables"
    case innovativeUse = "usage_innovant"
    case exclusion = "exclusion"

    public var label: String {
        switch self {
        case .evaluation: "Évaluation ou notation"
        case .automatedDecision: "Décision automatisée avec effet juridique ou similaire"
        case .systematicMonitoring: "Surveillance systématique"
        case .sensitiveData: "Données sensibles ou hautement personnelles"
        case .largeScale: "Grande échelle"
        case .crossing: "Croisement d'ensembles de données"
        case .vulnerablePersons: "Personnes vulnérables"
        case .innovativeUse: "Usage innovant"
        case .exclusion: "Exclusion du bénéfice d'un droit, d'un service ou d'un contrat"
        }
    }

    public static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// CNIL security guide: the measures a treatment relies on, worded as this program does them.
public enum SecurityMeasure: String, Sendable, Codable, CaseIterable, Comparable {
    case accessControl = "controle_acces"
    case tracing = "tracabilite"
    case softwareProtection = "protection_logiciels"
    case backup = "sauvegarde"
    case encryption = "chiffrement"
    case processorControl = "controle_sous_traitants"
    case partitioning = "cloisonnement"
    case neutralMessages = "messages_neutres"
    case limitedLinks = "liens_limites"
    case minimumCells = "effectifs_minimaux"

    /// The heading of the CNIL's form this measure goes under.
    public var heading: String {
        switch self {
        case .accessControl, .partitioning, .limitedLinks: "Contrôle d'accès des utilisateurs"
        case .tracing: "Mesures de traçabilité"
        case .softwareProtection: "Mesures de protection des logiciels (antivirus, mises à jour, tests)"
        case .backup: "Sauvegarde des données"
        case .encryption: "Chiffrement des données"
        case .processorControl: "Contrôle des sous-traitants"
        case .neutralMessages, .minimumCells: "Autres mesures"
        }
    }

    public var label: String {
        switch self {
        case .accessControl: "Accès refusé par défaut, accordé selon la fonction et la situation de soins"
        case .tracing: "Écritures et accès inscrits dans un journal daté"
        case .softwareProtection: "Composants tenus à jour, tests exécutés à chaque version, données de test fictives"
        case .backup: "Sauvegardes chiffrées dont la restauration est essayée"
        case .encryption: "Données identifiantes, de contact et de santé scellées (AES-256-GCM), transport TLS 1.3"
        case .processorControl: "Sous-traitants ultérieurs listés, changement annoncé avec délai d'objection"
        case .partitioning: "Cloisonnement par structure"
        case .neutralMessages: "Messages au texte fixe et neutre, sans nom ni donnée de santé"
        case .limitedLinks: "Liens personnels à usage et durée limités, sans effet avant preuve d'identité"
        case .minimumCells: "Indicateurs agrégés, effectifs inférieurs à 11 masqués"
        }
    }

    /// Technical, as against organisational, in the CNIL's spreadsheet.
    public var technical: Bool { self != .processorControl }

    public static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
