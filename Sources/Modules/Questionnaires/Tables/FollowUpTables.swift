import Kernel

/// Who answers what, how often. Which questionnaire tells of an illness: it is sealed.
enum Plans: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_plans"
    static let title: StaticString = "Plans de suivi"
    static let columns = declare(
        Column<Health, Use>("questionnaire", "questionnaire choisi"),
        Column<Health, Use>("reason", "motif du suivi", required: false),
        Column<Technical, Use>("respondent", "", required: false),
        Column<Technical, Use>("owner", ""),
        Column<Administrative, Use>("schedule", "rythme du suivi"),
        Column<Administrative, Use>("state", "état du suivi"),
        Column<Administrative, Use>("starts_on", "début du suivi", .day),
        Column<Administrative, Use>("ends_on", "fin du suivi", .day, required: false),
        Column<Administrative, Use>("next_on", "prochain envoi", .day, required: false))
    static let retention = RetentionRule.patientFile("Plans de suivi, réponses validées, scores et signaux")
}

/// One task for one person behind one link; only the token's hash is here (rule 32).
enum Invitations: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_invitations"
    static let title: StaticString = "Invitations à répondre"
    static let columns = declare(
        Column<Technical, Use>("plan", "", required: false),
        Column<Technical, Use>("respondent", "", required: false),
        Column<Technical, Use>("token_hash", "", .bytes),
        Column<Health, Use>("questionnaire", "questionnaire choisi"),
        Column<Technical, Use>("notice_version", "", .integer),
        Column<Technical, Use>("invited_by", ""),
        Column<Administrative, Use>("channel", "canal de l'invitation"),
        Column<Administrative, Use>("state", "état de l'invitation"),
        Column<Technical, Use>("reminders", "", .integer),
        Column<Administrative, Use>("due_at", "échéance de la réponse", .instant),
        Column<Administrative, Use>("expires_at", "expiration du lien", .instant),
        Column<Administrative, Use>("submitted_at", "envoi de la réponse", .instant, required: false),
        Column<Administrative, Use>("revoked_at", "révocation du lien", .instant, required: false))
    static let retention = RetentionRule.invitations("Invitations à répondre")
    static let unique = [["token_hash"]]
}

enum Drafts: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_drafts"
    static let title: StaticString = "Réponses commencées et non envoyées"
    static let columns = declare(
        Column<Technical, Use>("invitation", ""),
        Column<Health, Use>("response", "réponses commencées"),
        Column<Administrative, Use>("saved_at", "dernier enregistrement du brouillon", .instant))
    static let retention = RetentionRule.drafts("Réponses commencées et non envoyées")
    static let unique = [["invitation"]]
}

/// Submitted answers, never changed: an amendment is another row that names the one it replaces.
enum Answers: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_answers"
    static let title: StaticString = "Réponses aux questionnaires"
    static let columns = declare(
        Column<Technical, Use>("plan", "", required: false),
        Column<Technical, Use>("invitation", "", required: false),
        Column<Technical, Use>("respondent", "", required: false),
        Column<Technical, Use>("entered_by", "", required: false),
        Column<Technical, Use>("replaces", "", required: false),
        Column<Health, Use>("questionnaire", "questionnaire choisi"),
        Column<Health, Use>("response", "réponses au questionnaire"),
        Column<Administrative, Use>("entry_mode", "mode de réponse"),
        Column<Administrative, Use>("submitted_at", "date de la réponse", .instant))
    static let retention = Plans.retention
    static let appendOnly = true
}

/// Where an answer came from; kept a year, not as long as the answer.
enum Submissions: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_submissions"
    static let title: StaticString = "Traces d'envoi des réponses"
    static let columns = declare(
        Column<Technical, Use>("answer", ""),
        Column<Technical, Use>("submission_key", ""),
        Column<ConnectionTrace, Use>("address", "adresse IP et horodatage de l'envoi"),
        Column<ConnectionTrace, Use>("device", "navigateur et appareil", required: false))
    static let retention = RetentionRule.connections("Traces d'envoi des réponses")
    static let appendOnly = true
    static let unique = [["submission_key"]]
}

/// Recomputable from the answer and the rule's version (rule 56); incomplete gives no total (rule 58).
enum Scores: CareTable {
    typealias Use = FollowUp
    static let name: StaticString = "questionnaires_scores"
    static let title: StaticString = "Scores calculés"
    static let columns = declare(
        Column<Technical, Use>("answer", ""),
        Column<Technical, Use>("rule_version", ""),
        Column<Health, Use>("score", "score, interprétation et complétude"),
        Column<Administrative, Use>("computed_at", "date du calcul", .instant))
    static let retention = Plans.retention
    static let appendOnly = true
}
