// How a decision of the patient reached us. Raw values are stored and never change.

/// By what means somebody informed, consented, refused.
public enum DecisionMeans: String, Sendable, Codable, CaseIterable {
    /// Said, and written down by who heard it.
    case oral
    case written
    /// In the patient's own space, after a second factor.
    case online
    case telephone
}

/// What was handed over to keep (D1110-3-3).
public enum SupportHanded: String, Sendable, Codable, CaseIterable {
    case paper, electronic
}

/// Who wrote the decision down, and in whose name it was taken.
public struct DecisionOrigin: Hashable, Sendable, Codable {
    public let means: DecisionMeans
    /// Membership of who collected it; nil where the person did it alone, online.
    public let collectedBy: String?
    /// Id of the mandate under which a representative decided; nil for the patient.
    public let representative: String?

    public init(means: DecisionMeans, collectedBy: String?, representative: String? = nil) {
        self.means = means
        self.collectedBy = collectedBy
        self.representative = representative
    }
}

/// Why a decision cannot be recorded as it is.
public enum ConsentRefusal: Error, Hashable, Sendable, CaseIterable {
    case recipientsMissing
    case categoriesMissing
    case supportMissing
    case textOfAnotherKind
    case collectorMissing
    case careEndsBefore
    case consentMissing
    case oppositionMissing
    case representativeUnknown
    case textChanged
    case meansMissing

    /// One sentence with the way out.
    public var sentence: Bilingual {
        switch self {
        case .recipientsMissing:
            Bilingual(
                fr: "Indiquez avec qui partager : des structures, ou des catégories de professionnels.",
                en: "Say with whom to share: structures, or categories of professionals.")
        case .categoriesMissing:
            Bilingual(
                fr: "Indiquez les catégories d'informations que le consentement couvre.",
                en: "Say which categories of information the consent covers.")
        case .supportMissing:
            Bilingual(
                fr: "Remettez à la personne un support écrit, papier ou électronique, et indiquez lequel.",
                en: "Hand the person a written support, on paper or electronic, and say which.")
        case .textOfAnotherKind:
            Bilingual(
                fr: "Le texte d'information présenté n'est pas celui de cette décision.",
                en: "The information text that was shown is not the one for this decision.")
        case .collectorMissing:
            Bilingual(
                fr: "Indiquez qui a recueilli la décision, ou recueillez-la dans l'espace de la personne.",
                en: "Say who collected the decision, or collect it in the person's own space.")
        case .careEndsBefore:
            Bilingual(
                fr: "La fin de la prise en charge ne peut pas précéder la décision.",
                en: "The end of care cannot come before the decision.")
        case .consentMissing:
            Bilingual(
                fr: "Indiquez le consentement que la personne retire.", en: "Say which consent the person takes back.")
        case .oppositionMissing:
            Bilingual(
                fr: "Indiquez l'opposition ou le blocage que la personne lève.",
                en: "Say which objection or block the person lifts.")
        case .representativeUnknown:
            Bilingual(
                fr: "Ce titre ne permet pas, aujourd'hui, de décider pour la personne : vérifiez l'entourage.",
                en: "This title does not, today, let anybody decide for the person: check the circle.")
        case .meansMissing:
            Bilingual(
                fr: "Indiquez par quel moyen la personne s'est exprimée.",
                en: "Say by what means the person expressed themselves.")
        case .textChanged:
            Bilingual(
                fr: "Le texte d'information a changé entre-temps : relisez-le avec la personne et recommencez.",
                en: "The information text has changed meanwhile: read it again with the person and start over.")
        }
    }
}

extension DecisionOrigin {
    /// A decision that nobody of the house collected can only have been made online.
    func check() throws(ConsentRefusal) {
        if collectedBy == nil, means != .online { throw .collectorMissing }
    }
}
