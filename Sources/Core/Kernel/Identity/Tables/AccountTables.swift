// T01: accounts of the staff, their situations d'exercice, invitations and yearly reviews.
// Structures, contracts and the register serve T01 too; their tables stand in those rooms.

/// A person who signs in for a structure, or a program that does.
enum Accounts: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "accounts"
    static let title: StaticString = "Comptes"
    static let columns = declare(
        Column<Administrative, Use>("kind", "nature du compte"),
        Column<Identifying, Use>("family_name", "nom du titulaire du compte"),
        Column<Identifying, Use>("given_name", "prénom du titulaire du compte", required: false),
        Column<Contact, Use>("mail", "messagerie du titulaire du compte", required: false),
        Column<Contact, Use>("phone", "téléphone du titulaire du compte", required: false),
        Column<Administrative, Use>("language", "langue du compte"),
        Column<Administrative, Use>("state", "état du compte"),
        Column<Administrative, Use>("closed_on", "clôture du compte", .day, required: false))
    static let retention = RetentionRule.accounts("Comptes, situations d'exercice et facteurs d'authentification")
}

/// Apart from the account, so that a message to somebody does not read their profession.
enum ProfessionalIdentities: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "professional_identities"
    static let title: StaticString = "Identités professionnelles"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Occupation, Use>("national_id", "identifiant national du professionnel (RPPS)", required: false),
        Column<Occupation, Use>("profession", "profession"),
        Column<Occupation, Use>("speciality", "spécialité ou savoir-faire", required: false),
        Column<Administrative, Use>("source", "origine de l'identité professionnelle"),
        Column<Administrative, Use>(
            "checked_on", "date de vérification de l'identité professionnelle", .day, required: false))
    static let retention = Accounts.retention
}

/// Keyed digests by which an account is found at sign-in.
enum AccountSearch: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "account_search"
    static let title: StaticString = "Index de recherche des comptes (empreintes à clé)"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Technical, Use>("kind", ""),
        Column<Technical, Use>("blind_index", "", .bytes))
    static let retention = Accounts.retention
}

/// A situation d'exercice: one role in one structure, with dates (rule 29).
enum Memberships: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "memberships"
    static let title: StaticString = "Situations d'exercice et rôles"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Occupation, Use>("role", "rôle dans la structure"),
        Column<Occupation, Use>("position", "fonction exercée", required: false),
        Column<Administrative, Use>("state", "état de l'habilitation"),
        Column<Technical, Use>("granted_by", "", required: false),
        Column<Administrative, Use>("starts_on", "début de l'habilitation", .day),
        Column<Administrative, Use>("ends_on", "fin de l'habilitation", .day, required: false),
        Column<Technical, Use>("revoked_by", "", required: false))
    static let retention = Accounts.retention
}

enum AccountInvitations: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "account_invitations"
    static let title: StaticString = "Invitations à ouvrir un compte"
    static let columns = declare(
        Column<Technical, Use>("account", ""),
        Column<Technical, Use>("token_hash", "", .bytes),
        Column<Technical, Use>("invited_by", ""),
        Column<Administrative, Use>("expires_at", "expiration de l'invitation", .instant),
        Column<Administrative, Use>("used_at", "utilisation de l'invitation", .instant, required: false))
    static let retention = RetentionRule.invitations("Invitations à ouvrir un compte")
    static let unique = [["token_hash"]]
}

enum RightsReviews: StaffTable {
    typealias Use = AccountsAndRights
    static let name: StaticString = "rights_reviews"
    static let title: StaticString = "Revue annuelle des habilitations"
    static let columns = declare(
        Column<Technical, Use>("membership", ""),
        Column<Technical, Use>("reviewed_by", ""),
        Column<Administrative, Use>("decision", "décision de la revue"),
        Column<Administrative, Use>("reviewed_on", "date de la revue", .day))
    static let retention = RetentionRule.rightsReviews("Revue annuelle des habilitations")
    static let appendOnly = true
}
