@testable import Kernel

/// A rich sheet made by hand: a kernel line without sensitive data, a module's line with transfers, overrides and
/// warnings, a stopped one. Everything in it is invented.
enum SampleSheet {
    static func make(role: Sheet.Role = .controller, note: String = "") -> Sheet {
        Sheet(
            structure: Sheet.Party(
                ref: "msp-lavande", name: "Maison de santé de la Lavande fictive" + note, kind: "MSP",
                kindLabel: "Maison de santé pluriprofessionnelle", legalNature: "prive", finess: "990000018",
                siret: "99900000100017", representative: "Docteure Fictive Exemple", address: "1 rue de l'Exemple",
                postalCode: "99999", city: "Ville-Fictive", country: "FR", phone: "01 99 00 00 00",
                email: "contact@lavande.example"),
            publisher: Sheet.Publisher(
                name: "Citana (éditeur fictif)", address: "2 place du Modèle, 99999 Ville-Fictive",
                email: "editeur@citana.example", representative: "Personne Inventée",
                dpo: Sheet.Officer(
                    name: "Déléguée Éditeur", organisation: "", email: "dpo@citana.example", phone: "01 99 00 00 01")),
            dpo: Sheet.Officer(
                name: "Délégué Imaginaire", organisation: "Cabinet Fictif", email: "dpo@lavande.example",
                phone: "01 99 00 00 02"),
            contract: Sheet.ContractReference(reference: "C-2026-001", signedOn: day("2026-01-15")),
            role: role, version: 7, effectiveOn: day("2026-11-23"), cause: "modules",
            causeText: "Module questionnaires activé", author: "Opératrice Fictive", modules: ["questionnaires"],
            configuration: ["mail": "sendgrid", "sms": "none", "crm": "none", "hosting": "ovh"],
            treatments: [identity, tracing, questionnaires(note: note), partners], sha256: nil)
    }

    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("not a day: \(text)") }
        return day
    }

    private static let hosting = Sheet.Processor(
        code: "ovh-hosting", name: "OVH SAS (OVHcloud)", country: "FR",
        service: "Hébergement des données de santé et sauvegardes ; toutes les données, chiffrées",
        noticeOn: day("2026-01-02"), effectiveOn: day("2026-02-01"), objectionDeadline: day("2026-02-01"))

    private static let care = Sheet.Coded(
        code: "9.2.h",
        text: Article9Exception.care.label)

    private static let interest = Sheet.Coded(
        code: "interet_legitime",
        text:
            "Intérêt légitime (art. 6.1.f) : assurer la continuité et la qualité de la prise en charge entre les professionnels de la structure"
    )

    private static func datum(_ category: DataCategory, _ items: [String], _ table: String) -> Sheet.Datum {
        Sheet.Datum(
            category: category, sensitive: category.sensitive, label: category.label, items: items, tables: [table],
            columns: items.indices.map { "\(table).c\($0)" })
    }

    private static func record(_ category: DataCategory) -> Sheet.Retention {
        Sheet.Retention(
            code: "dossier_patient", category: category, subject: "Dossier du patient",
            active: Term(20, .years, from: "dernier séjour ou dernière consultation"), intermediate: nil,
            fate: "destruction", ground: "obligatoire", reference: "CSP R1112-7",
            exceptions: ["mineur : jusqu'à 28 ans", "décès : 10 ans", "contentieux : suspension"])
    }

    private static func logs(_ category: DataCategory) -> Sheet.Retention {
        Sheet.Retention(
            code: "journal", category: category, subject: "Journal des accès",
            active: Term(6, .months, from: "inscription de la ligne"),
            intermediate: Term(1, .years, from: "fin de la base active"), fate: "destruction", ground: "recommande",
            reference: "CNIL, délibération 2021-122", exceptions: [])
    }

    private static let rights = [
        "acces", "directives_post_mortem", "effacement", "limitation", "opposition", "reclamation_cnil",
        "rectification",
    ]

    private static let identity = Sheet.Line(
        code: "T00", module: "kernel", moduleTitle: "Socle", title: "Identité des patients et cercle de soins",
        status: .active, statusText: nil, createdOn: day("2026-01-15"), updatedOn: day("2026-11-23"),
        purposes: ["Savoir qui est la personne prise en charge et qui l'entoure", "éviter les doublons"],
        role: "responsable", legalBasis: interest, article9: care,
        persons: ["patient_usager", "aidant", "representant_legal"],
        data: [
            datum(.identity, ["nom de naissance", "date de naissance", "téléphone", "courriel"], "patients"),
            datum(.personalLife, ["lien avec la personne"], "circle"),
            datum(.nationalIdentifier, ["matricule INS"], "patients"),
        ],
        source: "la personne, son représentant légal, le professionnel qui l'inscrit",
        recipients: [Recipient(.inside, "équipe de soins du patient"), Recipient(.processor, "éditeur, sur ticket")],
        processors: [hosting], transfers: [],
        retention: [record(.identity), record(.nationalIdentifier), record(.personalLife)],
        measures: ["controle_acces", "tracabilite", "chiffrement", "sauvegarde", "controle_sous_traitants"],
        impactAssessment: Sheet.ImpactAssessment(
            required: true, cnilList: [], criteria: ["donnees_sensibles", "personnes_vulnerables"]),
        automatedDecision: false, rights: rights,
        obligation: "Le nom et la date de naissance sont nécessaires pour ne pas confondre deux personnes.",
        overrides: [], warnings: [])

    private static let tracing = Sheet.Line(
        code: "T03", module: "kernel", moduleTitle: "Socle", title: "Journalisation et traçabilité des accès",
        status: .active, statusText: nil, createdOn: day("2026-01-15"), updatedOn: day("2026-01-15"),
        purposes: ["Savoir qui a consulté ou modifié un dossier, et quand"], role: "responsable",
        legalBasis: Sheet.Coded(code: "obligation_legale", text: "sécurité du traitement (art. 32)"), article9: nil,
        persons: ["patient_usager", "professionnel_sante", "personnel_administratif"],
        data: [
            datum(.connection, ["adresse IP", "date et heure"], "audit_lines"),
            datum(.professionalLife, ["fonction"], "audit_lines"),
            datum(.other, ["état de la ligne"], "audit_lines"),
        ],
        source: "l'usage du logiciel", recipients: [Recipient(.inside, "délégué à la protection des données")],
        processors: [hosting], transfers: [], retention: [.connection, .professionalLife, .other].map(logs),
        measures: ["tracabilite", "chiffrement"],
        impactAssessment: Sheet.ImpactAssessment(required: false, cnilList: [], criteria: ["personnes_vulnerables"]),
        automatedDecision: false,
        rights: ["acces", "directives_post_mortem", "limitation", "reclamation_cnil", "rectification"],
        obligation: "L'inscription au journal est automatique.", overrides: [], warnings: [])

    private static func questionnaires(note: String) -> Sheet.Line {
        Sheet.Line(
            code: "T06", module: "questionnaires", moduleTitle: "Questionnaires",
            title: "Suivi à distance par questionnaires" + note, status: .active, statusText: nil,
            createdOn: day("2026-11-23"), updatedOn: day("2026-11-23"),
            purposes: [
                "Recueillir à distance l'état du patient entre deux contacts et alerter l'équipe" + note,
                "envoyer l'invitation", "calculer un score d'aide", "verser la réponse au dossier",
            ],
            role: "responsable", legalBasis: interest, article9: care,
            persons: ["patient_usager", "aidant", "professionnel_sante"],
            data: [
                datum(.identity, ["nom", "téléphone mobile", "courriel" + note], "questionnaires_invitations"),
                datum(.health, ["réponses", "scores"], "questionnaires_answers"),
                datum(.nationalIdentifier, ["matricule INS, si identité qualifiée"], "patients"),
                datum(.connection, ["adresse IP", "horodatage"], "questionnaires_invitations"),
            ],
            source: "la personne, son aidant, le professionnel qui prescrit le suivi",
            recipients: [
                Recipient(.inside, "équipe de soins du patient"),
                Recipient(.outside, "partenaires, avec le consentement de la personne" + note),
                Recipient(.processor, "éditeur (maintenance, sur ticket)"),
            ],
            processors: [
                hosting,
                Sheet.Processor(
                    code: "twilio-sendgrid", name: "Twilio Inc. (SendGrid)", country: "US",
                    service:
                        "Acheminement des courriels ; adresse du destinataire et texte neutre, sans donnée de santé",
                    noticeOn: nil, effectiveOn: day("2026-11-23"), objectionDeadline: nil),
            ],
            transfers: [
                Sheet.Transfer(
                    processor: "twilio-sendgrid", country: "US", instrument: "DPF", fallback: "CCT", verifiedOn: nil)
            ],
            retention: [
                record(.health), record(.identity), record(.nationalIdentifier),
                Sheet.Retention(
                    code: "invitations", category: .connection, subject: "Métadonnées d'envoi",
                    active: Term(12, .months, from: "envoi"), intermediate: nil, fate: "destruction",
                    ground: "choix", reference: "", exceptions: []),
            ],
            measures: [
                "controle_acces", "tracabilite", "chiffrement", "sauvegarde", "cloisonnement", "messages_neutres",
                "liens_limites", "controle_sous_traitants",
            ],
            impactAssessment: Sheet.ImpactAssessment(
                required: true, cnilList: [1],
                criteria: ["evaluation_notation", "donnees_sensibles", "personnes_vulnerables"]),
            automatedDecision: false, rights: rights,
            obligation: "Répondre est facultatif : ne pas répondre ne change rien à la prise en charge.",
            overrides: [
                Sheet.AppliedOverride(
                    field: "Durée « Métadonnées d'envoi »", previous: "6 mois", value: "12 mois",
                    author: "Délégué Imaginaire", on: day("2026-11-20"),
                    reason: "litiges sur la réception des invitations" + note)
            ],
            warnings: ["Transfert vers les États-Unis : date de vérification à renseigner" + note])
    }

    private static let partners = Sheet.Line(
        code: "T07", module: "partner-exchange", moduleTitle: "Échanges avec les partenaires",
        title: "Échanges avec les partenaires", status: .stopped,
        statusText: "traitement arrêté, données conservées jusqu'au 31/12/2046", createdOn: day("2026-01-15"),
        updatedOn: day("2026-06-30"), purposes: ["Transmettre au partenaire ce qui est utile à la prise en charge"],
        role: "responsable", legalBasis: interest, article9: care,
        persons: ["patient_usager", "correspondant_partenaire"],
        data: [
            datum(.identity, ["nom"], "partner_messages"), datum(.health, ["document transmis"], "partner_messages"),
        ],
        source: "les professionnels de la structure", recipients: [Recipient(.outside, "partenaires sous convention")],
        processors: [hosting], transfers: [], retention: [record(.health), record(.identity)],
        measures: ["controle_acces", "chiffrement"],
        impactAssessment: Sheet.ImpactAssessment(
            required: true, cnilList: [1], criteria: ["donnees_sensibles", "personnes_vulnerables"]),
        automatedDecision: false, rights: rights, obligation: "", overrides: [], warnings: [])
}
