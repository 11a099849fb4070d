/// Whom R1110-2 CSP lets take part in an exchange or a sharing.
public enum ProfessionalCategory: String, Sendable, Codable, CaseIterable {
    /// Health professionals (fourth part of the Code de la santé publique).
    case health
    /// The professionals that R1110-2 lists beside them: social workers, psychologists, home-care staff…
    case listed
}

/// Professions, as far as rights depend on them. Whoever has none of them is no care professional for the policy.
public enum Profession: String, Sendable, Codable, CaseIterable {
    case physician, dentist, midwife, pharmacist, nurse
    /// Physiotherapists, chiropodists, speech, occupational and psychomotor therapists, dieticians, radiographers.
    case therapist
    /// Care assistants and childcare assistants.
    case careAssistant = "care-assistant"
    case psychologist, osteopath
    case socialWorker = "social-worker"
    /// Educational and social companions, special-needs educators.
    case educator
    case homeCarer = "home-carer"
    /// Mandataire judiciaire à la protection des majeurs, acting in that profession.
    case guardian

    public var category: ProfessionalCategory {
        switch self {
        case .physician, .dentist, .midwife, .pharmacist, .nurse, .therapist, .careAssistant: .health
        case .psychologist, .osteopath, .socialWorker, .educator, .homeCarer, .guardian: .listed
        }
    }

    public var label: Bilingual {
        switch self {
        case .physician: Bilingual(fr: "médecin", en: "physician")
        case .dentist: Bilingual(fr: "chirurgien-dentiste", en: "dentist")
        case .midwife: Bilingual(fr: "sage-femme", en: "midwife")
        case .pharmacist: Bilingual(fr: "pharmacien", en: "pharmacist")
        case .nurse: Bilingual(fr: "infirmier", en: "nurse")
        case .therapist: Bilingual(fr: "auxiliaire médical", en: "therapist")
        case .careAssistant: Bilingual(fr: "aide-soignant", en: "care assistant")
        case .psychologist: Bilingual(fr: "psychologue", en: "psychologist")
        case .osteopath: Bilingual(fr: "ostéopathe", en: "osteopath")
        case .socialWorker: Bilingual(fr: "travailleur social", en: "social worker")
        case .educator: Bilingual(fr: "accompagnant éducatif et social", en: "educational and social companion")
        case .homeCarer: Bilingual(fr: "aide à domicile", en: "home carer")
        case .guardian: Bilingual(fr: "mandataire judiciaire", en: "court-appointed guardian")
        }
    }
}
