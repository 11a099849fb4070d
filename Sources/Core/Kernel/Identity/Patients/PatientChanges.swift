/// What can be decided about an identity (rules 19 to 21, 26).
public enum IdentityDecision: Sendable {
    /// Other traits or used names; what INSi gave falls only on acceptance.
    case traits(StrictTraits, UsedNames, acceptingDowngrade: Bool)
    case check(DocumentCheck)
    case answer(INSiAnswer)
    case received(ReceivedIdentity)
    case set(IdentityAttribute)
    case remove(IdentityAttribute)
}

extension PatientBook {
    /// Applies a decision where the rules allow it; the traits before, the evidence and whoever decided are traced.
    /// Throws `IdentityRefusal` where they do not, `GateRefusal` where the caller may not.
    public func decide(_ decision: IdentityDecision, on patient: PatientID, as caller: Caller) async throws {
        let secret = try await secret(caller.structure)
        try await gate.open(
            Write.self, IdentityAndCareCircle.self, of: patient, about: PatientBook.header, as: caller, action: .update
        ) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
            let sheet = try await read(patient, as: caller)
            let outcome = try PatientBook.outcome(of: decision, on: sheet.record.identity)
            let author = IdentityAuthor(account: caller.id, now: grant.now)
            let changes = try IdentityWriting.change(
                outcome.change, from: sheet.before, traits: outcome.traits, used: outcome.used, mode: outcome.mode,
                localNumber: sheet.record.identity.localNumber, check: outcome.check, by: author, secret: secret
            ) { text, place in try grant.seal(text, at: place) }
            let (structure, now, before) = (grant.structure, grant.now, sheet.row)
            try await grant.commit { tx in
                guard try Patients.row(patient, in: structure, Reading(tx.connection))?.values == before.values else {
                    throw IdentityRefusal.changedMeanwhile
                }
                for change in changes { try CareRows.write(change, of: patient, in: structure, at: now, tx) }
            }
        }
    }

    /// Changes of contacts, circle and care relations; nothing of them is compared with what is there.
    func write(
        _ patient: PatientID, about documents: DocumentClass, as caller: Caller, action: Action,
        _ changes:
            @Sendable (IdentityAuthor, CellSealing) throws -> [CareChange<IdentityAndCareCircle>]
    ) async throws {
        let resource = Resource(of: .kernel, "care-circle", classes: [documents])
        try await gate.open(
            Write.self, IdentityAndCareCircle.self, of: patient, about: resource, as: caller, action: action
        ) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
            let author = IdentityAuthor(account: caller.id, now: grant.now)
            try await grant.commit(try changes(author) { text, place in try grant.seal(text, at: place) })
        }
    }

    func read(_ patient: PatientID, as caller: Caller) async throws -> Content {
        try await gate.open(
            Read.self, IdentityAndCareCircle.self, of: patient, about: PatientBook.header, as: caller
        ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in try await PatientBook.content(grant) }
    }

    private struct Outcome {
        let change: IdentityChange
        let traits: StrictTraits
        let used: UsedNames
        let mode: CollectionMode
        var check: DocumentCheck?
    }

    private static func outcome(
        of decision: IdentityDecision, on identity: PatientIdentity
    ) throws -> Outcome {
        let (traits, used, state) = (identity.traits, identity.used, identity.state)
        func same(_ change: IdentityChange, check: DocumentCheck? = nil) -> Outcome {
            Outcome(change: change, traits: traits, used: used, mode: identity.mode, check: check)
        }
        switch decision {
        case .traits(let new, let newUsed, let accepting):
            // Used names are nobody's proof: changing them alone moves no status.
            if new.differences(from: traits).isEmpty {
                guard newUsed != used else { throw IdentityRefusal.noChange }
                let change = IdentityChange(after: state, number: .kept, kind: .traitsChanged)
                return Outcome(change: change, traits: traits, used: newUsed, mode: identity.mode)
            }
            let change = try IdentityRules.changeTraits(from: traits, to: new, state, acceptingDowngrade: accepting)
            return Outcome(change: change, traits: new, used: newUsed, mode: .typed)
        case .check(let check):
            // A check that proves nothing is refused rather than kept: a list of them would look like proof.
            return same(try IdentityRules.validate(with: check, traits.birthDate, state), check: check)
        case .answer(let answer):
            let change = try IdentityRules.retrieve(answer, onto: traits, state)
            return Outcome(change: change, traits: answer.traits, used: used, mode: .insi)
        case .received(let received):
            let change = try IdentityRules.receive(received, onto: traits, state)
            return Outcome(change: change, traits: received.traits, used: used, mode: received.mode)
        case .set(let attribute): return same(try IdentityRules.set(attribute, state))
        case .remove(let attribute): return same(try IdentityRules.remove(attribute, state))
        }
    }
}
