import Kernel

/// What the access matrix says beside the answers of routes: the house's roles × document classes, and how the policy
/// judges callers that no browser stands for.
enum AccessMatrixText {
    static let legend = """
        # Written by `make golden`. First part: what each mounted route answers to each member of the cast, when asked.
        # 303 comes with where it leads. 404 is also the answer to who may not; 422 means that the form was judged.
        # Forms are filled where the gate is asked only behind a filled one (AskedForms), and empty elsewhere.
        # {patient} is one whom in-team cares for; office, colleague and partner do not.

        """

    /// Second and third part.
    static func policy() -> String { matrix() + upkeep() }

    private static let letters: [(Character, Action)] = [
        ("r", .read), ("l", .list), ("s", .search), ("c", .create), ("u", .update), ("d", .delete), ("e", .export),
        ("p", .print), ("h", .share), ("k", .decideConsent), ("g", .readLog), ("i", .checkIntegrity),
    ]

    private static func cell(_ actions: Set<Action>) -> String {
        let text = String(letters.filter { actions.contains($0.1) }.map(\.0))
        return text.isEmpty ? "-" : text
    }

    private static func matrix() -> String {
        var text =
            "\n# Roles × document classes, before any structure narrows them (version \(AccessMatrix.version)).\n"
        text += "# " + letters.map { "\($0.0) \($0.1.rawValue)" }.joined(separator: ", ") + "\n"
        text += (["role", "mode"] + DocumentClass.allCases.map(\.rawValue)).joined(separator: "\t") + "\n"
        for role in MatrixRole.all {
            for emergency in [false, true] {
                let cells = DocumentClass.allCases.map {
                    cell(AccessMatrix.standard.actions(of: role, on: $0, inEmergency: emergency))
                }
                if emergency, cells.allSatisfy({ $0 == "-" }) { continue }
                text += ([role.name, emergency ? "emergency" : "normal"] + cells).joined(separator: "\t") + "\n"
            }
        }
        return text
    }

    /// Every action on a record of their own structure about whom nothing is recorded, asked of the policy.
    private static func upkeep() -> String {
        var text =
            "\n# Callers without a browser, and persons who read: the policy on a record of which nothing more is"
        text += " known.\n# A number: so many of the 15 document classes; a word: why not.\n"
        let actions = letters.map(\.1)
        text += (["caller", "structure"] + actions.map(\.rawValue)).joined(separator: "\t") + "\n"
        for kind in CallerKind.allCases where !asksByRoute(kind) {
            for own in [true, false] {
                let cells = actions.map { verdict(kind, $0, own: own) }
                text += ([kind.rawValue, own ? "own" : "another"] + cells).joined(separator: "\t") + "\n"
            }
        }
        return text
    }

    private static func asksByRoute(_ kind: CallerKind) -> Bool {
        switch kind {
        case .professional, .partnerProfessional, .officeStaff, .administrator, .dpo: true
        default: false
        }
    }

    private static func verdict(_ kind: CallerKind, _ action: Action, own: Bool) -> String {
        let level: AuthenticationLevel =
            switch kind {
            case .machineClient, .job, .commandLine: .programKey
            case .patient, .representative, .caregiver: .franceConnect
            default: .twoFactors
            }
        let facts = Facts(
            at: .start(ofParisDay: Day(number: 20_000)),
            caller: Facts.Caller(kind: kind, id: "caller", structure: own ? "a" : "b", level: level),
            resource: Facts.Resource(structure: "a", classes: DocumentClass.allCases), action: action)
        switch Policy.decide(facts) {
        case .allowed(let permit): return "\(permit.visible.count)"
        case .refused(let reason): return reason.rawValue
        }
    }
}
