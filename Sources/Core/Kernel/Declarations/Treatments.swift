// The kernel's own lines of the register: who people are, who may do what, and what proves it.
// T08 to T11, which carry messages, rights, upkeep and counts, are in TreatmentsUpkeep.swift.
// French here is what the sheet prints.

extension SecurityMeasure {
    /// What every treatment of this program relies on.
    public static let everywhere: [SecurityMeasure] = [
        .accessControl, .tracing, .softwareProtection, .backup, .encryption, .processorControl, .partitioning,
    ]
}

/// T00: who the patient is, who cares for them, who speaks for them. The other treatments read its tables.
public enum IdentityAndCareCircle: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T00", title: "Identification des patients et cercle de prise en charge",
        purposes: [
            "Identifier chaque patient sans erreur et connaître les personnes qui participent à sa prise en charge",
            "référencer les données de santé par l'identité nationale de santé (INS) lorsqu'elle est qualifiée",
            "détecter les doublons et tracer les changements d'identité",
            "tenir l'équipe de soins, les aidants, les représentants légaux et la personne de confiance",
            "vérifier les titres des représentants et leur terme",
        ],
        legalBasis: LegalBasisRule(
            publicBody: .init(
                .publicInterest, "mission de prévention, de soins et d'accompagnement confiée à la structure"),
            nonProfit: .init(
                .legalObligation,
                "référencement des données de santé par l'identité nationale de santé (CSP L1111-8-1)"),
            privateBody: .init(
                .legalObligation,
                "référencement des données de santé par l'identité nationale de santé (CSP L1111-8-1)"),
            alternatives: [.publicInterest, .legitimateInterest]),
        article9: .care,
        persons: [
            .patient, .caregiver, .legalRepresentative, .trustedPerson, .healthProfessional, .socialProfessional,
            .minor, .vulnerable,
        ],
        source:
            "La personne, son représentant ou son aidant ; les pièces d'identité présentées ; le téléservice INSi ; les professionnels de la prise en charge",
        recipients: [
            Recipient(.inside, "Équipe de soins du patient"),
            Recipient(.inside, "Personnel d'accueil chargé de l'identité, sans accès aux données de santé"),
            Recipient(.outside, "Partenaires participant à la prise en charge, dans la limite du partage autorisé"),
            Recipient(.outside, "Représentant légal, dans la limite de son titre"),
            Recipient(.institution, "Téléservice INSi de l'Assurance maladie, pour la recherche de l'INS"),
            Recipient(.processor, "Éditeur, pour la maintenance, sur ticket et avec l'accord de la structure"),
        ],
        services: [.hosting],
        readsFrom: ["accounts", "professional_identities"],
        measures: SecurityMeasure.everywhere,
        impactCriteria: [.largeScale],
        cnilList: [1, 13],
        obligation:
            "Les traits d'identité sont nécessaires à la sécurité des soins ; sans eux, le dossier reste provisoire. Les coordonnées sont facultatives : sans elles, aucun message n'est envoyé."
    )
}

/// T01: the structures that are customers, their contracts and contacts, the accounts of their staff.
public enum AccountsAndRights: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T01", title: "Gestion des structures clientes, comptes et habilitations",
        purposes: [
            "Ouvrir à chaque professionnel les seuls droits que sa fonction demande, et les retirer à temps",
            "gérer les contrats, les modules activés et le registre des traitements de la structure",
            "tenir les situations d'exercice, les rôles et les invitations",
            "faire relire chaque année les habilitations",
            "joindre les contacts professionnels de la structure",
        ],
        legalBasis: LegalBasisRule(
            publicBody: .init(
                .publicInterest, "organisation du service et maîtrise des accès aux données qu'il traite (RGPD art. 32)"
            ),
            nonProfit: .init(
                .legitimateInterest, "n'ouvrir le logiciel qu'aux personnes habilitées et pouvoir en répondre"),
            privateBody: .init(
                .legitimateInterest, "n'ouvrir le logiciel qu'aux personnes habilitées et pouvoir en répondre"),
            alternatives: [.legalObligation, .contract]),
        persons: [
            .healthProfessional, .socialProfessional, .administrativeStaff, .partnerCorrespondent, .structureContact,
        ],
        source:
            "La structure et ses administrateurs ; la personne elle-même ; les répertoires nationaux (RPPS, FINESS) ; Pro Santé Connect",
        recipients: [
            Recipient(.inside, "Administrateurs de la structure"),
            Recipient(.inside, "Délégué à la protection des données de la structure"),
            Recipient(.outside, "Éditeur, pour la gestion du contrat et l'assistance"),
        ],
        services: [.hosting, .mail, .crm],
        measures: SecurityMeasure.everywhere + [.limitedLinks],
        obligation:
            "Les informations demandées sont nécessaires à l'ouverture du compte ; sans elles, l'accès n'est pas ouvert. Le téléphone est facultatif."
    )
}

/// T02: how a person proves who they are.
public enum Authentication: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T02", title: "Authentification et sécurité des accès",
        purposes: [
            "S'assurer que la personne qui se connecte est bien celle qu'elle prétend être",
            "gérer les facteurs d'authentification et leur renouvellement",
            "ouvrir, verrouiller et révoquer les sessions",
            "repérer et ralentir les tentatives frauduleuses, prévenir d'une connexion depuis un nouvel appareil",
            "vérifier l'identité du patient ou de l'aidant avant tout affichage derrière un lien",
        ],
        legalBasis: LegalBasisRule(
            all: .init(.legalObligation, "sécurité du traitement (RGPD art. 32 ; CSP L1470-2 et L1470-5)"),
            alternatives: [.legitimateInterest]),
        persons: [
            .patient, .caregiver, .legalRepresentative, .healthProfessional, .socialProfessional, .administrativeStaff,
            .partnerCorrespondent,
        ],
        source:
            "La personne et son appareil ; le fournisseur d'identité choisi (Pro Santé Connect, FranceConnect ou autre)",
        recipients: [
            Recipient(.inside, "La personne elle-même, pour ses sessions et ses appareils"),
            Recipient(.inside, "Administrateurs de la structure, sans accès aux secrets"),
            Recipient(.processor, "Éditeur, équipe de sécurité, sans accès aux secrets"),
            Recipient(
                .institution, "Fournisseur d'identité public, lorsqu'il est choisi (Pro Santé Connect, FranceConnect)"),
        ],
        services: [.hosting, .mail, .sms],
        readsFrom: ["accounts", "patients", "patient_contacts"],
        measures: SecurityMeasure.everywhere + [.neutralMessages, .limitedLinks],
        obligation:
            "L'authentification est obligatoire pour accéder au logiciel ; sans elle, aucune donnée n'est affichée."
    )
}

/// T03: who read or wrote what, when, why, on what basis.
public enum AccessLog: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T03", title: "Journalisation et traçabilité des accès",
        purposes: [
            "Pouvoir dire qui a consulté ou modifié quel dossier, quand, pourquoi et sur quelle base",
            "détecter les accès illégitimes et faire relire les accès en urgence",
            "permettre à chaque personne de savoir qui a consulté son dossier",
            "rendre toute altération du journal détectable",
        ],
        legalBasis: LegalBasisRule(
            all: .init(
                .legalObligation,
                "sécurité du traitement et capacité à en rendre compte (RGPD art. 5.2 et 32 ; CSP L1110-4)"),
            alternatives: [.legitimateInterest]),
        article9: .care,
        persons: [
            .patient, .caregiver, .legalRepresentative, .healthProfessional, .socialProfessional, .administrativeStaff,
            .partnerCorrespondent,
        ],
        source: "Le logiciel, à chaque geste ; le professionnel, pour le motif d'un accès en urgence",
        recipients: [
            Recipient(.inside, "Délégué à la protection des données de la structure"),
            Recipient(.inside, "Référent chargé de relire les accès en urgence"),
            Recipient(.inside, "Le patient, pour les accès à son propre dossier"),
            Recipient(
                .outside, "Délégué à la protection des données du partenaire, pour les accès de ses professionnels"),
            Recipient(.outside, "Témoins du journal, qui n'en reçoivent que des empreintes"),
            Recipient(.institution, "Autorité de contrôle ou judiciaire, sur demande fondée en droit"),
        ],
        services: [.hosting],
        readsFrom: ["accounts", "memberships"],
        measures: SecurityMeasure.everywhere,
        impactCriteria: [.systematicMonitoring],
        obligation:
            "Les traces sont obligatoires : un geste qui ne peut être tracé est refusé. Elles ne servent pas à évaluer les professionnels."
    )
}

/// T04: information given, consents to share, oppositions, directives. Not the legal basis of care (rule 38).
public enum ConsentsAndOppositions: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T04", title: "Consentements, oppositions et directives de partage",
        purposes: [
            "Recueillir, prouver et appliquer ce que la personne accepte ou refuse dans le partage de ses données",
            "conserver la preuve de l'information remise",
            "appliquer sans délai les retraits et les oppositions",
            "conserver à part les consentements au sens du RGPD, pour les traitements facultatifs qui en dépendent",
            "conserver les directives sur le sort des données après le décès",
        ],
        legalBasis: LegalBasisRule(
            all: .init(
                .legalObligation,
                "recueil et preuve du consentement au partage et du droit d'opposition (CSP L1110-4, D1110-3-1 à D1110-3-3 ; RGPD art. 7.1)"
            )),
        article9: .care,
        persons: [
            .patient, .caregiver, .legalRepresentative, .trustedPerson, .healthProfessional, .socialProfessional,
            .minor,
            .vulnerable,
        ],
        source: "La personne ou son représentant ; le professionnel qui recueille sa décision",
        recipients: [
            Recipient(.inside, "Équipe de soins du patient"),
            Recipient(.inside, "Délégué à la protection des données de la structure"),
            Recipient(.inside, "Professionnel à qui une information est adressée nommément"),
            Recipient(.outside, "Partenaires visés par le consentement, pour ce qui les concerne"),
            Recipient(.outside, "Représentant légal, dans la limite de son titre"),
            Recipient(.institution, "Contrôle médical de l'assurance maladie, sur exception légale enregistrée"),
        ],
        services: [.hosting],
        readsFrom: ["patients", "circle_members", "mandates", "accounts"],
        measures: SecurityMeasure.everywhere,
        obligation:
            "Consentir est toujours facultatif, et le retrait possible à tout moment ; sans consentement, rien n'est partagé hors de l'équipe de soins, et les soins se poursuivent."
    )
}
