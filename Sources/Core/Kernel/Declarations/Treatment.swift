/// Why data may be held, on what legal basis, for whom, how long: a line of the art. 30 register, as a type.
/// Modules declare one type per purpose; the type is what tables, columns and grants are tied to.
public protocol Treatment: Sendable {
    static var declaration: TreatmentDeclaration { get }
}

extension Treatment {
    /// `T06`.
    public static var code: String { declaration.code }
}

/// What a treatment says of itself. What can be derived is not here: categories of data and tables come from the
/// columns, processors and transfers from the configured providers, sensitive flags from the categories, rights
/// from the legal basis, two of the impact criteria from the data and the persons.
public struct TreatmentDeclaration: Sendable, Codable, Hashable {
    /// `T06`. One per register, whoever owns it.
    public let code: String
    public let title: String
    /// Main purpose first, then the others.
    public let purposes: [String]
    public let legalBasis: LegalBasisRule
    /// Needed as soon as a sensitive category is held.
    public let article9: Article9Exception?
    public let persons: [PersonCategory]
    /// Where the data come from (art. 14.2.f).
    public let source: String
    /// Recipients inside and outside; processors are derived.
    public let recipients: [Recipient]
    /// Services that this treatment calls on; the configured provider becomes its processor.
    public let services: [ProviderService]
    /// Tables of other treatments that this one reads (the identity header, for most).
    public let readsFrom: [String]
    public let measures: [SecurityMeasure]
    /// Criteria beyond those derived (sensitive data, vulnerable persons).
    public let impactCriteria: [ImpactCriterion]
    /// Numbers of the CNIL's list (délibération 2018-327) that apply to a care structure.
    public let cnilList: [Int]
    /// False everywhere in this product: an alert reaches a human (art. 22).
    public let automatedDecision: Bool
    /// Whether answering is mandatory and what follows if not (art. 13.2.e), for the notice.
    public let obligation: String

    public init(
        code: String, title: String, purposes: [String], legalBasis: LegalBasisRule, article9: Article9Exception? = nil,
        persons: [PersonCategory], source: String, recipients: [Recipient], services: [ProviderService] = [.hosting],
        readsFrom: [String] = [], measures: [SecurityMeasure], impactCriteria: [ImpactCriterion] = [],
        cnilList: [Int] = [], automatedDecision: Bool = false, obligation: String
    ) {
        self.code = code
        self.title = title
        self.purposes = purposes
        self.legalBasis = legalBasis
        self.article9 = article9
        self.persons = persons
        self.source = source
        self.recipients = recipients
        self.services = services
        self.readsFrom = readsFrom
        self.measures = measures
        self.impactCriteria = impactCriteria
        self.cnilList = cnilList
        self.automatedDecision = automatedDecision
        self.obligation = obligation
    }
}
