/// Step 2 for whoever acts for the patient (§5.8): a title that gives access, seen by somebody, in force, and wide
/// enough. Expired or unverified means no access.
enum MandateRules {
    static func refusal(_ facts: Facts) -> ReasonCode? {
        guard let mandate = facts.mandate else { return .mandateMissing }
        guard gives(mandate.title, to: facts.caller.kind) else { return .titleWithoutAccess }
        let today = facts.at.parisDay
        guard let checked = mandate.checkedOn, checked <= today else { return .mandateUnverified }
        // A judgment's end is asked for when it is recorded; without one it is not verified.
        if needsEnd(mandate.title), mandate.endsOn == nil { return .mandateUnverified }
        // Without a birth date nobody can tell whether the child still is one.
        if mandate.title == .parentalAuthority, facts.resource.majorityOn == nil { return .mandateUnverified }
        if today < mandate.startsOn { return .mandateEnded }
        if let end = end(of: mandate, facts), today > end { return .mandateEnded }
        if facts.action == .decideConsent, !mandate.mayDecide { return .notInMandate }
        return nil
    }

    /// The last day of the title.
    static func end(of mandate: Facts.Mandate, _ facts: Facts) -> Day? {
        var ends: [Day] = []
        if let end = mandate.endsOn { ends.append(end) }
        // Revocation, and the eighteenth birthday, end it the same day: the day before was the last.
        if let revoked = mandate.revokedOn { ends.append(revoked.adding(days: -1)) }
        if mandate.title == .parentalAuthority, let majority = facts.resource.majorityOn {
            ends.append(majority.adding(days: -1))
        }
        return ends.min()
    }

    private static func gives(_ title: MandateTitle, to kind: CallerKind) -> Bool {
        switch title {
        case .parentalAuthority, .guardianship, .familyAuthorisation: kind == .representative
        case .caregiver: kind == .caregiver
        case .assistance, .trustedPerson, .heir: false
        }
    }

    private static func needsEnd(_ title: MandateTitle) -> Bool {
        title == .guardianship || title == .familyAuthorisation
    }
}
