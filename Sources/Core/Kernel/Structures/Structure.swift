/// What a customer is; decides labels, codes and defaults.
public enum StructureKind: String, Sendable, Codable, CaseIterable {
    case msp, cpts, samu, hospitalService = "hospital-service", sad, had, healthCentre = "health-centre",
        nursingHome = "nursing-home", insurer, publisher

    public var label: Bilingual {
        switch self {
        case .msp: Bilingual(fr: "Maison de santé pluriprofessionnelle", en: "Multi-professional health centre")
        case .cpts:
            Bilingual(fr: "Communauté professionnelle territoriale de santé", en: "Territorial health community")
        case .samu: Bilingual(fr: "SAMU – centre 15", en: "Emergency medical dispatch (SAMU)")
        case .hospitalService: Bilingual(fr: "Service hospitalier", en: "Hospital ward")
        case .sad: Bilingual(fr: "Service autonomie à domicile", en: "Home-care service")
        case .had: Bilingual(fr: "Hospitalisation à domicile", en: "Hospital at home")
        case .healthCentre: Bilingual(fr: "Centre de santé", en: "Health centre")
        case .nursingHome: Bilingual(fr: "EHPAD", en: "Nursing home")
        case .insurer: Bilingual(fr: "Caisse d'assurance maladie", en: "Health insurance fund")
        case .publisher: Bilingual(fr: "Éditeur", en: "Publisher")
        }
    }

    /// Kinds that a customer may be.
    public static let customers = allCases.filter { $0 != .publisher }
}

/// A customer, as whoever may see its contacts reads it.
public struct Structure: Sendable, Hashable {
    public let id: String
    /// Short name used in addresses and on the command line: `msp-des-tilleuls`.
    public let ref: String
    public var name: String
    public var kind: StructureKind
    public var legalNature: LegalNature
    public var finess: FINESS?
    public var siret: SIRET?
    public var address: String
    public var postalCode: String
    public var city: String
    public var representative: String
    public var phone: String
    public var email: String
    public var dpo: DataProtectionOfficer
    /// Who to call: incident, security, a health professional the host may designate.
    public var contacts: [ContactPoint]

    public struct ContactPoint: Sendable, Hashable, Codable {
        /// `incident`, `securite`, `professionnel_sante`, `administratif`.
        public var role: String
        public var name: String
        public var email: String
        public var phone: String
        public init(role: String, name: String, email: String, phone: String) {
            self.role = role
            self.name = name
            self.email = email
            self.phone = phone
        }
    }
}

/// A structure as lists show it: nothing sealed is opened.
public struct StructureHeader: Sendable, Hashable {
    public let id: String
    public let ref: String
    public let name: String
    public let kind: StructureKind
    public let city: String
}

/// What is asked for a new structure, before it is checked.
public struct StructureDraft: Sendable {
    public var ref: String
    public var name: String
    public var kind: StructureKind
    public var legalNature: LegalNature
    public var finess: String?
    public var siret: String?
    public var address = ""
    public var postalCode = ""
    public var city = ""
    public var representative = ""
    public var phone = ""
    public var email = ""
    public var dpo: DataProtectionOfficer
    public var contacts: [Structure.ContactPoint] = []

    public init(ref: String, name: String, kind: StructureKind, legalNature: LegalNature, dpo: DataProtectionOfficer) {
        self.ref = ref
        self.name = name
        self.kind = kind
        self.legalNature = legalNature
        self.dpo = dpo
    }
}

/// Why a structure or a contract was refused.
public enum StructureRefusal: Error, Sendable, Equatable {
    case unknown(String)
    case refTaken(String)
    case refMalformed(String)
    case identifier(IdentifierProblem)
    /// Name of the field that is missing: `name`, `dpo.name`, `dpo.email`.
    case missing(String)
    case tooLong(String)
    case controlCharacter(String)

    public func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.unknown(let ref), .fr): "Aucune structure « \(ref) »."
        case (.unknown(let ref), .en): "There is no structure \"\(ref)\"; `citana structure list` shows them."
        case (.refTaken(let ref), .fr): "La référence « \(ref) » est déjà prise."
        case (.refTaken(let ref), .en): "The reference \"\(ref)\" is taken; choose another."
        case (.refMalformed, .fr): "La référence s'écrit en minuscules, chiffres et tirets (2 à 63 caractères)."
        case (.refMalformed, .en):
            "A reference is written in lower-case letters, digits and hyphens (2 to 63), such as msp-des-tilleuls."
        case (.identifier(let problem), let language): problem.sentence(in: language)
        case (.missing(let field), .fr): "Il manque une valeur : \(field)."
        case (.missing(let field), .en): "A value is missing: \(field)."
        case (.controlCharacter(let field), .fr): "La valeur de \(field) contient un caractère de commande."
        case (.controlCharacter(let field), .en): "The value of \(field) holds a control character."
        case (.tooLong(let field), .fr): "La valeur de \(field) dépasse 500 caractères."
        case (.tooLong(let field), .en): "The value of \(field) is longer than 500 characters."
        }
    }
}
