// The kernel's lines for messages, rights, upkeep and counts (T08 to T11). French here is what the sheet prints.

/// T08: messages that leave by e-mail or SMS, with fixed neutral words.
public enum Notifications: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T08", title: "Notifications par courriel et SMS",
        purposes: [
            "Prévenir une personne qu'un message ou une demande l'attend, sans rien en révéler",
            "relancer dans les délais fixés, aux heures permises",
            "respecter le canal choisi et le refus d'un canal",
            "suivre l'acheminement et traiter les échecs",
        ],
        legalBasis: LegalBasisRule(
            publicBody: .init(.publicInterest, "information des personnes dans le cadre de la mission de la structure"),
            nonProfit: .init(
                .legitimateInterest,
                "prévenir les personnes prises en charge et les professionnels de ce qui les attend"),
            privateBody: .init(
                .legitimateInterest,
                "prévenir les personnes prises en charge et les professionnels de ce qui les attend")),
        persons: [
            .patient, .caregiver, .legalRepresentative, .healthProfessional, .socialProfessional, .administrativeStaff,
            .partnerCorrespondent, .structureContact,
        ],
        source:
            "La personne, son aidant ou la structure, pour les coordonnées ; le prestataire d'envoi, pour l'acheminement",
        recipients: [
            Recipient(.inside, "Équipe de soins du patient, pour l'état d'envoi"),
            Recipient(.inside, "Administrateurs de la structure, pour les envois en échec"),
            Recipient(.outside, "Opérateurs de messagerie et de téléphonie du destinataire"),
        ],
        services: [.hosting, .mail, .sms],
        readsFrom: ["patient_contacts", "accounts"],
        measures: SecurityMeasure.everywhere + [.neutralMessages, .limitedLinks],
        obligation:
            "Donner une adresse ou un numéro est facultatif, et chaque canal peut être refusé ; sans canal, la structure prend contact autrement."
    )
}

/// T09: requests of persons about their rights, and the register of breaches.
public enum RightsAndBreaches: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T09", title: "Exercice des droits et violations de données",
        purposes: [
            "Répondre dans les délais aux demandes des personnes sur leurs données",
            "vérifier l'identité du demandeur en cas de doute raisonnable",
            "documenter les violations de données, les notifier et informer les personnes",
            "signaler les incidents de sécurité graves aux autorités compétentes",
        ],
        legalBasis: LegalBasisRule(
            all: .init(
                .legalObligation,
                "droits des personnes et violations (RGPD art. 12 à 22, 33 et 34 ; CSP L1111-7 et L1111-8-2)")),
        article9: .care,
        persons: [
            .patient, .caregiver, .legalRepresentative, .trustedPerson, .healthProfessional, .socialProfessional,
            .administrativeStaff, .partnerCorrespondent, .structureContact, .minor, .vulnerable,
        ],
        source:
            "La personne qui fait la demande ou son représentant ; la structure ; l'éditeur, qui signale une violation",
        recipients: [
            Recipient(.inside, "Délégué à la protection des données de la structure"),
            Recipient(.inside, "Services chargés d'instruire la demande"),
            Recipient(.outside, "Éditeur, qui assiste la structure sans décider à sa place"),
            Recipient(.institution, "CNIL, pour les notifications et les plaintes"),
            Recipient(.institution, "Agence du numérique en santé (CERT Santé), pour les incidents de sécurité"),
        ],
        services: [.hosting],
        readsFrom: ["patients", "circle_members", "mandates", "accounts"],
        measures: SecurityMeasure.everywhere,
        obligation:
            "Les informations demandées servent à retrouver les données et à répondre ; une pièce d'identité n'est demandée qu'en cas de doute raisonnable."
    )
}

/// T10: help given to the structure and upkeep of the program, never without a ticket and the structure's approval.
public enum SupportAndMaintenance: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T10", title: "Assistance et maintenance",
        purposes: [
            "Aider les utilisateurs et maintenir le logiciel en état de sécurité et de fonctionnement",
            "n'ouvrir un accès d'assistance que sur ticket, avec l'accord de la structure et pour une durée limitée",
            "tracer les interventions techniques",
        ],
        legalBasis: LegalBasisRule(
            publicBody: .init(.publicInterest, "continuité et sécurité du service rendu aux usagers"),
            nonProfit: .init(.legitimateInterest, "maintenir le logiciel en état de fonctionnement et de sécurité"),
            privateBody: .init(.legitimateInterest, "maintenir le logiciel en état de fonctionnement et de sécurité"),
            alternatives: [.legalObligation]),
        persons: [.healthProfessional, .socialProfessional, .administrativeStaff, .structureContact],
        source: "L'utilisateur qui demande de l'aide ; le logiciel, pour la trace de l'intervention",
        recipients: [
            Recipient(.inside, "Administrateurs de la structure"),
            Recipient(.inside, "Délégué à la protection des données de la structure"),
            Recipient(.outside, "Éditeur, équipe d'assistance habilitée"),
        ],
        services: [.hosting],
        readsFrom: ["accounts"],
        measures: SecurityMeasure.everywhere,
        obligation:
            "Décrire le problème est nécessaire pour être aidé. L'accès de l'éditeur à des données de santé est fermé par défaut."
    )
}

/// T11: counts by period, in which nobody can be found.
public enum AggregatedIndicators: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T11", title: "Indicateurs agrégés",
        purposes: [
            "Mesurer l'activité et le suivi sans désigner personne",
            "rendre compte aux partenaires et aux financeurs par des effectifs agrégés",
        ],
        legalBasis: LegalBasisRule(
            publicBody: .init(.publicInterest, "évaluation et pilotage de la mission de la structure"),
            nonProfit: .init(.legitimateInterest, "mesurer l'activité et en rendre compte sans désigner personne"),
            privateBody: .init(.legitimateInterest, "mesurer l'activité et en rendre compte sans désigner personne"),
            alternatives: [.legalObligation]),
        persons: [.patient],
        source:
            "Le logiciel, qui ajoute à un compteur au moment de l'écriture ; aucune donnée individuelle n'est conservée à cette fin",
        recipients: [
            Recipient(.inside, "Direction et coordination de la structure"),
            Recipient(.outside, "Partenaires désignés par convention, effectifs inférieurs à 11 masqués"),
            Recipient(
                .institution, "Assurance maladie et agence régionale de santé, effectifs inférieurs à 11 masqués"),
        ],
        services: [.hosting],
        measures: SecurityMeasure.everywhere + [.minimumCells],
        obligation: "Rien n'est demandé à la personne, qui dispose du droit d'opposition."
    )
}
