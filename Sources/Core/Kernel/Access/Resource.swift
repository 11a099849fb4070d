/// What is asked for: a document, or a view of the record, of one module.
public struct Resource: Sendable, Hashable {
    /// `kernel` for the desk's own pages.
    public let module: ModuleName
    /// `questionnaire-response`, `note`, `identity`: stored in the log, so never a word that tells an illness.
    public let kind: String
    /// Nil for a view, a list or a search.
    public let id: String?
    public let classes: [DocumentClass]
    /// Account or membership that wrote the document, and its category.
    public let author: String?
    public let authorCategory: ProfessionalCategory?
    public let masks: [Mask]

    /// - Parameter kind: a literal of ours, so that nothing typed by anybody reaches the log.
    public init(
        of module: ModuleName, _ kind: StaticString, id: String? = nil, classes: [DocumentClass],
        author: String? = nil, authorCategory: ProfessionalCategory? = nil, masks: [Mask] = []
    ) {
        self.module = module
        self.kind = kind.description
        self.id = id
        self.classes = classes
        self.author = author
        self.authorCategory = authorCategory
        self.masks = masks
    }

    /// As the log names it.
    var name: String { id.map { "\(kind)/\($0)" } ?? kind }
}

/// In which mode a record is asked for.
public enum Mode: Sendable, Hashable {
    case normal
    /// Break-glass or centre 15, with the reason typed: opens a box of time, and is read again by somebody.
    case emergency(AccessMode, reason: String)
    /// Within a box of time that this caller opened on this patient before.
    case underway(AccessMode)

    var access: AccessMode {
        switch self {
        case .normal: .normal
        case .emergency(let mode, _), .underway(let mode): mode
        }
    }

    /// The reason, where one with something in it was typed.
    var reason: String? {
        guard case .emergency(_, let reason) = self, !reason.isBlank else { return nil }
        return reason
    }
}

/// What a grant lets its holder do.
public protocol AccessRight: Sendable {
    static var action: Action { get }
    /// Whether the line rides in the commit of the data (writes) or is durable before anything opens (reads).
    static var writes: Bool { get }
}

/// Opens sealed values; stores nothing.
public enum Read: AccessRight {
    public static let action = Action.read
    public static let writes = false
}

/// Seals and stores; opens nothing.
public enum Write: AccessRight {
    public static let action = Action.create
    public static let writes = true
}

/// Why the gate lent nothing.
public enum GateRefusal: Error, Sendable, Hashable {
    /// The policy said no. To most callers a refusal looks like an absence; `emergencyPossible` is true for a health
    /// professional of the record's own structure who named the patient exactly.
    case refused(ReasonCode, emergencyPossible: Bool)
    /// There is no such person here; the probe is written down.
    case absent
    /// The line could not be made durable, so nothing was opened and nothing was stored.
    case logAway

    /// The reason on the line of a probe.
    static let unknownPatient = "unknown-patient"
}
