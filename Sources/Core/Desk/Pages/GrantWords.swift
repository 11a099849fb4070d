import Kernel
import Web

/// A role of somebody, in words that need no training: what it lets them do, who gave it, whether it is used.
struct GrantCard: Sendable {
    let grant: String
    let role: String
    /// As the structure calls it.
    let function: String?
    /// What the role is for, in one sentence.
    let purpose: String
    /// One sentence a right.
    let rights: [String]
    let noRight: Bool
    let given: String
    let used: String
    let reviewed: String
    let isOverdue: Bool
    let canEnd: Bool
    /// Where it ends: the template's forms stand inside this card.
    let endPath: String
    static let example = GrantCard(
        grant: "1", role: "Professionnel de santé", function: "infirmière", purpose: "phrase",
        rights: ["Lire : identité"], noRight: true, given: "Donné le…", used: "Utilisé le…", reviewed: "Revu le…",
        isOverdue: true, canEnd: true, endPath: "/people/1/end")
}

/// Puts grants into words.
struct GrantWords {
    let choices: StructureChoices
    let today: Day
    let texts: Texts

    private var language: Language { texts.language }

    func card(_ member: StaffMember, _ grant: RoleGrant, acts: Bool) -> GrantCard {
        let rights = rights(of: grant.role, member.profession)
        return GrantCard(
            grant: grant.id, role: grant.role.label.in(language),
            function: grant.position.isEmpty ? nil : grant.position,
            purpose: texts("people.purpose.\(grant.role.rawValue)"), rights: rights, noRight: rights.isEmpty,
            given: given(grant),
            used: grant.lastUsedAt.map { "\(texts("people.used")) \($0.written(in: language))." }
                ?? texts("people.neverUsed"),
            reviewed: reviewed(grant), isOverdue: grant.isOverdue(on: today), canEnd: acts,
            endPath: "/people/\(member.id)/end")
    }

    /// A role that is over.
    func ended(_ grant: RoleGrant) -> String {
        let end = grant.endsOn?.written(in: language) ?? "–"
        let by = grant.endedBy.map { " \(texts("people.by")) \($0)" } ?? ""
        return "\(grant.role.label.in(language))\(language.colon)\(given(grant)) \(texts("people.ended")) \(end)\(by)."
    }

    private func given(_ grant: RoleGrant) -> String {
        let by = grant.grantedBy.map { "\(texts("people.by")) \($0)" } ?? texts("people.byCommand")
        return "\(texts("people.given")) \(grant.startsOn.written(in: language)) \(by)."
    }

    private func reviewed(_ grant: RoleGrant) -> String {
        let due = "\(texts("people.due")) \(grant.dueOn.written(in: language))."
        guard let day = grant.reviewedOn else { return due }
        let by = grant.reviewedBy.map { " \(texts("people.by")) \($0)" } ?? ""
        return "\(texts("people.reviewed")) \(day.written(in: language))\(by). \(due)"
    }

    /// From the access matrix as the structure narrowed it: one sentence a right.
    private func rights(of role: StaffRole, _ profession: Profession?) -> [String] {
        guard let row = role.matrixRole(profession) else { return [] }
        let all = RoleRight.all(of: row, narrowedBy: choices)
        // Whoever may read finds what they read in lists and searches: that needs no sentence of its own.
        let told = all.filter { right in
            guard right.action == .list || right.action == .search else { return true }
            let read = all.first { $0.action == .read && $0.inEmergency == right.inEmergency }?.documents ?? []
            return !right.documents.allSatisfy(read.contains)
        }
        return told.map { right in
            let what = right.documents.map { $0.label.in(language) }.joined(separator: ", ")
            let verb = right.action.label.in(language)
            let sentence = "\(verb)\(language.colon)\(what)."
            return right.inEmergency ? "\(texts("people.inEmergency")) \(sentence)" : sentence
        }
    }
}

extension Language {
    /// A colon with its spaces: French keeps one before it, which never breaks the line.
    var colon: String { self == .fr ? "\u{A0}: " : ": " }
}
