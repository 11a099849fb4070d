/// A treatment sheet: what one structure's register says, at one version. Its JSON form is a contract with the
/// outside (interface, "Sheet, JSON form"); the other formats are written from it.
public struct Sheet: Codable, Sendable, Hashable {
    public enum Role: String, Codable, Sendable, CaseIterable {
        /// Art. 30.1: the structure's own register.
        case controller
        /// Art. 30.2: the publisher's record for this structure.
        case processor
    }

    public var structure: Party
    /// The publisher of the software, processor under art. 28.
    public var publisher: Publisher
    public var dpo: Officer
    public var contract: ContractReference?
    public var role: Role
    public var version: Int
    public var effectiveOn: Day
    /// What made this version: `modules`, `configuration`, `structure`, `override`, `declarations`, `first`.
    public var cause: String
    /// The cause in words: « Module questionnaires activé ».
    public var causeText: String
    public var author: String
    public var modules: [String]
    public var configuration: [String: String]
    public var treatments: [Line]
    /// SHA-256 in hex over the canonical JSON without this key.
    public var sha256: String?

    /// The structure, as the cover page names it.
    public struct Party: Codable, Sendable, Hashable {
        public var ref: String
        public var name: String
        public var kind: String
        public var kindLabel: String
        public var legalNature: String
        public var finess: String?
        public var siret: String?
        public var representative: String
        public var address: String
        public var postalCode: String
        public var city: String
        public var country: String
        public var phone: String
        public var email: String

        public init(
            ref: String, name: String, kind: String, kindLabel: String, legalNature: String, finess: String?,
            siret: String?, representative: String, address: String, postalCode: String, city: String,
            country: String, phone: String, email: String
        ) {
            self.ref = ref
            self.name = name
            self.kind = kind
            self.kindLabel = kindLabel
            self.legalNature = legalNature
            self.finess = finess
            self.siret = siret
            self.representative = representative
            self.address = address
            self.postalCode = postalCode
            self.city = city
            self.country = country
            self.phone = phone
            self.email = email
        }
    }

    public struct Publisher: Codable, Sendable, Hashable {
        public var name: String
        public var address: String
        public var email: String
        public var representative: String
        public var dpo: Officer

        public init(name: String, address: String, email: String, representative: String, dpo: Officer) {
            self.name = name
            self.address = address
            self.email = email
            self.representative = representative
            self.dpo = dpo
        }
    }

    public typealias Officer = DataProtectionOfficer

    public struct ContractReference: Codable, Sendable, Hashable {
        public var reference: String
        public var signedOn: Day
        public var endsOn: Day?

        public init(reference: String, signedOn: Day, endsOn: Day? = nil) {
            self.reference = reference
            self.signedOn = signedOn
            self.endsOn = endsOn
        }
    }

    /// One treatment.
    public struct Line: Codable, Sendable, Hashable {
        public enum Status: String, Codable, Sendable { case active, stopped }
        public var code: String
        /// `kernel` or the module's name.
        public var module: String
        public var moduleTitle: String
        public var title: String
        public var status: Status
        /// « traitement arrêté, données conservées jusqu'au … », only when stopped.
        public var statusText: String?
        public var createdOn: Day?
        public var updatedOn: Day?
        /// Main first.
        public var purposes: [String]
        /// `responsable` or `sous-traitant`: the structure's or the publisher's part in it.
        public var role: String
        public var legalBasis: Coded
        public var article9: Coded?
        public var persons: [String]
        public var data: [Datum]
        public var source: String
        public var recipients: [Recipient]
        public var processors: [Processor]
        public var transfers: [Transfer]
        public var retention: [Retention]
        public var measures: [String]
        public var impactAssessment: ImpactAssessment
        public var automatedDecision: Bool
        public var rights: [String]
        public var obligation: String
        /// Overrides of the structure that apply to this line.
        public var overrides: [AppliedOverride]
        /// What a DPO should still settle: a missing notice, an unchecked transfer.
        public var warnings: [String]
    }

    public struct Coded: Codable, Sendable, Hashable {
        public var code: String
        public var text: String
    }

    public struct Datum: Codable, Sendable, Hashable {
        public var category: DataCategory
        public var sensitive: Bool
        public var label: String
        /// Declared labels of the columns, in French.
        public var items: [String]
        public var tables: [String]
        public var columns: [String]
    }

    public struct Processor: Codable, Sendable, Hashable {
        public var code: String
        public var name: String
        public var country: String
        public var service: String
        /// Nil where the day was not given.
        public var noticeOn: Day?
        public var effectiveOn: Day?
        /// Notice + 30 days.
        public var objectionDeadline: Day?
    }

    public struct Transfer: Codable, Sendable, Hashable {
        public var processor: String
        public var country: String
        public var instrument: String
        public var fallback: String?
        public var verifiedOn: Day?
    }

    public struct Retention: Codable, Sendable, Hashable {
        public var code: String
        public var category: DataCategory
        public var subject: String
        public var active: Term
        public var intermediate: Term?
        public var fate: String
        public var ground: String
        public var reference: String
        public var exceptions: [String]
    }

    public struct ImpactAssessment: Codable, Sendable, Hashable {
        public var required: Bool
        public var cnilList: [Int]
        public var criteria: [String]
    }

    public struct AppliedOverride: Codable, Sendable, Hashable {
        public var field: String
        public var previous: String
        public var value: String
        public var author: String
        public var on: Day
        public var reason: String
    }
}
