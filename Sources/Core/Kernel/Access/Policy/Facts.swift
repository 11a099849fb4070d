/// Everything a decision rests on. A value: the same facts give the same verdict on any machine, at any time.
package struct Facts: Hashable, Sendable, Codable {
    package var at: Instant
    package var caller: Caller
    package var resource: Resource
    package var action: Action
    package var mode: AccessMode
    /// What was said and proved for an emergency; nil where none was asked for.
    package var emergency: Emergency?
    /// The care relation of this caller with this patient, if one was recorded.
    package var relation: Relation?
    /// Teams of this patient that the caller belongs to.
    package var teams: [Team]
    /// Exchanges addressed to the caller by name.
    package var exchanges: [TargetedExchange]
    /// Consents given and neither withdrawn nor ended (`ConsentState`).
    package var consents: [Consent]
    /// Oppositions made and not lifted.
    package var oppositions: [Opposition]
    /// Ids of accounts and memberships that the patient blocked.
    package var blocked: [String]
    /// The title under which a representative or caregiver acts.
    package var mandate: Mandate?
    /// An approved intervention of the publisher.
    package var support: SupportTicket?
    /// A recorded statutory exception for an insurer's physician (rule 41).
    package var statute: StatutoryException?
    package var switches: Switches
    /// The structure's narrowing of the matrix (rule 45), as far as it touches this caller's role.
    package var narrowing: [MatrixOverride.Cell]

    package init(
        at: Instant, caller: Caller, resource: Resource, action: Action, mode: AccessMode = .normal,
        emergency: Emergency? = nil, relation: Relation? = nil, teams: [Team] = [],
        exchanges: [TargetedExchange] = [], consents: [Consent] = [], oppositions: [Opposition] = [],
        blocked: [String] = [], mandate: Mandate? = nil, support: SupportTicket? = nil,
        statute: StatutoryException? = nil, switches: Switches = Switches(), narrowing: [MatrixOverride.Cell] = []
    ) {
        self.at = at
        self.caller = caller
        self.resource = resource
        self.action = action
        self.mode = mode
        self.emergency = emergency
        self.relation = relation
        self.teams = teams
        self.exchanges = exchanges
        self.consents = consents
        self.oppositions = oppositions
        self.blocked = blocked
        self.mandate = mandate
        self.support = support
        self.statute = statute
        self.switches = switches
        self.narrowing = narrowing
    }

    package struct Caller: Hashable, Sendable, Codable {
        package var kind: CallerKind
        /// Account, circle member or program.
        package var id: String
        /// The situation d'exercice the session is bound to (rules 28, 29); nil for a login without one.
        package var membership: String?
        /// Structure in which the caller acts.
        package var structure: String
        /// Nil for whoever is no care professional.
        package var profession: Profession?
        /// Right to regulate calls (`Acces_Regulation_Medicale`).
        package var mayRegulate: Bool
        package var level: AuthenticationLevel
        /// Convention under which a caller of another structure comes.
        package var convention: Convention?
        /// The one task that a link, or an invitation to a caregiver, is for: the id of a document.
        package var invitedTo: String?

        package init(
            kind: CallerKind, id: String, membership: String? = nil, structure: String, profession: Profession? = nil,
            mayRegulate: Bool = false, level: AuthenticationLevel, convention: Convention? = nil,
            invitedTo: String? = nil
        ) {
            self.kind = kind
            self.id = id
            self.membership = membership
            self.structure = structure
            self.profession = profession
            self.mayRegulate = mayRegulate
            self.level = level
            self.convention = convention
            self.invitedTo = invitedTo
        }

        /// Whether an id of an author or of a blocked person names this caller.
        func isNamed(_ id: String) -> Bool { id == self.id || id == membership }
    }

    package struct Resource: Hashable, Sendable, Codable {
        /// The structure that keeps the record; it sets the tenant.
        package var structure: String
        /// Whether the module that is asked is in that structure's contract.
        package var moduleOn: Bool
        /// Classes asked for: one for a document, several for a view of the record.
        package var classes: [DocumentClass]
        /// Id of the document, nil for a view, a list or a search.
        package var document: String?
        /// Account or membership that wrote the document.
        package var author: String?
        /// Category of that author, where known; sharing between two categories asks for prior information (rule 40).
        package var authorCategory: ProfessionalCategory?
        package var masks: [Mask]
        /// The patient's eighteenth birthday, where the birth date is known.
        package var majorityOn: Day?

        package init(
            structure: String, moduleOn: Bool = true, classes: [DocumentClass], document: String? = nil,
            author: String? = nil, authorCategory: ProfessionalCategory? = nil, masks: [Mask] = [],
            majorityOn: Day? = nil
        ) {
            self.structure = structure
            self.moduleOn = moduleOn
            self.classes = classes
            self.document = document
            self.author = author
            self.authorCategory = authorCategory
            self.masks = masks
            self.majorityOn = majorityOn
        }
    }

    /// Under an emergency mode: what the caller proved and said, and when the box of time was opened.
    package struct Emergency: Hashable, Sendable, Codable {
        package var provedAfresh: Bool
        package var reasonGiven: Bool
        package var openedAt: Instant

        package init(provedAfresh: Bool, reasonGiven: Bool, openedAt: Instant) {
            self.provedAfresh = provedAfresh
            self.reasonGiven = reasonGiven
            self.openedAt = openedAt
        }
    }

    /// Choices of the record's structure.
    package struct Switches: Hashable, Sendable, Codable {
        /// Whether break-glass may pass an ordinary opposition (rule 43). Off unless the structure chose it.
        package var breakGlassPassesOpposition: Bool
        /// Length of the boxes of time, in seconds; never longer than `Policy.longestEmergencySeconds`.
        package var breakGlassSeconds: Int64
        package var centre15Seconds: Int64

        package init(
            breakGlassPassesOpposition: Bool = false, breakGlassSeconds: Int64 = 14_400, centre15Seconds: Int64 = 7_200
        ) {
            self.breakGlassPassesOpposition = breakGlassPassesOpposition
            self.breakGlassSeconds = breakGlassSeconds
            self.centre15Seconds = centre15Seconds
        }
    }
}
