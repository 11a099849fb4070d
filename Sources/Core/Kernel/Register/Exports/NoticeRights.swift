/// The sections of the notice on what the person may ask (art. 13.2.b to d and f).
extension NoticeText {
    /// What each right means, in the order in which people ask.
    private static let plain: [(code: String, text: String)] = [
        ("acces", "Voir vos données et en recevoir une copie (droit d'accès)."),
        ("rectification", "Faire corriger une erreur (droit de rectification)."),
        (
            "effacement",
            "Faire effacer vos données, quand la loi ne nous oblige pas à les garder (droit à l'effacement)."
        ),
        ("limitation", "Faire suspendre leur utilisation, le temps d'une vérification (droit à la limitation)."),
        ("opposition", "Dire non à leur utilisation, pour une raison qui vous est propre (droit d'opposition)."),
        ("portabilite", "Recevoir vos données dans un fichier, pour les confier à un autre (droit à la portabilité)."),
        ("retrait_consentement", "Revenir sur votre accord (retrait du consentement)."),
        (
            "directives_post_mortem",
            "Dire ce que vos données doivent devenir après votre décès (directives, loi Informatique et Libertés)."
        ),
        ("reclamation_cnil", "Vous plaindre auprès de la CNIL (droit de réclamation)."),
    ]

    var rights: Notice.Section {
        let held = lines.flatMap(\.rights).uniqued
        let known = NoticeText.plain.filter { held.contains($0.code) }
        let others = held.filter { code in !known.contains { $0.code == code } }
        let points =
            known.map { $0.text + scope($0.code) } + others.map { "\(sentence(RightWords.label($0)))\(scope($0))" }
        return Notice.Section("rights", "Vos droits", ["Vous pouvez :"], points: points)
    }

    /// Where a right does not go for everything, what it goes for.
    private func scope(_ code: String) -> String {
        let with = lines.filter { $0.rights.contains(code) }
        return with.count == lines.count ? "" : " Cela vaut pour : \(with.map(\.title).joined(separator: ", "))."
    }

    var exercise: Notice.Section {
        let contact = sheet.dpo.email.isEmpty ? sheet.structure.email : sheet.dpo.email
        let phone = sheet.dpo.phone.isEmpty ? sheet.structure.phone : sheet.dpo.phone
        let means = [
            contact.isEmpty ? nil : "Par courriel : \(contact)", phone.isEmpty ? nil : "Par téléphone : \(phone)",
            sheet.structure.addressLine.isEmpty
                ? nil : "Par lettre : \(sheet.structure.name), \(sheet.structure.addressLine)",
        ].compactMap { $0 }
        let record =
            "Pour votre dossier médical, la réponse vient dans les huit jours, après un délai de réflexion de"
            + " quarante-huit heures. Elle vient dans les deux mois si les informations ont plus de cinq ans."
        return Notice.Section(
            "exercise", "Comment faire ?",
            [
                "C'est gratuit. Nous répondons dans le mois. Si la demande est compliquée, nous pouvons prendre deux mois"
                    + " de plus. Nous vous le disons alors avant la fin du premier mois."
            ] + (audience != .professionals ? [record] : []) + [
                "Un proche peut vous aider. Si nous avons un doute sur votre identité, nous pouvons vous demander de la"
                    + " prouver.",
                "Adressez-vous au délégué à la protection des données :",
            ], points: means)
    }

    var withdrawal: Notice.Section {
        let consented = lines.filter { $0.legalBasis.code == LegalBasis.consent.rawValue }.map(\.title)
        let shared = [
            "Si vous avez accepté que des informations soient partagées avec d'autres professionnels, vous pouvez changer"
                + " d'avis à tout moment. Cela vaut dès que vous le dites. Ce qui a été fait avant reste valable.",
            "Votre refus ne change rien à la qualité des soins qui vous sont dus.",
        ]
        let asked =
            consented.isEmpty
            ? "" : "Ces utilisations reposent sur votre accord : \(consented.joined(separator: ", "))."
        let always = "Quand une utilisation repose sur votre accord, vous pouvez le retirer à tout moment."
        let paragraphs = [asked, always].filter { !$0.isEmpty } + (audience != .professionals ? shared : [])
        return Notice.Section("withdrawal", "Revenir sur votre accord", paragraphs)
    }

    /// The authority's address, as it publishes it.
    var complaint: Notice.Section {
        Notice.Section(
            "complaint", "Vous n'êtes pas satisfait ?",
            [
                "Vous pouvez vous plaindre auprès de la CNIL, l'autorité qui protège les données personnelles.",
                "CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07. Site : www.cnil.fr.",
            ])
    }

    var automated: Notice.Section {
        let automatic = lines.filter(\.automatedDecision).map(\.title)
        return Notice.Section(
            "automated", "Une machine décide-t-elle à votre place ?",
            automatic.isEmpty
                ? [
                    "Non. Le logiciel peut signaler une réponse ou calculer un score. C'est toujours une personne qui"
                        + " décide."
                ]
                : [
                    "Oui, pour : \(automatic.joined(separator: ", ")). Vous pouvez demander qu'une personne revoie la décision."
                ]
        )
    }
}
