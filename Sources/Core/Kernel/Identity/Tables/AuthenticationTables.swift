// T02: factors, sessions, attempts. A secret is hashed, or sealed where it must be read again.

enum AuthenticationFactors: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "authentication_factors"
    static let title: StaticString = "Facteurs d'authentification"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Administrative, Use>("kind", "nature du facteur d'authentification"),
        Column<Technical, Use>("credential_id", "", .bytes, required: false),
        Column<Technical, Use>("public_key", "", .bytes, required: false),
        Column<ConnectionTrace, Use>("secret", "secret d'authentification, haché ou scellé", required: false),
        Column<ConnectionTrace, Use>("label", "nom donné à l'appareil", required: false),
        Column<Technical, Use>("counter", "", .integer),
        Column<Administrative, Use>("state", "état du facteur d'authentification"),
        Column<Administrative, Use>("last_used_at", "dernier usage du facteur", .instant, required: false))
    static let retention = RetentionRule.accounts("Facteurs d'authentification et rattachements")
}

/// The account of a person at another identity provider.
enum ExternalIdentities: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "external_identities"
    static let title: StaticString = "Rattachements à un fournisseur d'identité"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Administrative, Use>("provider", "fournisseur d'identité"),
        Column<Technical, Use>("subject_hash", "", .bytes),
        Column<ConnectionTrace, Use>("subject", "identifiant chez le fournisseur d'identité"))
    static let retention = AuthenticationFactors.retention
    static let unique = [["provider", "subject_hash"]]
}

/// Bound to one situation d'exercice (rule 29); the token is opaque and only its hash is here.
enum Sessions: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "sessions"
    static let title: StaticString = "Sessions des professionnels"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Technical, Use>("membership", "", required: false),
        Column<Technical, Use>("token_hash", "", .bytes),
        Column<Administrative, Use>("level", "niveau d'authentification"),
        Column<Administrative, Use>("last_seen_at", "dernière activité de la session", .instant),
        Column<Administrative, Use>("proved_at", "dernière preuve d'authentification", .instant),
        Column<Administrative, Use>("expires_at", "expiration de la session", .instant),
        Column<Administrative, Use>("revoked_at", "révocation de la session", .instant, required: false),
        Column<ConnectionTrace, Use>("address", "adresse IP"),
        Column<ConnectionTrace, Use>("device", "navigateur et appareil"))
    static let retention = RetentionRule.connections("Sessions, appareils et tentatives de connexion")
    static let unique = [["token_hash"]]
}

/// Patients and caregivers behind a link or FranceConnect.
enum PersonSessions: CareTable {
    typealias Use = Authentication
    static let name: StaticString = "person_sessions"
    static let title: StaticString = "Sessions des patients et des aidants"
    static let columns = declare(
        Column<Technical, Use>("member", "", required: false),
        Column<Technical, Use>("token_hash", "", .bytes),
        Column<Administrative, Use>("proof", "preuve d'identité apportée"),
        Column<Administrative, Use>("expires_at", "expiration de la session", .instant),
        Column<Administrative, Use>("revoked_at", "révocation de la session", .instant, required: false),
        Column<ConnectionTrace, Use>("address", "adresse IP"),
        Column<ConnectionTrace, Use>("device", "navigateur et appareil"))
    static let retention = Sessions.retention
    static let unique = [["token_hash"]]
}

enum SignInAttempts: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "sign_in_attempts"
    static let title: StaticString = "Tentatives de connexion"
    static let columns = declare(
        Column<Technical, Use>("account", "", required: false),
        Column<Technical, Use>("identifier_hash", "", .bytes),
        Column<Administrative, Use>("factor", "facteur présenté"),
        Column<Administrative, Use>("outcome", "résultat de la tentative"),
        Column<ConnectionTrace, Use>("address", "adresse IP"),
        Column<ConnectionTrace, Use>("device", "navigateur et appareil", required: false))
    static let retention = Sessions.retention
    static let appendOnly = true
}

enum KnownDevices: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "known_devices"
    static let title: StaticString = "Appareils connus"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Technical, Use>("device_hash", "", .bytes),
        Column<ConnectionTrace, Use>("device", "navigateur et appareil"),
        Column<Administrative, Use>("last_seen_at", "dernière connexion de l'appareil", .instant))
    static let retention = Sessions.retention
    static let unique = [["account", "device_hash"]]
}

/// Six digits or more, ten minutes, five tries, once (rule 34).
enum OneTimeCodes: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "one_time_codes"
    static let title: StaticString = "Codes à usage unique"
    static let columns = declare(
        Column<Technical, Use>("subject", ""),
        Column<Technical, Use>("code_hash", "", .bytes),
        Column<Administrative, Use>("channel", "canal du code"),
        Column<Technical, Use>("attempts", "", .integer),
        Column<Administrative, Use>("expires_at", "expiration du code", .instant),
        Column<Administrative, Use>("used_at", "utilisation du code", .instant, required: false))
    static let retention = RetentionRule.oneTimeCodes("Codes à usage unique")
}

/// A professional who lost every factor: two administrators, recorded, notified.
enum FactorRecoveries: StaffTable {
    typealias Use = Authentication
    static let name: StaticString = "factor_recoveries"
    static let title: StaticString = "Rétablissements d'accès"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Technical, Use>("first_approver", ""),
        Column<Technical, Use>("second_approver", "", required: false),
        Column<Administrative, Use>("state", "état du rétablissement d'accès"),
        Column<Administrative, Use>("closed_at", "fin du rétablissement d'accès", .instant, required: false))
    static let retention = AuthenticationFactors.retention
}

/// How often a secret was tried, by the keyed digest of who or where; nobody can be read from it. It forgets by
/// itself after a day.
enum SignInCounters: ReferenceTable {
    static let name: StaticString = "sign_in_counters"
    static let title: StaticString = "Compteurs d'essais de connexion (empreintes à clé)"
    static let columns = [
        ReferenceColumn("tries", .integer), ReferenceColumn("last_at", .instant), ReferenceColumn("free_at", .instant),
    ]
}
