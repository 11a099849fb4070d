// T08: the outbox. Template and ids, never the link nor a word: a retry computes the same link again.

/// Messages to patients and their circle.
enum PersonMessages: CareTable {
    typealias Use = Notifications
    static let name: StaticString = "person_messages"
    static let title: StaticString = "Messages aux patients et à leur entourage"
    static let columns = declare(
        Column<Technical, Use>("template", ""),
        Column<Technical, Use>("about", "", required: false),
        Column<Technical, Use>("message_key", ""),
        Column<Contact, Use>("recipient", "adresse ou numéro du destinataire"),
        Column<Administrative, Use>("channel", "canal du message"),
        Column<Administrative, Use>("provider", "prestataire d'envoi"),
        Column<Administrative, Use>("state", "état du message"),
        Column<Technical, Use>("attempts", "", .integer),
        Column<Technical, Use>("next_attempt_at", "", .instant, required: false),
        Column<Administrative, Use>("sent_at", "date d'envoi", .instant, required: false))
    static let retention = RetentionRule.messageMetadata("Métadonnées d'envoi")
    static let unique = [["message_key"]]
}

/// Messages to professionals, staff and contacts.
enum StaffMessages: StaffTable {
    typealias Use = Notifications
    static let name: StaticString = "staff_messages"
    static let title: StaticString = "Messages aux professionnels et aux contacts"
    static let columns = declare(
        Column<Technical, Use>("account", "", required: false),
        Column<Technical, Use>("template", ""),
        Column<Technical, Use>("about", "", required: false),
        Column<Technical, Use>("message_key", ""),
        Column<Contact, Use>("recipient", "adresse ou numéro du destinataire"),
        Column<Administrative, Use>("channel", "canal du message"),
        Column<Administrative, Use>("provider", "prestataire d'envoi"),
        Column<Administrative, Use>("state", "état du message"),
        Column<Technical, Use>("attempts", "", .integer),
        Column<Technical, Use>("next_attempt_at", "", .instant, required: false),
        Column<Administrative, Use>("sent_at", "date d'envoi", .instant, required: false))
    static let retention = PersonMessages.retention
    static let unique = [["message_key"]]
}

/// What the provider said of a message.
enum Deliveries: StaffTable {
    typealias Use = Notifications
    static let name: StaticString = "deliveries"
    static let title: StaticString = "Acheminement des messages"
    static let columns = declare(
        Column<Technical, Use>("message", ""),
        Column<Technical, Use>("provider_reference", "", required: false),
        Column<Administrative, Use>("outcome", "résultat de l'acheminement"),
        Column<Administrative, Use>("happened_at", "date de l'acheminement", .instant))
    static let retention = PersonMessages.retention
    static let appendOnly = true
}

/// A channel that a person refused, or took up again.
enum ChannelChoices: CareTable {
    typealias Use = Notifications
    static let name: StaticString = "channel_choices"
    static let title: StaticString = "Choix et refus de canal"
    static let columns = declare(
        Column<Technical, Use>("member", "", required: false),
        Column<Administrative, Use>("channel", "canal choisi ou refusé"),
        Column<Administrative, Use>("choice", "choix du canal"),
        Column<Administrative, Use>("chosen_at", "date du choix de canal", .instant))
    static let retention = RetentionRule.patientFile("Choix et refus de canal")
    static let appendOnly = true
}
