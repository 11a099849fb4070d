/// Somebody of a structure's staff as those who answer for its rights see them: what they may be, since when, by whom,
/// with which means they come in. No secret, and nothing of what they did with records: that is the log's.
public struct StaffMember: Sendable, Hashable {
    public enum State: String, Sendable { case active, suspended, closed }

    public let id: String
    /// Given name, then family name.
    public let name: String
    public let mail: String
    public let state: State
    /// False for somebody of another structure who has a situation in this one: their account is not ours to suspend.
    public let isOwn: Bool
    /// Situations d'exercice in this structure, those in force first, then those that ended, the latest first.
    public let grants: [RoleGrant]
    /// As recorded last; nil where nobody recorded one.
    public let profession: Profession?
    /// RPPS; nil where none is known.
    public let nationalID: String?
    /// The last session opened in this structure; sessions are forgotten after their term.
    public let lastSignIn: Instant?
    public let means: [Means]
    /// End of the link by which the account may still be opened; nil where none is out.
    public let invitedUntil: Instant?

    /// A way to sign in, never its secret.
    public struct Means: Sendable, Hashable {
        /// `password`, `totp`, `passkey`, `recovery`, or the name of an identity provider.
        public let kind: String
        /// How many of them: passkeys, recovery codes that are left.
        public let count: Int
        public let isProvider: Bool
    }

    public var active: [RoleGrant] { grants.filter(\.isActive) }
}

/// One role in one structure: who gave it, since when, whether it is used, when somebody last looked at it.
public struct RoleGrant: Sendable, Hashable {
    public let id: String
    public let role: StaffRole
    /// « infirmière », « coordinateur »: as the structure calls it.
    public let position: String
    public let isActive: Bool
    public let startsOn: Day
    public let endsOn: Day?
    /// Names; nil where it was the command line, or a person whose account is gone.
    public let grantedBy: String?
    public let endedBy: String?
    public let lastUsedAt: Instant?
    /// The last review that kept it; nil where there was none.
    public let reviewedOn: Day?
    public let reviewedBy: String?

    /// A right is looked at again a year after it was given or last kept (CNIL, habilitations).
    public var dueOn: Day { max(reviewedOn ?? startsOn, startsOn).adding(years: 1) }

    public func isOverdue(on day: Day) -> Bool { isActive && dueOn <= day }
}

/// What a review says of a right.
public enum ReviewDecision: String, Sendable, CaseIterable { case keep, revoke }

/// Why a change of people's rights is not made.
public enum PeopleRefusal: Error, Sendable, Equatable {
    /// A structure always has somebody who can give rights.
    case lastAdministrator
    /// There is no such person or situation in this structure, or not any more.
    case unknown
    /// One does not suspend oneself.
    case oneself
    /// The role is theirs already.
    case roleHeld
    /// The publisher's people are not made by a structure.
    case roleNotGiven
    case professionMissing
    case nameMissing
    case mailMalformed
    /// The account of this address is suspended: it is restored, not invited anew.
    case suspended

    public var sentence: Bilingual {
        switch self {
        case .lastAdministrator:
            Bilingual(
                fr:
                    "C'est le dernier administrateur de la structure : nommez-en d'abord un autre, sinon plus personne ne pourrait donner de droits.",
                en:
                    "This is the structure's last administrator: appoint another first, or nobody could give rights any more."
            )
        case .unknown:
            Bilingual(
                fr: "Cette personne ou cette situation n'est plus dans la structure. Revenez à la liste.",
                en: "This person or situation is no longer in the structure. Go back to the list.")
        case .oneself:
            Bilingual(
                fr: "On ne suspend pas son propre compte : demandez-le à un autre administrateur.",
                en: "Nobody suspends their own account: ask another administrator.")
        case .roleHeld:
            Bilingual(
                fr: "Cette personne a déjà ce rôle dans la structure.",
                en: "This person has this role in the structure already.")
        case .roleNotGiven:
            Bilingual(fr: "Choisissez un rôle de la liste.", en: "Choose a role of the list.")
        case .professionMissing:
            Bilingual(
                fr: "Choisissez la profession : les droits d'un professionnel en dépendent.",
                en: "Choose the profession: a professional's rights depend on it.")
        case .nameMissing: Bilingual(fr: "Indiquez le nom de la personne.", en: "Say the person's name.")
        case .mailMalformed:
            Bilingual(
                fr: "Cette adresse électronique n'en est pas une : écrivez-la comme nom@domaine.",
                en: "This is not a mail address: write it as name@domain.")
        case .suspended:
            Bilingual(
                fr: "Un compte suspendu porte cette adresse : rétablissez-le plutôt.",
                en: "A suspended account has this address: restore it instead.")
        }
    }
}
