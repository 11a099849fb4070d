public import Kernel

/// T06: what patients and caregivers answer at home, and the signals it raises. French is what the sheet prints.
public enum FollowUp: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T06", title: "Suivi à distance par questionnaires",
        purposes: [
            "Recueillir à distance l'état du patient entre deux contacts et alerter l'équipe",
            "envoyer l'invitation et les relances",
            "calculer un score d'aide à la décision, soumis à un professionnel",
            "suivre la prise en compte des signaux et des silences",
            "tracer la réponse et la verser au dossier",
            "produire des indicateurs agrégés",
        ],
        legalBasis: LegalBasisRule(
            publicBody: .init(
                .publicInterest, "mission de prévention, de soins et d'accompagnement confiée à la structure"),
            nonProfit: .init(
                .legitimateInterest,
                "suivre l'état des personnes prises en charge entre deux contacts et adapter l'accompagnement à temps"),
            privateBody: .init(
                .legitimateInterest,
                "suivre l'état des personnes prises en charge entre deux contacts et adapter les soins à temps"),
            alternatives: [.legalObligation, .publicInterest]),
        article9: .care,
        persons: [.patient, .caregiver, .healthProfessional, .socialProfessional, .minor, .vulnerable],
        source: "La personne, son aidant, le professionnel prescripteur du suivi",
        recipients: [
            Recipient(.inside, "Équipe de soins du patient"),
            Recipient(.outside, "Partenaires de la prise en charge, avec le consentement de la personne"),
            Recipient(.processor, "Éditeur, pour la maintenance, sur ticket et avec l'accord de la structure"),
        ],
        services: [.hosting, .mail, .sms],
        readsFrom: ["patients", "patient_numbers", "patient_contacts", "circle_members", "care_relations"],
        measures: SecurityMeasure.everywhere + [.neutralMessages, .limitedLinks],
        impactCriteria: [.evaluation],
        cnilList: [1, 13],
        obligation:
            "Répondre est facultatif ; sans réponse, l'équipe suit la personne par ses moyens habituels. Le questionnaire ne remplace pas un appel au 15 ou au 112."
    )
}
