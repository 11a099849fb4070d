extension ReasonCode {
    /// For lists, logs and the simulator: a few words, lower case.
    public var label: Bilingual {
        switch self {
        case .notAuthenticated: Bilingual(fr: "personne non connectée", en: "not signed in")
        case .levelTooLow: Bilingual(fr: "authentification insuffisante", en: "authentication too weak")
        case .noExercise: Bilingual(fr: "aucune situation d'exercice", en: "no professional exercise")
        case .otherStructure: Bilingual(fr: "autre structure, sans convention", en: "other structure, no agreement")
        case .conventionEnded: Bilingual(fr: "convention terminée", en: "agreement ended")
        case .moduleOff: Bilingual(fr: "module absent du contrat", en: "module not in the contract")
        case .mandateMissing: Bilingual(fr: "aucun titre", en: "no title")
        case .mandateUnverified: Bilingual(fr: "titre non vérifié", en: "title not verified")
        case .mandateEnded: Bilingual(fr: "titre hors de sa durée", en: "title not in force")
        case .titleWithoutAccess: Bilingual(fr: "titre sans accès propre", en: "title without access of its own")
        case .notInMandate: Bilingual(fr: "hors du mandat", en: "outside the mandate")
        case .notInvited: Bilingual(fr: "hors de l'invitation", en: "outside the invitation")
        case .notCare: Bilingual(fr: "ne participe pas aux soins", en: "takes no part in care")
        case .supportNotApproved: Bilingual(fr: "assistance non approuvée", en: "support not approved")
        case .supportEnded: Bilingual(fr: "assistance terminée", en: "support ended")
        case .blocked: Bilingual(fr: "personne bloquée par le patient", en: "blocked by the patient")
        case .masked: Bilingual(fr: "document masqué", en: "masked document")
        case .mission: Bilingual(fr: "hors de la mission", en: "outside the mission")
        case .noCareRelation: Bilingual(fr: "pas de relation de prise en charge", en: "no care relation")
        case .opposition: Bilingual(fr: "opposition du patient", en: "the patient's objection")
        case .emergencyForHealthProfessionals:
            Bilingual(
                fr: "urgence réservée aux professionnels de santé", en: "emergency for health professionals alone")
        case .freshProofMissing: Bilingual(fr: "identité à confirmer à nouveau", en: "identity to be proved again")
        case .reasonMissing: Bilingual(fr: "motif d'urgence absent", en: "no reason of emergency")
        case .regulationRightMissing: Bilingual(fr: "droit de régulation absent", en: "no right of regulation")
        case .emergencyEnded: Bilingual(fr: "durée de l'urgence écoulée", en: "time of the emergency over")
        case .consentRequired: Bilingual(fr: "consentement nécessaire", en: "consent needed")
        }
    }
}

extension MandateTitle {
    /// Lower case, as a sentence names it.
    public var label: Bilingual {
        switch self {
        case .parentalAuthority: Bilingual(fr: "l'autorité parentale", en: "parental authority")
        case .guardianship: Bilingual(fr: "la tutelle", en: "guardianship")
        case .familyAuthorisation: Bilingual(fr: "l'habilitation familiale", en: "family authorisation")
        case .assistance: Bilingual(fr: "la curatelle ou la sauvegarde de justice", en: "judicial assistance")
        case .trustedPerson: Bilingual(fr: "la personne de confiance", en: "trusted person")
        case .caregiver: Bilingual(fr: "un mandat d'aidant", en: "a caregiver's mandate")
        case .heir: Bilingual(fr: "la qualité d'ayant droit", en: "heirship")
        }
    }
}
