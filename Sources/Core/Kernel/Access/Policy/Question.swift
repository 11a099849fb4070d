/// One class of document, judged from step 5 on.
struct Question {
    let facts: Facts
    let today: Day
    let role: MatrixRole
    let documents: DocumentClass
    let matrix: AccessMatrix

    enum Answer {
        case carried([Permit.Carrier])
        case refused(ReasonCode)
    }

    func answer() -> Answer {
        if let reason = mission() { return .refused(reason) }  // 5
        switch facts.caller.kind {
        case .professional, .partnerProfessional, .machineClient: return sharing()
        case .patient: return .carried([carrier(isInvited ? .invitation : .ownRecord, source: nil)])
        case .representative, .caregiver: return mandated()
        case .officeStaff: return open(.administration)
        case .dpo: return .carried([carrier(.oversight)])
        case .vendorSupport:
            guard let ticket = facts.support, ticket.classes.covers(documents) else {
                return .refused(.supportNotApproved)
            }
            return open(.support, source: ticket.id)
        case .insurer:
            guard let statute = facts.statute, statute.classes.covers(documents) else { return .refused(.notCare) }
            return open(.statute, source: statute.id)
        case .job, .commandLine: return .carried([carrier(.upkeep)])
        case .administrator: return .refused(.notCare)
        }
    }

    // MARK: 5

    private func mission() -> ReasonCode? {
        if allows(inEmergency: facts.mode.isEmergency) { return nil }
        // Nothing of this class is ever theirs: not a question of mission, but of not being in care (rule 41).
        let outOfCare: Bool =
            switch facts.caller.kind {
            case .officeStaff, .dpo, .insurer:
                matrix.actions(of: role, on: documents, inEmergency: false).isEmpty
            default: false
            }
        return outOfCare ? .notCare : .mission
    }

    private func allows(inEmergency: Bool) -> Bool {
        matrix.allows(
            facts.action, of: role, on: documents, inEmergency: inEmergency, narrowing: facts.narrowing)
    }

    // MARK: 2, by class

    private var isInvited: Bool {
        guard facts.action == .create, let task = facts.caller.invitedTo else { return false }
        return task == facts.resource.document
    }

    private func mandated() -> Answer {
        if isInvited, facts.caller.kind == .caregiver { return .carried([carrier(.invitation)]) }
        guard let mandate = facts.mandate else { return .refused(.mandateMissing) }
        // Deciding rests on `mayDecide`, which step 2 has judged.
        guard facts.action == .decideConsent || mandate.classes.covers(documents) else {
            return .refused(.notInMandate)
        }
        return .carried([carrier(.mandate, source: mandate.id)])
    }

    // MARK: 6 to 12

    private func sharing() -> Answer {
        let named = carriersByName()
        if facts.mode == .normal, !related, named.isEmpty, !feeds { return .refused(.noCareRelation) }  // 6
        // A patient who objects must be able to say so, and to lift it, to whoever cares for them.
        if facts.action == .decideConsent {
            return related ? .carried([carrier(.authorship, source: facts.relation?.id)]) : .refused(.noCareRelation)
        }
        switch Objection(facts: facts).holds(against: documents) {  // 7
        case .denies: return .refused(.opposition)
        case .passedByEmergency: return emergency()
        case .none: break
        }
        if allows(inEmergency: false) {
            if let team = teamCarrier() { return .carried([team]) }  // 8
            if !named.isEmpty { return .carried(named) }  // 9, 10
            if facts.mode == .normal, writesOrWrote { return .carried([carrier(.authorship)]) }
        }
        return facts.mode == .normal ? .refused(.consentRequired) : emergency()  // 11, 12
    }

    /// What the structure lets somebody do without a sharing between professionals; an opposition still counts.
    private func open(_ basis: AccessBasis, source: String? = nil) -> Answer {
        if facts.action != .decideConsent, Objection(facts: facts).holds(against: documents) != .none {
            return .refused(.opposition)
        }
        return .carried([carrier(basis, source: source)])
    }

    private var ownStructure: Bool { facts.caller.structure == facts.resource.structure }

    private var related: Bool {
        guard facts.caller.kind.isProfessional, let relation = facts.relation else { return false }
        return relation.startsOn <= today && relation.endsOn.map { today <= $0 } ?? true
    }

    /// A program of the record's own structure that files a document.
    private var feeds: Bool { facts.caller.kind == .machineClient && ownStructure && facts.action == .create }

    /// Nothing is shown to anybody new: a document being written, or one found again by who wrote it.
    private var writesOrWrote: Bool {
        guard ownStructure, related || feeds else { return false }
        switch facts.action {
        case .create: return true
        case .read, .update, .print:
            guard facts.resource.document != nil, let author = facts.resource.author else { return false }
            return facts.caller.isNamed(author)
        default: return false
        }
    }

    private func carrier(_ basis: AccessBasis, source: String? = nil) -> Permit.Carrier {
        Permit.Carrier(
            basis: basis, source: source, team: nil, since: nil, classes: [documents], documents: .all)
    }
}

extension Question {
    /// Rule 40: a health professional and one who is none were both announced to the patient.
    private func informed(_ day: Day?, ofBoth: Bool) -> Bool {
        guard let day, day <= today else { return false }
        guard let category = facts.caller.profession?.category else { return true }
        return ofBoth || category == (facts.resource.authorCategory ?? .health)
    }

    /// 8. A team is made of who directly takes part in this patient's care (L1110-12): without that relation an
    /// emergency stays an emergency, with its banner and its review.
    private func teamCarrier() -> Permit.Carrier? {
        guard related else { return nil }
        let team = facts.teams.first { team in
            guard let attested = team.attestedOn, attested <= today, team.endsOn.map({ today <= $0 }) ?? true,
                informed(team.informedOn, ofBoth: team.informedOfBothCategories)
            else { return false }
            switch team.basis {
            case .none: return false
            case .sameStructure: return facts.caller.structure == facts.resource.structure
            case .namedByPatient: return team.namedByPatient
            case .formalised: return true
            }
        }
        guard let team else { return nil }
        return Permit.Carrier(
            basis: .team, source: team.id, team: team.basis, since: team.informedOn, classes: [documents],
            documents: .all)
    }

    /// 9 and 10. One that covers all documents stands alone; otherwise all that cover some.
    private func carriersByName() -> [Permit.Carrier] {
        var found: [Permit.Carrier] = []
        for exchange in facts.exchanges
        where exchange.classes.covers(documents) && exchange.endsOn.map({ today <= $0 }) ?? true
            && informed(exchange.informedOn, ofBoth: exchange.informedOfBothCategories)
        {
            found += carrier(.exchange, exchange.id, since: exchange.informedOn, exchange.documents)
        }
        for consent in facts.consents
        where consent.scope.classes.covers(documents) && consent.givenOn <= today
            && consent.careEndsOn.map({ today <= $0 }) ?? true
            && consent.scope.concerns(structure: facts.caller.structure, profession: facts.caller.profession)
        {
            found += carrier(.consent, consent.id, since: consent.givenOn, consent.scope.documents)
        }
        if let whole = found.first(where: { $0.documents == .all }) { return [whole] }
        return found
    }

    private func carrier(
        _ basis: AccessBasis, _ source: String, since: Day?, _ extent: Extent<String>
    ) -> [Permit.Carrier] {
        var limit = extent
        if let document = facts.resource.document {
            guard extent.covers(document) else { return [] }
            limit = .all
        }
        if limit.isEmpty { return [] }
        return [
            Permit.Carrier(
                basis: basis, source: source, team: nil, since: since, classes: [documents], documents: limit)
        ]
    }

    /// 11
    private func emergency() -> Answer {
        guard facts.caller.profession?.category == .health else { return .refused(.emergencyForHealthProfessionals) }
        guard let emergency = facts.emergency, emergency.provedAfresh else { return .refused(.freshProofMissing) }
        if !emergency.reasonGiven { return .refused(.reasonMissing) }
        if facts.mode == .centre15, !facts.caller.mayRegulate { return .refused(.regulationRightMissing) }
        guard let end = facts.emergencyEnd, emergency.openedAt <= facts.at, facts.at < end else {
            return .refused(.emergencyEnded)
        }
        return .carried([
            Permit.Carrier(
                basis: .emergency, source: nil, team: nil, since: nil, classes: [documents], documents: .all)
        ])
    }
}
