public import Kernel

/// T05: the patient's file, shared between those who take part in the care. French is what the sheet prints.
public enum SharedFile: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T05", title: "Dossier patient partagé",
        purposes: [
            "Tenir un dossier commun pour la continuité et la coordination des soins",
            "conserver et classer les documents, les notes et les mesures",
            "présenter l'histoire du patient et une synthèse utile en urgence",
            "appliquer les masquages et les limites de mission de chaque professionnel",
            "permettre à la personne de consulter son dossier",
        ],
        legalBasis: LegalBasisRule(
            publicBody: .init(
                .publicInterest, "mission de prévention, de soins et d'accompagnement confiée à la structure"),
            nonProfit: .init(
                .legalObligation,
                "tenue du dossier de la personne prise en charge (CSP L1111-7 et R1112-2 ; CASF L311-3)"),
            privateBody: .init(.legalObligation, "tenue du dossier du patient (CSP L1111-7 et R4127-45)"),
            alternatives: [.legalObligation, .publicInterest, .legitimateInterest]),
        article9: .care,
        persons: [
            .patient, .caregiver, .legalRepresentative, .trustedPerson, .healthProfessional, .socialProfessional,
            .minor,
            .vulnerable,
        ],
        source:
            "Les professionnels de la prise en charge ; la personne et son aidant ; les partenaires qui transmettent un document",
        recipients: [
            Recipient(.inside, "Équipe de soins du patient, selon la mission de chacun"),
            Recipient(.inside, "La personne elle-même et son représentant, dans la limite de son titre"),
            Recipient(.outside, "Partenaires de la prise en charge, avec le consentement de la personne"),
            Recipient(.outside, "Régulation médicale (centre 15), sauf opposition expresse"),
            Recipient(.processor, "Éditeur, pour la maintenance, sur ticket et avec l'accord de la structure"),
        ],
        services: [.hosting, .mail, .sms],
        readsFrom: [
            "patients", "patient_numbers", "circle_members", "mandates", "care_relations", "care_consents",
            "oppositions",
        ],
        measures: SecurityMeasure.everywhere + [.neutralMessages],
        impactCriteria: [.largeScale],
        cnilList: [1, 13],
        obligation:
            "Le dossier est tenu pour la sécurité des soins. La personne peut s'opposer à son partage, demander un masquage et choisir qui le consulte."
    )
}
