/// A company that processes data on our behalf, as the register must name it. The catalogue is closed: a provider
/// that is not in it cannot be configured, so that none is ever used without a line on the sheet.
public struct Provider: Sendable, Codable, Hashable {
    /// The value of `mail.provider`, `sms.provider` …
    public let key: String
    public let service: ProviderService
    public let processor: Processor?
    public let transfer: TransferTerms?

    public struct Processor: Sendable, Codable, Hashable {
        public let code: String
        public let name: String
        /// ISO 3166-1 alpha-2 of the establishment that processes.
        public let country: String
        /// What it does for us and which data it may see, in French.
        public let service: String
    }

    public struct TransferTerms: Sendable, Codable, Hashable {
        /// ISO 3166-1 alpha-2 of the third country.
        public let country: String
        public let instrument: TransferInstrument
        /// Required beside `DPF`: the framework has been annulled twice.
        public let fallback: TransferInstrument?
    }
}

/// RGPD chapter V.
public enum TransferInstrument: String, Sendable, Codable, CaseIterable {
    /// Adequacy decision (EU) 2023/1795, listed companies only.
    case dataPrivacyFramework = "DPF"
    case adequacy = "adequation"
    case standardClauses = "CCT"
    case bindingRules = "BCR"
    case codeOfConduct = "code_conduite"
    case certification
    case adHocClauses = "clauses_ad_hoc"
    case derogation = "derogation_49"

    public var label: String {
        switch self {
        case .dataPrivacyFramework: "Décision d'adéquation UE-États-Unis (Data Privacy Framework)"
        case .adequacy: "Décision d'adéquation (art. 45)"
        case .standardClauses: "Clauses contractuelles types (art. 46.2.c)"
        case .bindingRules: "Règles d'entreprise contraignantes (art. 46.2.b et 47)"
        case .codeOfConduct: "Code de conduite (art. 46.2.e)"
        case .certification: "Certification (art. 46.2.f)"
        case .adHocClauses: "Clauses contractuelles ad hoc (art. 46.3)"
        case .derogation: "Dérogation (art. 49)"
        }
    }
}

extension Provider {
    /// The providers that the program knows how to call, and those that mean "nobody".
    public static let catalogue: [Provider] = [
        Provider(key: "none", service: .hosting, processor: nil, transfer: nil),
        Provider(
            key: "ovh", service: .hosting,
            processor: Processor(
                code: "ovh-hosting", name: "OVH SAS (OVHcloud)", country: "FR",
                service: "Hébergement des données de santé et sauvegardes ; toutes les données, chiffrées"),
            transfer: nil),
        Provider(key: "none", service: .mail, processor: nil, transfer: nil),
        // The structure's or the publisher's own relay: it forwards on our instructions, nobody else is involved.
        Provider(key: "smtp", service: .mail, processor: nil, transfer: nil),
        Provider(
            key: "sendgrid", service: .mail,
            processor: Processor(
                code: "twilio-sendgrid", name: "Twilio Inc. (SendGrid)", country: "US",
                service: "Acheminement des courriels ; adresse du destinataire et texte neutre, sans donnée de santé"),
            transfer: TransferTerms(country: "US", instrument: .dataPrivacyFramework, fallback: .standardClauses)),
        Provider(key: "none", service: .sms, processor: nil, transfer: nil),
        Provider(
            key: "ovh", service: .sms,
            processor: Processor(
                code: "ovh-sms", name: "OVH SAS (OVHcloud SMS)", country: "FR",
                service: "Acheminement des SMS ; numéro du destinataire et texte neutre, sans donnée de santé"),
            transfer: nil),
        Provider(key: "none", service: .crm, processor: nil, transfer: nil),
        Provider(
            key: "hubspot", service: .crm,
            processor: Processor(
                code: "hubspot", name: "HubSpot Inc.", country: "US",
                service: "Relation avec les contacts professionnels des structures ; jamais de patient ni d'aidant"),
            transfer: TransferTerms(country: "US", instrument: .dataPrivacyFramework, fallback: .standardClauses)),
    ]

    public static func named(_ key: String, for service: ProviderService) -> Provider? {
        catalogue.first { $0.key == key && $0.service == service }
    }

    /// Keys that `service` accepts, for messages.
    public static func keys(for service: ProviderService) -> [String] {
        catalogue.filter { $0.service == service }.map(\.key)
    }
}

/// Which provider serves each need, and since when: the part of the configuration that the register depends on.
public struct ProviderConfiguration: Sendable, Codable, Hashable {
    public struct Choice: Sendable, Codable, Hashable {
        public let key: String
        /// Day on which the structures were told (rule 9); nil: not given.
        public let noticeOn: Day?
        /// Day from which the provider may be called; nil: at once.
        public let effectiveOn: Day?
        /// Last day on which somebody checked the transfer instrument (company listed, clauses signed).
        public let verifiedOn: Day?

        public init(_ key: String, noticeOn: Day? = nil, effectiveOn: Day? = nil, verifiedOn: Day? = nil) {
            self.key = key
            self.noticeOn = noticeOn
            self.effectiveOn = effectiveOn
            self.verifiedOn = verifiedOn
        }
    }

    public let hosting: Choice
    public let mail: Choice
    public let sms: Choice
    public let crm: Choice

    public init(
        hosting: Choice = Choice("none"), mail: Choice = Choice("none"), sms: Choice = Choice("none"),
        crm: Choice = Choice("none")
    ) {
        self.hosting = hosting
        self.mail = mail
        self.sms = sms
        self.crm = crm
    }

    public func choice(_ service: ProviderService) -> Choice {
        switch service {
        case .hosting: hosting
        case .mail: mail
        case .sms: sms
        case .crm: crm
        }
    }

    /// `{"crm":"none","hosting":"ovh","mail":"smtp","sms":"none"}`, as the sheet shows it.
    public var summary: [String: String] {
        Dictionary(uniqueKeysWithValues: ProviderService.allCases.map { ($0.rawValue, choice($0).key) })
    }
}
