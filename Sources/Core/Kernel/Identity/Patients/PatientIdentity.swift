/// Who a patient is: strict traits, used names apart, the INS, how far all that is proved, how it came in.
public struct PatientIdentity: Sendable, Hashable {
    public let traits: StrictTraits
    public let used: UsedNames
    /// The matricule in force; one with a wrong key or of another environment is kept here too.
    public let ins: INS?
    public let state: IdentityState
    public let mode: CollectionMode
    /// The structure's own number (IPP).
    public let localNumber: String?

    public init(
        traits: StrictTraits, used: UsedNames = .none, ins: INS? = nil, state: IdentityState = .new,
        mode: CollectionMode = .typed, localNumber: String? = nil
    ) {
        self.traits = traits
        self.used = used
        self.ins = ins
        self.state = state
        self.mode = mode
        self.localNumber = localNumber
    }

    /// Nil where the matricule may leave, or be asked for, as an INS here (rules 18, 19, 22).
    public func insRefusal(in environment: INSEnvironment) -> INSRefusal? {
        if state.attributes.contains(.fictitious) { return .fictitious }
        if state.attributes.contains(.doubtful) { return .doubtful }
        guard let ins else { return .noNumber }
        guard state.status == .qualified else { return .notQualified }
        return ins.refusal(in: environment)
    }

    /// What goes to somebody else: the INS with its OID and the strict traits, or the local number with the traits.
    public func outbound(in environment: INSEnvironment) -> OutboundIdentity {
        if let refusal = insRefusal(in: environment) {
            return .local(number: localNumber, traits: traits, why: refusal)
        }
        guard let ins else { return .local(number: localNumber, traits: traits, why: .noNumber) }
        return .national(ins, traits: traits)
    }
}

/// An identity on its way out. There is no way to send a matricule without its authority and traits (rule 18).
public enum OutboundIdentity: Sendable, Hashable {
    case national(INS, traits: StrictTraits)
    case local(number: String?, traits: StrictTraits, why: INSRefusal)

    public var ins: INS? {
        if case .national(let ins, _) = self { ins } else { nil }
    }
}
