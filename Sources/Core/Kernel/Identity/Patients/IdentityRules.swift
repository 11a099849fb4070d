/// The rules that move a status (17 to 22, 26). Pure: nothing here upgrades anything without an answer or a check in
/// hand, and there is no other way to a higher status.
public enum IdentityRules {
    /// The documents accepted by default; a structure's list may be narrower.
    public static let acceptedEvidence = Set(IdentityEvidence.allCases.filter { $0.trust != .low })

    /// INSi answered: the traits become INSi's and the number comes with them. A document checked before stays a proof
    /// only if it was of these very traits.
    public static func retrieve(
        _ answer: INSiAnswer, onto traits: StrictTraits, _ state: IdentityState
    ) throws(IdentityRefusal) -> IdentityChange {
        guard !state.isBlocked else { throw .blocked }
        let same = answer.traits.differences(from: traits).isSubset(of: [.birthGivenNames, .birthPlace])
        let status = IdentityStatus(
            retrievedFromINSi: true, documentChecked: state.status.documentChecked && same)
        return change(state, to: status, .replaced(answer.ins), .retrieved)
    }

    /// Somebody checked a document (rule 21).
    public static func validate(
        with check: DocumentCheck, _ birthDate: BirthDate, _ state: IdentityState,
        accepted: Set<IdentityEvidence> = acceptedEvidence
    ) throws(IdentityRefusal) -> IdentityChange {
        guard !state.isBlocked else { throw .blocked }
        guard check.proves(birthDate, accepted: accepted) else { throw .checkProvesNothing }
        let status = IdentityStatus(retrievedFromINSi: state.status.retrievedFromINSi, documentChecked: true)
        return change(state, to: status, .kept, .validated)
    }

    /// Traits change (rule 20). What INSi gave is changed only by whoever accepts that the status falls; a status that
    /// rests on a document falls too, unless the change only completes what was missing.
    public static func changeTraits(
        from old: StrictTraits, to new: StrictTraits, _ state: IdentityState, acceptingDowngrade: Bool
    ) throws(IdentityRefusal) -> IdentityChange {
        let changed = new.differences(from: old)
        guard !changed.isEmpty else { throw .noChange }
        if state.status == .validated, completes(old, new, changed) {
            return change(state, to: .validated, .kept, .traitsChanged)
        }
        if state.status.retrievedFromINSi {
            guard acceptingDowngrade else { throw .wouldDowngrade }
            return change(state, to: .provisional, .ended, .downgraded)
        }
        return change(
            state, to: .provisional, .kept, state.status == .provisional ? .traitsChanged : .downgraded)
    }

    /// An attribute is set. Doubtful and fictitious end the INS and force provisional (rule 19).
    public static func set(
        _ attribute: IdentityAttribute, _ state: IdentityState
    ) throws(IdentityRefusal) -> IdentityChange {
        guard !state.attributes.contains(attribute) else { throw .noChange }
        guard let after = IdentityState(state.status, state.attributes.union([attribute])) else {
            throw .attributesExclude
        }
        return IdentityChange(after: after, number: after.isBlocked ? .ended : .kept, kind: .attributeSet)
    }

    /// An attribute is removed: the status does not come back by itself, it is earned again (rule 21).
    public static func remove(
        _ attribute: IdentityAttribute, _ state: IdentityState
    ) throws(IdentityRefusal) -> IdentityChange {
        guard state.attributes.contains(attribute),
            let after = IdentityState(state.status, state.attributes.subtracting([attribute]))
        else { throw .noChange }
        return IdentityChange(after: after, number: .kept, kind: .attributeRemoved)
    }

    /// An identity comes in from outside: adopted with the status it was received with, unless what is on file proves
    /// more or something else (rule 26). Nothing is raised that the sender did not raise.
    public static func receive(
        _ received: ReceivedIdentity, onto traits: StrictTraits, _ state: IdentityState
    ) throws(IdentityRefusal) -> IdentityChange {
        guard received.state.status.reaches(state.status) else { throw .lowerThanExisting }
        // Somebody here doubts the person: only people here lift that.
        guard !state.isBlocked || received.state.status == .provisional else { throw .blocked }
        guard let after = IdentityState(received.state.status, received.state.attributes.union(state.attributes))
        else { throw .attributesExclude }
        if after.isBlocked { return IdentityChange(after: after, number: .ended, kind: .received) }
        let number: IdentityChange.NumberChange =
            if let ins = received.ins { .replaced(ins) } else {
                received.traits.differences(from: traits).isEmpty ? .kept : .ended
            }
        return IdentityChange(after: after, number: number, kind: .received)
    }

    /// Whether INSi may be asked about this identity (rule 19).
    public static func mayCallINSi(_ state: IdentityState) -> Bool { !state.isBlocked }

    private static func completes(_ old: StrictTraits, _ new: StrictTraits, _ changed: Set<Trait>) -> Bool {
        changed.isSubset(of: [.birthGivenNames, .birthPlace])
            && (!changed.contains(.birthGivenNames) || (old.birthGivenNames == nil && new.firstNameFitsList))
            && (!changed.contains(.birthPlace) || old.birthPlace == nil)
    }

    private static func change(
        _ state: IdentityState, to status: IdentityStatus, _ number: IdentityChange.NumberChange,
        _ kind: IdentityEventKind
    ) -> IdentityChange {
        // The attributes were a permitted set before and are not touched here.
        let after = IdentityState(status, state.attributes) ?? .new
        return IdentityChange(after: after, number: number, kind: kind)
    }
}

/// An identity as another system, a card or a barcode gave it.
public struct ReceivedIdentity: Sendable, Hashable {
    public let traits: StrictTraits
    public let ins: INS?
    public let state: IdentityState
    public let mode: CollectionMode

    /// - Parameters:
    ///   - status: as received. A scan, a reading or a typed number proves nothing by itself and counts as
    ///     provisional; the Vitale card application hands over qualified identities.
    public init(
        traits: StrictTraits, ins: INS?, status: IdentityStatus, attributes: Set<IdentityAttribute> = [],
        mode: CollectionMode
    ) throws(IdentityRefusal) {
        let counted: IdentityStatus =
            switch mode {
            case .typed, .vitaleCard, .datamatrix, .rfid: .provisional
            case .insi: status
            case .vitaleApp: .qualified
            }
        guard let state = IdentityState(counted, attributes) else { throw .attributesExclude }
        self.traits = traits
        self.ins = state.isBlocked ? nil : ins
        self.state = state
        self.mode = mode
    }
}
