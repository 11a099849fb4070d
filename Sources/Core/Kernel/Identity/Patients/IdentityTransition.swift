/// A document or the like on which a status rests (rule 21).
public enum IdentityEvidence: String, Sendable, CaseIterable {
    case passport = "passeport"
    /// Of the European Union, the EEA, Switzerland and the like.
    case nationalIDCard = "carte_identite"
    case residencePermit = "titre_sejour"
    /// Of a minor, together with a document of the parent.
    case familyRecordBook = "livret_famille"
    case birthCertificate = "acte_naissance"
    /// Recorded, raises nothing by itself.
    case vitaleCard = "carte_vitale"
    case drivingLicence = "permis_conduire"
    case other = "autre"

    /// Whether it proves the traits by itself, or only for a minor with a parent's document beside it.
    public enum Trust: Sendable, Hashable { case high, minorWithParent, low }

    /// The default list (RNIV); a structure may narrow it.
    public var trust: Trust {
        switch self {
        case .passport, .nationalIDCard, .residencePermit: .high
        case .familyRecordBook, .birthCertificate: .minorWithParent
        case .vitaleCard, .drivingLicence, .other: .low
        }
    }

    public var label: Bilingual {
        switch self {
        case .passport: Bilingual(fr: "passeport", en: "passport")
        case .nationalIDCard: Bilingual(fr: "carte nationale d'identité", en: "national identity card")
        case .residencePermit: Bilingual(fr: "titre de séjour", en: "residence permit")
        case .familyRecordBook: Bilingual(fr: "livret de famille (mineur)", en: "family record book (minor)")
        case .birthCertificate: Bilingual(fr: "extrait d'acte de naissance (mineur)", en: "birth certificate (minor)")
        case .vitaleCard: Bilingual(fr: "carte Vitale", en: "Vitale card")
        case .drivingLicence: Bilingual(fr: "permis de conduire", en: "driving licence")
        case .other: Bilingual(fr: "autre pièce", en: "other document")
        }
    }
}

/// Somebody looked at a document and compared it with the traits. There is no default kind: it is always named.
public struct DocumentCheck: Sendable, Hashable {
    public let evidence: IdentityEvidence
    /// The parent's own document, for a minor's family record book or birth certificate.
    public let parentEvidence: IdentityEvidence?
    /// Account of whoever checked.
    public let checkedBy: String
    public let checkedOn: Day
    /// Whether the document agreed with every trait.
    public let agrees: Bool

    public init(
        evidence: IdentityEvidence, parentEvidence: IdentityEvidence? = nil, checkedBy: String, checkedOn: Day,
        agrees: Bool
    ) {
        self.evidence = evidence
        self.parentEvidence = parentEvidence
        self.checkedBy = checkedBy
        self.checkedOn = checkedOn
        self.agrees = agrees
    }

    /// Whether this check proves the identity of somebody born then. `accepted` is the structure's list.
    public func proves(_ birthDate: BirthDate, accepted: Set<IdentityEvidence>) -> Bool {
        guard agrees, accepted.contains(evidence) else { return false }
        switch evidence.trust {
        case .high: return true
        case .minorWithParent: return birthDate.isMinor(on: checkedOn) && parentEvidence?.trust == .high
        case .low: return false
        }
    }
}

/// What INSi, or the identity source on its behalf, answered: one identity.
public struct INSiAnswer: Sendable, Hashable {
    public let ins: INS
    public let traits: StrictTraits
    public let answeredOn: Day

    public init(ins: INS, traits: StrictTraits, answeredOn: Day) {
        self.ins = ins
        self.traits = traits
        self.answeredOn = answeredOn
    }
}

/// Why a change of an identity is refused.
public enum IdentityRefusal: String, Error, Sendable, CaseIterable {
    /// Doubtful or fictitious: INSi must not be called, nothing raises the status (rule 19).
    case blocked
    /// The check proves nothing: kind of document, missing parent's document, or it disagreed (rule 21).
    case checkProvesNothing
    /// The change would lower a status that INSi gave, and nobody accepted that (rule 20).
    case wouldDowngrade
    /// Fictitious combines with nothing.
    case attributesExclude
    /// What comes in proves less than, or something else than, what is there (rule 26).
    case lowerThanExisting
    /// What was asked for is so already.
    case noChange
    /// Somebody else changed the identity since it was read.
    case changedMeanwhile

    public var sentence: Bilingual {
        switch self {
        case .blocked:
            Bilingual(
                fr: "Identité douteuse ou fictive : levez d'abord cet attribut ; d'ici là, l'INSi n'est pas appelé.",
                en: "Doubtful or fictitious identity: remove that attribute first; until then INSi is not called.")
        case .checkProvesNothing:
            Bilingual(
                fr: "Ce contrôle ne valide pas l'identité : il faut une pièce à haut niveau de confiance qui concorde.",
                en: "This check does not validate the identity: it takes a high-confidence document that agrees.")
        case .wouldDowngrade:
            Bilingual(
                fr: "Modifier un trait reçu de l'INSi fait perdre le statut et l'INS : confirmez-le pour continuer.",
                en: "Changing a trait received from INSi loses the status and the INS: confirm it to go on.")
        case .attributesExclude:
            Bilingual(
                fr: "Une identité fictive ne peut porter aucun autre attribut.",
                en: "A fictitious identity can have no other attribute.")
        case .lowerThanExisting:
            Bilingual(
                fr: "L'identité reçue est moins sûre que celle du dossier : celle du dossier est conservée.",
                en: "The identity received proves less than the one on file: the one on file is kept.")
        case .noChange: Bilingual(fr: "Rien ne change.", en: "Nothing changes.")
        case .changedMeanwhile:
            Bilingual(
                fr: "L'identité a changé entre-temps : relisez-la, puis recommencez.",
                en: "The identity changed meanwhile: read it again, then start over.")
        }
    }
}

/// What an identity becomes, and what the trace calls it.
public struct IdentityChange: Sendable, Hashable {
    public let after: IdentityState
    /// The INS beside it: kept, replaced, or no longer valid.
    public let number: NumberChange
    public let kind: IdentityEventKind

    public enum NumberChange: Sendable, Hashable { case kept, replaced(INS), ended }
}

public enum IdentityEventKind: String, Sendable, CaseIterable {
    case created = "creation"
    case retrieved = "recuperation"
    case validated = "validation"
    case downgraded = "declassement"
    case traitsChanged = "changement_de_traits"
    case attributeSet = "attribut_pose"
    case attributeRemoved = "attribut_leve"
    case received = "reception"
    case merged = "rapprochement"
    case unmerged = "separation"
}
