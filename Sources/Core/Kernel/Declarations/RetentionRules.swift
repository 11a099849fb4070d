// How long rows are kept: one rule per code over the whole program (health-and-rgpd.md §2). A table names the rule
// and what it holds; the numbers are nowhere else. `PatientFileRetention` computes the term of `dossier_patient`.

extension RetentionRule {
    /// The patient's file and all that proves how it was shared: CSP R1112-7, with its four exceptions.
    public static func patientFile(_ subject: String) -> RetentionRule {
        RetentionRule(
            "dossier_patient", subject: subject,
            active: Term(20, .years, from: "dernier séjour ou dernière consultation externe"), ground: .statutory,
            reference: "CSP R1112-7 ; même durée totale en exercice libéral (CNIL, délibération 2020-081)",
            exceptions: [
                "mineur : jusqu'au 28e anniversaire si les vingt ans s'achèvent avant",
                "décès moins de dix ans après le dernier passage : dix ans à compter du décès",
                "recours gracieux ou contentieux : durée suspendue",
                "actes transfusionnels : trente ans à compter de l'acte",
            ],
            bounds: Bounds(least: years(20), most: years(30)))
    }

    /// Social support that is no part of the medical file.
    public static func socialSupport(_ subject: String) -> RetentionRule {
        RetentionRule(
            "accompagnement_social", subject: subject, active: Term(2, .years, from: "dernier contact"),
            ground: .recommended, reference: "CNIL, référentiel du 14 septembre 2023 (suivi social et médico-social)",
            exceptions: ["archivage intermédiaire au-delà si la structure le justifie"],
            bounds: Bounds(least: years(1), most: years(5)))
    }

    /// What somebody began and did not send.
    public static func drafts(_ subject: String) -> RetentionRule {
        RetentionRule(
            "brouillons", subject: subject, active: Term(30, .days, from: "expiration de l'invitation"),
            ground: .choice,
            reference: "RGPD art. 5.1.e (limitation de la conservation)", bounds: Bounds(least: days(1), most: days(90))
        )
    }

    /// Invitations with their limited links.
    public static func invitations(_ subject: String) -> RetentionRule {
        RetentionRule(
            "invitations", subject: subject, active: Term(30, .days, from: "expiration de l'invitation"),
            ground: .choice,
            reference: "RGPD art. 5.1.e (limitation de la conservation)", bounds: Bounds(least: days(1), most: days(90))
        )
    }

    /// Accounts, roles and factors, after the account is closed; identifiers stay in the access log.
    public static func accounts(_ subject: String) -> RetentionRule {
        RetentionRule(
            "comptes", subject: subject, active: Term(12, .months, from: "clôture du compte"), ground: .choice,
            reference: "RGPD art. 5.1.e (limitation de la conservation)",
            exceptions: ["l'identifiant reste dans le journal d'accès jusqu'au terme de celui-ci"],
            bounds: Bounds(least: months(3), most: years(2)))
    }

    /// Yearly review of rights: the last ones prove that it is done.
    public static func rightsReviews(_ subject: String) -> RetentionRule {
        RetentionRule(
            "revue_habilitations", subject: subject, active: Term(3, .years, from: "revue"), ground: .choice,
            reference: "CNIL, guide de la sécurité 2024 (habilitations)",
            bounds: Bounds(least: years(1), most: years(5)))
    }

    /// IP address, device, times of connection.
    public static func connections(_ subject: String) -> RetentionRule {
        RetentionRule(
            "donnees_connexion", subject: subject, active: Term(12, .months, from: "connexion"), ground: .recommended,
            reference: "CNIL, délibération 2021-122 (journalisation)", bounds: Bounds(least: months(6), most: years(1)))
    }

    /// One-time codes: useless once used, kept a day to slow guessers.
    public static func oneTimeCodes(_ subject: String) -> RetentionRule {
        RetentionRule(
            "codes_usage_unique", subject: subject, active: Term(1, .days, from: "envoi du code"), ground: .choice,
            reference: "RGPD art. 5.1.e (limitation de la conservation)", bounds: Bounds(least: days(1), most: days(7)))
    }

    /// Who read or wrote which file.
    public static func accessLog(_ subject: String) -> RetentionRule {
        RetentionRule(
            "journal_acces", subject: subject, active: Term(3, .years, from: "accès"), ground: .choice,
            reference: "CNIL, délibération 2021-122 (journalisation) ; durée fixée par le responsable",
            exceptions: ["les empreintes du journal, sans donnée personnelle, sont conservées"],
            bounds: Bounds(least: years(1), most: years(20)))
    }

    /// Delivery of messages; their words are fixed and never stored.
    public static func messageMetadata(_ subject: String) -> RetentionRule {
        RetentionRule(
            "metadonnees_messages", subject: subject, active: Term(12, .months, from: "envoi"), ground: .choice,
            reference: "RGPD art. 5.1.e (limitation de la conservation)",
            exceptions: ["contenu : non conservé, le texte est fixe"], bounds: Bounds(least: months(1), most: years(1)))
    }

    /// Requests of persons about their rights.
    public static func rightsRequests(_ subject: String) -> RetentionRule {
        RetentionRule(
            "demandes_droits", subject: subject, active: Term(5, .years, from: "clôture de la demande"),
            ground: .recommended, reference: "C. civ. art. 2224 (prescription)",
            bounds: Bounds(least: years(3), most: years(6)))
    }

    /// Copy of an identity document, asked for only in doubt.
    public static func identityProofs(_ subject: String) -> RetentionRule {
        RetentionRule(
            "piece_identite", subject: subject, active: Term(1, .years, from: "réception"), ground: .recommended,
            reference: "CNIL, exercice des droits ; RGPD art. 12.6",
            exceptions: ["détruite dès la vérification faite, un an au plus"],
            bounds: Bounds(least: days(1), most: years(1)))
    }

    /// The register of breaches (art. 33.5).
    public static func breaches(_ subject: String) -> RetentionRule {
        RetentionRule(
            "violations", subject: subject, active: Term(5, .years, from: "clôture de la violation"), ground: .choice,
            reference: "RGPD art. 33.5", bounds: Bounds(least: years(5), most: years(10)))
    }

    /// Tickets and technical interventions.
    public static func support(_ subject: String) -> RetentionRule {
        RetentionRule(
            "assistance", subject: subject, active: Term(3, .years, from: "clôture du ticket"), ground: .choice,
            reference: "RGPD art. 5.1.e et 28.3.h", bounds: Bounds(least: years(1), most: years(5)))
    }

    /// Counts in which nobody can be found.
    public static func indicators(_ subject: String) -> RetentionRule {
        RetentionRule(
            "indicateurs", subject: subject, active: Term(5, .years, from: "fin de la période"), fate: .archives,
            ground: .choice, reference: "RGPD considérant 26 (données agrégées)",
            bounds: Bounds(least: years(1), most: years(10)))
    }

    /// Agreements, licences, and the persons named in them.
    public static func agreements(_ subject: String) -> RetentionRule {
        RetentionRule(
            "conventions", subject: subject, active: Term(5, .years, from: "fin de la convention"), ground: .choice,
            reference: "C. civ. art. 2224 (prescription)", bounds: Bounds(least: years(1), most: years(10)))
    }

    private static func days(_ n: Int) -> Term { Term(n, .days, from: "") }
    private static func months(_ n: Int) -> Term { Term(n, .months, from: "") }
    private static func years(_ n: Int) -> Term { Term(n, .years, from: "") }
}
