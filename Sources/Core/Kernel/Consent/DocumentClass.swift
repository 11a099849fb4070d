/// What a record holds, by kind: the words in which a consent, an opposition and the access matrix speak.
/// A small closed list; raw values are stored and never change.
public enum DocumentClass: String, Sendable, Codable, CaseIterable, Comparable {
    /// Strict traits and used names.
    case identity
    /// Addresses, telephones, mail.
    case contact
    /// Caregivers, representatives, members of the team.
    case circle
    case carePlan = "care-plan"
    case clinicalNote = "clinical-note"
    /// Reports and syntheses.
    case report
    case prescription
    case imaging
    case measurement
    case questionnaireAnswer = "questionnaire-answer"
    /// Social and medico-social documents.
    case social
    case administrative
    /// Wishes and advance directives (L1111-11).
    case advanceDirective = "advance-directive"
    /// What the patient decided about sharing.
    case consent
    /// Who saw the record.
    case log

    /// Code of JDV_J06 (system TRE_A03-ClasseDocument) under which a document of this class leaves; nil for what is
    /// no document.
    public var classCode: String? {
        switch self {
        case .report: "10"
        case .imaging: "31"
        case .prescription: "42"
        case .carePlan: "44"
        case .questionnaireAnswer, .advanceDirective: "90"
        case .administrative: "95"
        case .identity, .contact, .circle, .clinicalNote, .measurement, .social, .consent, .log: nil
        }
    }

    /// Data concerning health or social life: what a consent may name.
    public var shareable: Bool {
        switch self {
        case .consent, .log: false
        default: true
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .identity: 0
        case .contact: 1
        case .circle: 2
        case .carePlan: 3
        case .clinicalNote: 4
        case .report: 5
        case .prescription: 6
        case .imaging: 7
        case .measurement: 8
        case .questionnaireAnswer: 9
        case .social: 10
        case .administrative: 11
        case .advanceDirective: 12
        case .consent: 13
        case .log: 14
        }
    }

    public var label: Bilingual {
        switch self {
        case .identity: Bilingual(fr: "identité", en: "identity")
        case .contact: Bilingual(fr: "coordonnées", en: "contact details")
        case .circle: Bilingual(fr: "cercle de soins", en: "care circle")
        case .carePlan: Bilingual(fr: "plan de soins", en: "care plan")
        case .clinicalNote: Bilingual(fr: "notes cliniques", en: "clinical notes")
        case .report: Bilingual(fr: "comptes rendus", en: "reports")
        case .prescription: Bilingual(fr: "prescriptions", en: "prescriptions")
        case .imaging: Bilingual(fr: "imagerie", en: "imaging")
        case .measurement: Bilingual(fr: "mesures", en: "measurements")
        case .questionnaireAnswer: Bilingual(fr: "réponses aux questionnaires", en: "questionnaire answers")
        case .social: Bilingual(fr: "documents sociaux", en: "social documents")
        case .administrative: Bilingual(fr: "documents administratifs", en: "administrative documents")
        case .advanceDirective: Bilingual(fr: "directives anticipées", en: "advance directives")
        case .consent: Bilingual(fr: "consentements et oppositions", en: "consents and objections")
        case .log: Bilingual(fr: "journal des accès", en: "access log")
        }
    }
}
