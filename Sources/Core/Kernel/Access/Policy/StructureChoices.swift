/// What a structure chose about access to its records, read from its lines: the latest of each subject.
public struct StructureChoices: Hashable, Sendable {
    /// Narrowed cells of the matrix (rule 45).
    public private(set) var cells: [MatrixOverride.Cell] = []
    package private(set) var switches = Facts.Switches()

    /// Whether break-glass may pass an ordinary opposition (rule 43).
    public var breakGlassPassesOpposition: Bool { switches.breakGlassPassesOpposition }
    /// Length of a break-glass, in seconds.
    public var breakGlassSeconds: Int64 { switches.breakGlassSeconds }
    /// Length of a centre 15 access, in seconds.
    public var centre15Seconds: Int64 { switches.centre15Seconds }

    /// Nothing chosen: the house's matrix, the switch off, the longest boxes of time.
    public init() {}

    /// Throws where a line is not as we write them: a narrowing that cannot be read must not be lost.
    init(_ rows: [Row]) throws {
        var latest: [String: String] = [:]
        for row in rows { latest[try row.text("subject")] = try row.text("value") }
        for (subject, value) in latest.sorted(by: { $0.key < $1.key }) {
            if let choice = AccessSwitch(subject) {
                try set(choice, value)
            } else {
                cells.append(try MatrixOverride.Cell(subject: subject, value: value))
            }
        }
    }

    private mutating func set(_ choice: AccessSwitch, _ value: String) throws {
        switch choice {
        case .breakGlassPassesOpposition:
            guard value == "on" || value == "off" else {
                throw StorageError.unexpected("a switch is neither on nor off")
            }
            switches.breakGlassPassesOpposition = value == "on"
        case .breakGlassSeconds: switches.breakGlassSeconds = try seconds(value)
        case .centre15Seconds: switches.centre15Seconds = try seconds(value)
        }
    }

    private func seconds(_ value: String) throws -> Int64 {
        guard let seconds = Int64(value), (1...Policy.longestEmergencySeconds).contains(seconds) else {
            throw StorageError.unexpected("the length of an emergency is out of bounds")
        }
        return seconds
    }

    /// As the facts of one caller carry them.
    func complete(_ facts: inout Facts) {
        facts.switches = switches
        if let role = MatrixRole(facts.caller) { facts.narrowing = cells.filter { $0.role == role } }
    }
}

/// The switches of a structure; raw values are stored.
enum AccessSwitch: String {
    case breakGlassPassesOpposition = "switch/break-glass-passes-opposition"
    case breakGlassSeconds = "switch/break-glass-seconds"
    case centre15Seconds = "switch/centre-15-seconds"

    init?(_ subject: String) { self.init(rawValue: subject) }
}

extension MatrixOverride.Cell {
    /// `matrix/nurse/report/normal`.
    var subject: String { "matrix/\(role.name)/\(documents.rawValue)/\(inEmergency ? "emergency" : "normal")" }
    /// `list,read`; empty where nothing is left.
    var value: String { actions.map(\.rawValue).sorted().joined(separator: ",") }

    init(subject: String, value: String) throws {
        let parts = subject.split(separator: "/").map(String.init)
        guard parts.count == 4, parts[0] == "matrix", let role = MatrixRole.all.first(where: { $0.name == parts[1] }),
            let documents = DocumentClass(rawValue: parts[2]), ["normal", "emergency"].contains(parts[3])
        else { throw StorageError.unexpected("a choice about access has a subject that is not known") }
        let actions = try value.split(separator: ",").map { word in
            guard let action = Action(rawValue: String(word)) else {
                throw StorageError.unexpected("a choice about access names an action that is not known")
            }
            return action
        }
        self.init(role, documents, inEmergency: parts[3] == "emergency", actions: actions)
    }
}
