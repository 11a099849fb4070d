/// The decision of the gate: a pure, total function of the facts, in the order of health-and-rgpd.md §5.7 as the
/// house settled it. Whatever is not allowed by a step is refused, and a refusal wins over what later steps allow
/// (rules 35 and 36).
package enum Policy {
    /// Goes up with every change that could change a verdict; stored with each decision (rule 35).
    package static let version = 1
    /// Policy and matrix, as every line cites them.
    static let versions = "\(version).\(AccessMatrix.version)"
    /// No emergency lasts longer, whatever a structure chose (rule 43).
    package static let longestEmergencySeconds: Int64 = 14_400

    package static func decide(_ facts: Facts) -> Verdict { decide(facts, matrix: .standard) }

    static func decide(_ facts: Facts, matrix: AccessMatrix) -> Verdict {
        if let reason = admission(facts) { return .refused(reason) }  // 1
        if let reason = standing(facts) { return .refused(reason) }  // 2, 3, and their special bases
        guard let role = MatrixRole(facts.caller) else { return .refused(.notCare) }  // 3
        if facts.mode.isEmergency, !facts.caller.kind.isProfessional {
            return .refused(.emergencyForHealthProfessionals)
        }
        if let reason = veil(facts) { return .refused(reason) }  // 4
        let today = facts.at.parisDay
        var carriers: [Permit.Carrier] = []
        var withheld: [Permit.Withheld] = []
        for documents in Set(facts.resource.classes).sorted() {
            let question = Question(facts: facts, today: today, role: role, documents: documents, matrix: matrix)
            switch question.answer() {
            case .carried(let found): carriers.append(contentsOf: found)
            case .refused(let reason): withheld.append(Permit.Withheld(documents: documents, reason: reason))
            }
        }
        if carriers.isEmpty {
            // Asking for nothing is no mission of anybody's.
            return .refused(withheld.map(\.reason).max { $0.step < $1.step } ?? .mission)
        }
        return .allowed(Permit(facts, carriers: carriers, withheld: withheld))
    }

    /// Whether the same request would pass as a break-glass, with fresh proof and a reason: what staff who named the
    /// patient exactly may be told.
    package static func emergencyWouldOpen(_ facts: Facts) -> Bool {
        guard facts.mode == .normal, facts.caller.kind.isProfessional else { return false }
        var asked = facts
        asked.mode = .breakGlass
        asked.emergency = Facts.Emergency(provedAfresh: true, reasonGiven: true, openedAt: facts.at)
        return decide(asked).permit != nil
    }

    /// 1: proved at the level that is needed, of the record's structure or under a convention, module on.
    private static func admission(_ facts: Facts) -> ReasonCode? {
        let caller = facts.caller
        if caller.level == .none { return .notAuthenticated }
        if !levelSuffices(facts) { return .levelTooLow }
        if caller.kind.isProfessional, caller.membership == nil { return .noExercise }
        if caller.structure != facts.resource.structure {
            guard comesFromOutside(caller.kind) else { return .otherStructure }
            if caller.kind.isProfessional || caller.kind == .machineClient {
                guard let convention = caller.convention else { return .otherStructure }
                let today = facts.at.parisDay
                if today < convention.startsOn { return .otherStructure }
                if let end = convention.endsOn, today > end { return .conventionEnded }
            }
        } else if caller.kind == .partnerProfessional {
            return .otherStructure
        }
        return facts.resource.moduleOn ? nil : .moduleOff
    }

    private static func comesFromOutside(_ kind: CallerKind) -> Bool {
        switch kind {
        case .partnerProfessional, .machineClient, .vendorSupport, .insurer: true
        case .professional, .officeStaff, .administrator, .dpo, .patient, .representative, .caregiver, .job,
            .commandLine:
            false
        }
    }

    /// Rules 27 and 32. A link answers the one task that it is for; whoever reads has two factors.
    private static func levelSuffices(_ facts: Facts) -> Bool {
        let caller = facts.caller
        switch caller.kind {
        case .professional, .partnerProfessional, .officeStaff, .administrator, .dpo, .vendorSupport, .insurer:
            return caller.level == .twoFactors || caller.level == .proSanteConnect
        case .patient, .representative, .caregiver:
            if caller.level == .personLink { return facts.action == .create }
            return caller.level == .twoFactors || caller.level == .franceConnect
        case .machineClient, .job, .commandLine:
            return caller.level == .programKey
        }
    }

    /// 2 and 3: what somebody who is no care professional must show before the record is even considered.
    private static func standing(_ facts: Facts) -> ReasonCode? {
        switch facts.caller.kind {
        case .professional, .partnerProfessional, .officeStaff, .dpo, .machineClient, .job, .commandLine: nil
        case .administrator: .notCare
        case .patient: invitation(facts)
        // What a caregiver was invited to needs no mandate; what they read does.
        case .caregiver where facts.action == .create: invitation(facts)
        case .representative, .caregiver: MandateRules.refusal(facts) ?? invitation(facts)
        case .vendorSupport: ticket(facts)
        case .insurer: statute(facts)
        }
    }

    /// A link, and a caregiver who writes, are for one task (rule 32, §5.8).
    private static func invitation(_ facts: Facts) -> ReasonCode? {
        let caller = facts.caller
        guard facts.action == .create, caller.level == .personLink || caller.kind == .caregiver else { return nil }
        guard let task = caller.invitedTo, task == facts.resource.document else { return .notInvited }
        return nil
    }

    private static func ticket(_ facts: Facts) -> ReasonCode? {
        guard let ticket = facts.support, ticket.structure == facts.resource.structure, ticket.approvedBy != nil else {
            return .supportNotApproved
        }
        return facts.at < ticket.endsAt ? nil : .supportEnded
    }

    private static func statute(_ facts: Facts) -> ReasonCode? {
        guard let statute = facts.statute, facts.at < statute.endsAt else { return .notCare }
        return nil
    }

    /// 4: blocked by the patient, or a mask on the document of another author.
    private static func veil(_ facts: Facts) -> ReasonCode? {
        let caller = facts.caller
        if caller.kind.isUpkeep { return nil }
        if caller.kind != .patient, facts.blocked.contains(where: caller.isNamed) { return .blocked }
        if let author = facts.resource.author, caller.isNamed(author) { return nil }
        return facts.resource.masks.contains { $0.hides(from: caller) } ? .masked : nil
    }
}
