extension KernelModule {
    /// What the kernel may send: why each exists, and its words.
    public static let messages: [MessageDeclaration] = [
        MessageDeclaration(
            "account-invitation",
            purpose: Bilingual(
                fr: "Inviter un professionnel à ouvrir son compte", en: "Invite a professional to open an account"),
            channels: [.mail],
            subject: Wording(
                fr: "Ouverture de votre compte", en: "Opening your account"),
            text: Wording(
                fr:
                    "\(.structure) vous invite à ouvrir votre compte professionnel. Ce lien sert une fois, jusqu'au \(.day) : \(.link)",
                en:
                    "\(.structure) invites you to open your professional account. This link works once, until \(.day): \(.link)"
            )),
        MessageDeclaration(
            "account-new-device",
            purpose: Bilingual(
                fr: "Prévenir d'une connexion depuis un nouvel appareil", en: "Tell of a sign-in from a new device"),
            channels: [.mail],
            subject: Wording(
                fr: "Connexion depuis un nouvel appareil", en: "Sign-in from a new device"),
            text: Wording(
                fr:
                    "Votre compte chez \(.structure) a été ouvert depuis un nouvel appareil le \(.day). Si ce n'est pas vous, fermez vos sessions : \(.link)",
                en:
                    "Your account with \(.structure) was opened from a new device on \(.day). If it was not you, close your sessions: \(.link)"
            )),
        MessageDeclaration(
            "account-recovery-asked",
            purpose: Bilingual(
                fr: "Prévenir d'une demande de rétablissement d'accès", en: "Tell of a request to restore an access"),
            channels: [.mail],
            subject: Wording(
                fr: "Rétablissement de votre accès demandé", en: "Restoring your access was asked for"),
            text: Wording(
                fr:
                    "Un administrateur de \(.structure) a demandé le \(.day) le rétablissement de votre accès. Si vous n'avez rien demandé, prévenez la structure aussitôt.",
                en:
                    "An administrator of \(.structure) asked on \(.day) to restore your access. If you did not ask for it, tell the structure at once."
            )),
        MessageDeclaration(
            "account-recovered",
            purpose: Bilingual(fr: "Prévenir d'un rétablissement d'accès", en: "Tell of an account recovery"),
            channels: [.mail],
            subject: Wording(
                fr: "Votre accès a été rétabli", en: "Your access was restored"),
            text: Wording(
                fr:
                    "Deux administrateurs de \(.structure) ont rétabli l'accès à votre compte le \(.day). Si vous n'avez rien demandé, prévenez-les aussitôt.",
                en:
                    "Two administrators of \(.structure) restored access to your account on \(.day). If you did not ask for it, tell them at once."
            )),
        MessageDeclaration(
            "one-time-code",
            purpose: Bilingual(fr: "Donner un code à usage unique", en: "Give a one-time code"),
            channels: [.mail, .sms],
            subject: Wording(
                fr: "Votre code", en: "Your code"),
            text: Wording(
                fr: "Votre code est \(.code). Il sert une fois, pendant dix minutes. Ne le donnez à personne.",
                en: "Your code is \(.code). It works once, for ten minutes. Give it to nobody.")),
        MessageDeclaration(
            "emergency-access-review",
            purpose: Bilingual(
                fr: "Demander la relecture d'un accès en urgence", en: "Ask for the review of an emergency access"),
            channels: [.mail],
            subject: Wording(
                fr: "Un accès attend votre relecture", en: "An access awaits your review"),
            text: Wording(
                fr: "Un accès déclaré en urgence chez \(.structure) doit être relu avant le \(.day) : \(.link)",
                en: "An access declared as an emergency at \(.structure) must be reviewed before \(.day): \(.link)")),
        MessageDeclaration(
            "access-notice",
            purpose: Bilingual(
                fr: "Prévenir la personne qu'une information sur les accès l'attend",
                en: "Tell a person that information about accesses awaits them"),
            channels: [.mail, .sms],
            subject: Wording(
                fr: "Une information vous attend", en: "Information awaits you"),
            text: Wording(
                fr: "\(.structure) a une information pour vous dans votre espace : \(.link)",
                en: "\(.structure) has information for you in your space: \(.link)")),
        MessageDeclaration(
            "support-access",
            purpose: Bilingual(
                fr: "Demander l'accord d'un accès d'assistance", en: "Ask for approval of a support access"),
            channels: [.mail],
            subject: Wording(
                fr: "Votre accord est demandé", en: "Your approval is asked for"),
            text: Wording(
                fr: "L'éditeur demande à \(.structure) l'accord d'une intervention limitée dans le temps : \(.link)",
                en: "The publisher asks \(.structure) to approve an intervention limited in time: \(.link)")),
        MessageDeclaration(
            "rights-request",
            purpose: Bilingual(
                fr: "Prévenir qu'une demande sur les données a avancé",
                en: "Tell that a request about data has moved on"),
            channels: [.mail],
            subject: Wording(
                fr: "Votre demande a avancé", en: "Your request has moved on"),
            text: Wording(
                fr: "Votre demande auprès de \(.structure) a avancé. Le détail est dans votre espace : \(.link)",
                en: "Your request to \(.structure) has moved on. The detail is in your space: \(.link)")),
        MessageDeclaration(
            "breach-notice",
            purpose: Bilingual(
                fr: "Prévenir la structure qu'une violation de données la concerne",
                en: "Tell the structure that a data breach concerns it"),
            channels: [.mail],
            subject: Wording(
                fr: "Information importante sur la sécurité", en: "Important security information"),
            text: Wording(
                fr:
                    "Une violation de données concerne \(.structure). Ce qui est connu, et les délais, sont ici : \(.link)",
                en: "A data breach concerns \(.structure). What is known, and the deadlines, are here: \(.link)")),
        MessageDeclaration(
            "processor-change",
            purpose: Bilingual(
                fr: "Annoncer un changement de sous-traitant et le délai d'objection",
                en: "Announce a change of processor and the time to object"),
            channels: [.mail],
            subject: Wording(
                fr: "Changement de sous-traitant", en: "Change of processor"),
            text: Wording(
                fr:
                    "Un changement de sous-traitant est annoncé à \(.structure). Vous pouvez y objecter jusqu'au \(.day) : \(.link)",
                en: "A change of processor is announced to \(.structure). You may object until \(.day): \(.link)")),
    ]
}
