// Questionnaires: a patient or a caregiver answers at home, the team is told, a human decides.
//
//   Treatments.swift   T06, the line of the register
//   Tables/            library, plans, invitations, drafts, answers, alerts
//   Messages.swift     what may leave by e-mail or SMS
//   Migrations.swift   the schema, step by step

public import Kernel

/// Remote follow-up by questionnaires (T06).
public struct Questionnaires: Sendable {}

extension Questionnaires: ModuleDeclaration {
    public static let name: ModuleName = "questionnaires"
    public static let title = Bilingual(fr: "Questionnaires de suivi", en: "Follow-up questionnaires")
    public static let promise = Bilingual(
        fr:
            "Le patient répond de chez lui ; l'équipe voit ce qui demande une décision, et ce qui n'a pas reçu de réponse.",
        en: "The patient answers from home; the team sees what calls for a decision, and what got no answer.")
    public static let treatments: [any Treatment.Type] = [FollowUp.self]
    public static let tables: [TableDeclaration] = [
        QuestionnaireLibrary.declaration, Licences.declaration, Plans.declaration, Invitations.declaration,
        Drafts.declaration, Answers.declaration, Submissions.declaration, Scores.declaration, AlertRules.declaration,
        Alerts.declaration, Acknowledgements.declaration,
    ]
    public static let jobs: [JobDeclaration] = [
        JobDeclaration(
            "questionnaires-send", everyMinutes: 5,
            purpose: Bilingual(fr: "Envoyer les questionnaires à leur date", en: "Send questionnaires on their day")),
        JobDeclaration(
            "questionnaires-remind", everyMinutes: 15,
            purpose: Bilingual(
                fr: "Relancer avant l'échéance, aux heures permises", en: "Remind before the deadline, at allowed hours"
            )),
        JobDeclaration(
            "questionnaires-silence", everyMinutes: 15,
            purpose: Bilingual(
                fr: "Signaler à l'équipe les silences et les signaux sans prise en compte",
                en: "Show the team silences and signals that nobody took up")),
    ]
}
