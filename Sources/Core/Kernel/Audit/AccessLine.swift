/// One line of the access log (rule 50): who, on what, how, why, and what was answered. It holds codes and identifiers,
/// never a clinical content or a name of a patient (rule 51). Codes are text here, because the rooms that own the
/// vocabularies stand above this one.
public struct AccessLine: Sendable, Hashable, Codable {
    /// UUID version 7 made from `at`: lines sort by the time they were made.
    public let id: String
    /// When the gesture was judged; whole milliseconds, UTC.
    public let at: Instant
    /// Structure whose record it is: its key seals the line, its DPO reads it. Not always the actor's structure.
    public let structure: String
    public let actor: Actor
    /// Patients concerned: none for a gesture about no record, one for most, a page of them for a list.
    public let patients: [String]
    /// What was asked: `read`, `search`, `create`, `update`, `delete`, `print`, `export`, `share`, `login` …
    public let action: String
    /// On what: kind and identifier of the resource, such as `questionnaire-response/01…`; empty for none.
    public let resource: String
    /// Code of the treatment of the register that the gesture serves: `T06`.
    public let treatment: String
    /// Name of the module that asked; `kernel` for the desk's own gestures.
    public let module: String
    /// `normal`, `bris_de_glace`, `centre_15` (TRE_R248).
    public let mode: String
    public let purpose: String
    /// `allow` or `deny`; for a line that cites another, its outcome: `done`, `failed`, `interrupted`.
    public let verdict: String
    /// Reason code of the decision (health-and-rgpd.md §5.7), or of the failure.
    public let reason: String
    /// Identifier of the consent, care team or exchange that allowed it.
    public let basis: String?
    /// Version of the structure's treatment sheet that was in force.
    public let sheetVersion: Int?
    public let policyVersion: String
    /// Network address of the caller.
    public let address: String
    /// Number of the request, the same in the server's log.
    public let correlation: String
    /// The line that this one completes: an outcome cites the line that opened the gesture.
    public let cites: String?
    /// How many items were shown, written or exported.
    public let count: Int?
    /// The inputs and the verdict as canonical JSON (rule 35): what "why?" is answered from, and what can be played
    /// again. Nil where no policy was asked, and in outcomes.
    public let decision: String?

    /// Who acted, as known at that moment.
    public struct Actor: Sendable, Hashable, Codable {
        /// Account, person or machine client; empty where nobody was recognised (a failed sign-in).
        public let id: String
        /// National identifier (RPPS, idNat_PS) where the actor has one.
        public let nationalID: String?
        public let role: String
        /// Structure for which the actor acts.
        public let structure: String?
        /// Means of authentication: `passkey`, `password-totp`, `psc`, `link`, `command-line` …
        public let means: String
        /// Level of the session: an eIDAS or `acr` code.
        public let level: String

        package init(
            id: String, nationalID: String? = nil, role: String, structure: String? = nil, means: String,
            level: String = ""
        ) {
            self.id = id
            self.nationalID = nationalID
            self.role = role
            self.structure = structure
            self.means = means
            self.level = level
        }
    }

    /// A new line. Only the kernel and the server write lines: modules act, the gate writes down.
    package init(
        at: Instant, structure: String, actor: Actor, patients: [String] = [], action: String, resource: String = "",
        treatment: String, module: String = "kernel", mode: String = "normal", purpose: String = "", verdict: String,
        reason: String, basis: String? = nil, sheetVersion: Int? = nil, policyVersion: String = "",
        address: String = "", correlation: String = "", cites: String? = nil, count: Int? = nil,
        decision: String? = nil
    ) {
        self.init(
            id: RowID.fresh(at: at), at: at, structure: structure, actor: actor, patients: patients, action: action,
            resource: resource, treatment: treatment, module: module, mode: mode, purpose: purpose, verdict: verdict,
            reason: reason, basis: basis, sheetVersion: sheetVersion, policyVersion: policyVersion, address: address,
            correlation: correlation, cites: cites, count: count, decision: decision)
    }

    init(
        id: String, at: Instant, structure: String, actor: Actor, patients: [String], action: String, resource: String,
        treatment: String, module: String, mode: String, purpose: String, verdict: String, reason: String,
        basis: String?, sheetVersion: Int?, policyVersion: String, address: String, correlation: String,
        cites: String?, count: Int?, decision: String?
    ) {
        self.id = id
        self.at = at
        self.structure = structure
        self.actor = actor
        self.patients = patients
        self.action = action
        self.resource = resource
        self.treatment = treatment
        self.module = module
        self.mode = mode
        self.purpose = purpose
        self.verdict = verdict
        self.reason = reason
        self.basis = basis
        self.sheetVersion = sheetVersion
        self.policyVersion = policyVersion
        self.address = address
        self.correlation = correlation
        self.cites = cites
        self.count = count
        self.decision = decision
    }
}
