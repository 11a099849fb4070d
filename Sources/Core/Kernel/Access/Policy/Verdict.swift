/// What allows. Raw values are stored and never change.
public enum AccessBasis: String, Sendable, Codable, CaseIterable {
    case ownRecord = "own-record"
    case mandate
    /// The one task that a person was invited to.
    case invitation
    /// Same care team, with its recorded ground and the patient's information.
    case team
    /// Sent to this caller by name.
    case exchange
    case consent
    /// `bris_de_glace` or `centre_15`, as the mode says.
    case emergency
    /// Shows nothing to anybody new: writing, and finding again what one wrote, within a care relation.
    case authorship
    /// Office work of the record's own structure, on what office work needs.
    case administration
    /// The data protection officer reading the log.
    case oversight
    /// An intervention that the structure approved.
    case support
    /// A recorded statutory exception.
    case statute
    /// A declared task of the program: retention, messages, export at the end of a contract.
    case upkeep
}

/// What an access brings with it.
public enum Obligation: String, Sendable, Codable, CaseIterable {
    /// A red banner for as long as it lasts.
    case banner
    /// The structure's DPO or referent is told within 24 hours.
    case notifyStructure = "notify-structure"
    /// The patient is told as soon as they are able to hear it.
    case notifyPatient = "notify-patient"
    /// Somebody concludes: justified or abusive.
    case review
    /// A mention in the record (R1110-3 III).
    case mention
    /// The structure sees it in its list of interventions.
    case showToStructure = "show-to-structure"
}

/// A right to do what was asked, and how far it goes.
public struct Permit: Hashable, Sendable, Codable {
    /// What carries it, for which classes.
    public struct Carrier: Hashable, Sendable, Codable {
        public let basis: AccessBasis
        /// Id of the team, exchange, consent, mandate, ticket or exception.
        public let source: String?
        /// The team's ground.
        public let team: TeamBasis?
        /// Day of the consent, or of the patient's information.
        public let since: Day?
        public let classes: [DocumentClass]
        /// The documents it is limited to, in a view of the record.
        public let documents: Extent<String>
    }

    /// A class that was asked for and stays hidden.
    public struct Withheld: Hashable, Sendable, Codable {
        public let documents: DocumentClass
        public let reason: ReasonCode
    }

    /// The first carrier's, which is the one that a sentence names.
    public let basis: AccessBasis
    public let carriers: [Carrier]
    public let withheld: [Withheld]
    /// Items so marked stay hidden, in lists, counts and searches too (rule 44), unless the caller wrote them.
    public let hiddenMasks: [Mask]
    /// Documents that an opposition takes out of a view.
    public let hiddenDocuments: [String]
    /// When it ends by itself; nil where nothing recorded ends it.
    public let until: Instant?
    public let obligations: [Obligation]

    /// Classes that may be seen, each once.
    public var visible: [DocumentClass] { Set(carriers.flatMap(\.classes)).sorted() }
}

/// The answer of the policy.
public enum Verdict: Hashable, Sendable, Codable {
    case allowed(Permit)
    case refused(ReasonCode)

    public var permit: Permit? { if case .allowed(let permit) = self { permit } else { nil } }
    public var refusal: ReasonCode? { if case .refused(let reason) = self { reason } else { nil } }

    /// As a line says it: what allows, or why not.
    var word: String { permit?.basis.rawValue ?? refusal?.rawValue ?? "" }

    private enum Keys: String, CodingKey { case allowed, refused }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        if let permit = try container.decodeIfPresent(Permit.self, forKey: .allowed) {
            self = .allowed(permit)
        } else {
            self = .refused(try container.decode(ReasonCode.self, forKey: .refused))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .allowed(let permit): try container.encode(permit, forKey: .allowed)
        case .refused(let reason): try container.encode(reason, forKey: .refused)
        }
    }
}
