import Kernel
import Web

/// A line of the log in a sentence: who, when, what, on which record, why, in which mode, under which version.
struct LineRow: Sendable {
    let linePath: String
    let when: String
    let who: String
    let what: String
    let records: [String]
    let moreRecords: String?
    let why: String
    let under: String
    let refused: Bool
    /// The mode's name, in an emergency.
    let emergency: String?
    static let example = LineRow(
        linePath: "/accesses/1", when: "1er mars 2026 à 10:00", who: "Nora Exemple (professionnel)",
        what: "lecture : identité", records: ["0190"], moreRecords: "et 4 autres", why: "Accès permis",
        under: "Traitement T00", refused: true, emergency: "urgence, bris de glace")
}

/// Puts lines into words, with the names of those who acted.
struct LineWords {
    let names: [String: String]
    let texts: Texts

    private var language: Language { texts.language }

    /// What the log may be searched for.
    static let actions = [
        "read", "list", "search", "create", "update", "delete", "print", "export", "share", "decide-consent", "login",
        "invite", "grant", "revoke", "suspend", "restore", "review-right", "choose-access", "read-log", "simulate",
    ]

    func row(_ logged: LoggedLine) -> LineRow {
        let line = logged.line
        let mode = AccessMode(rawValue: line.mode)
        let shown = line.patients.prefix(3)
        let more = line.patients.count - shown.count
        return LineRow(
            linePath: "/accesses/\(line.id)", when: line.at.written(in: language), who: who(line.actor),
            what: what(line), records: Array(shown),
            moreRecords: more > 0 ? "\(texts("log.and")) \(more) \(texts("log.others"))" : nil, why: why(line),
            under: under(line), refused: line.verdict == "deny",
            emergency: mode?.isEmergency == true ? mode?.label.in(language) : nil)
    }

    /// Name and role; the role alone for whom no account is known.
    func who(_ actor: AccessLine.Actor) -> String {
        guard !actor.id.isEmpty else { return texts("log.nobody") }
        let role =
            CallerKind(rawValue: actor.role)?.label.in(language)
            ?? StaffRole(rawValue: actor.role)?.label.in(language)
        guard let name = names[actor.id] else { return role ?? actor.id }
        return role.map { "\(name) (\($0))" } ?? name
    }

    func act(_ action: String) -> String { word("act", action) }

    private func what(_ line: AccessLine) -> String {
        let kind = line.resource.split(separator: "/").first.map(String.init) ?? ""
        return kind.isEmpty ? act(line.action) : "\(act(line.action))\(language.colon)\(word("object", kind))"
    }

    /// From the stored decision where the policy was asked, otherwise what the line says.
    func why(_ line: AccessLine) -> String {
        if let decision = LineWords.decisions(line).first { return decision.whyThey.in(language) }
        if line.cites != nil { return "\(texts("log.outcome")) \(word("verdict", line.verdict))." }
        let verdict = texts(line.verdict == "deny" ? "log.refused" : "log.allowed")
        return line.reason.isEmpty ? "\(verdict)." : "\(verdict)\(language.colon)\(reason(line.reason))."
    }

    /// `password-accepted`: the means, then what came of it. Any other code stands as it is.
    private func reason(_ code: String) -> String {
        let parts = code.split(separator: "-").map(String.init)
        if let role = StaffRole(rawValue: code) { return role.label.in(language) }
        guard parts.count == 2 else { return code }
        let (event, outcome) = (texts("event.\(parts[0])"), texts("result.\(parts[1])"))
        return event.hasPrefix("event.") || outcome.hasPrefix("result.") ? code : "\(event), \(outcome)"
    }

    func under(_ line: AccessLine) -> String {
        var parts = ["\(texts("log.treatment")) \(line.treatment)"]
        if let version = line.sheetVersion { parts.append("\(texts("log.sheet")) \(version)") }
        if line.module != "kernel" { parts.append("\(texts("log.module")) \(line.module)") }
        if let mode = AccessMode(rawValue: line.mode) { parts.append(mode.label.in(language)) }
        return parts.joined(separator: ", ")
    }

    /// One of most lines; one for each patient of a list, of which the first speaks for the page.
    static func decisions(_ line: AccessLine) -> [StoredDecision] {
        ((try? line.decisions()) ?? []).map(\.decision)
    }

    /// A word that the texts do not know is shown as the log has it.
    private func word(_ room: String, _ code: String) -> String {
        let key: String
        switch room {
        case "act": key = "act.\(code)"
        case "object": key = "object.\(code)"
        default: key = "verdict.\(code)"
        }
        let text = texts(key)
        return text == key ? code : text
    }
}
