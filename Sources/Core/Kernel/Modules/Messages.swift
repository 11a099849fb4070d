extension KernelModule {
    /// What the kernel may send. The words are fixed with the code that sends; here is why each exists.
    public static let messages: [MessageDeclaration] = [
        MessageDeclaration(
            "account-invitation",
            purpose: Bilingual(
                fr: "Inviter un professionnel à ouvrir son compte", en: "Invite a professional to open an account"),
            channels: [.mail]),
        MessageDeclaration(
            "account-new-device",
            purpose: Bilingual(
                fr: "Prévenir d'une connexion depuis un nouvel appareil", en: "Tell of a sign-in from a new device"),
            channels: [.mail]),
        MessageDeclaration(
            "account-recovered",
            purpose: Bilingual(fr: "Prévenir d'un rétablissement d'accès", en: "Tell of an account recovery"),
            channels: [.mail]),
        MessageDeclaration(
            "one-time-code",
            purpose: Bilingual(fr: "Donner un code à usage unique", en: "Give a one-time code"),
            channels: [.mail, .sms]),
        MessageDeclaration(
            "emergency-access-review",
            purpose: Bilingual(
                fr: "Demander la relecture d'un accès en urgence", en: "Ask for the review of an emergency access"),
            channels: [.mail]),
        MessageDeclaration(
            "access-notice",
            purpose: Bilingual(
                fr: "Prévenir la personne qu'une information sur les accès l'attend",
                en: "Tell a person that information about accesses awaits them"),
            channels: [.mail, .sms]),
        MessageDeclaration(
            "support-access",
            purpose: Bilingual(
                fr: "Demander l'accord d'un accès d'assistance", en: "Ask for approval of a support access"),
            channels: [.mail]),
        MessageDeclaration(
            "rights-request",
            purpose: Bilingual(
                fr: "Prévenir qu'une demande sur les données a avancé",
                en: "Tell that a request about data has moved on"),
            channels: [.mail]),
        MessageDeclaration(
            "breach-notice",
            purpose: Bilingual(
                fr: "Prévenir la structure qu'une violation de données la concerne",
                en: "Tell the structure that a data breach concerns it"),
            channels: [.mail]),
        MessageDeclaration(
            "processor-change",
            purpose: Bilingual(
                fr: "Annoncer un changement de sous-traitant et le délai d'objection",
                en: "Announce a change of processor and the time to object"),
            channels: [.mail]),
    ]
}
