/// Step 7: what the patient's oppositions do to one class of document.
struct Objection {
    let facts: Facts

    enum Effect: Equatable {
        case none
        case denies
        /// Ordinary, in a break-glass, and the structure lets that pass: consents and teams count no more, only the
        /// emergency does.
        case passedByEmergency
    }

    func holds(against documents: DocumentClass) -> Effect {
        let matching = facts.oppositions.filter { opposition in
            guard concerns(opposition), opposition.scope.classes.covers(documents) else { return false }
            guard let document = facts.resource.document else { return opposition.scope.documents == .all }
            return opposition.scope.documents.covers(document)
        }
        if matching.isEmpty { return .none }
        return matching.allSatisfy(passes) ? .passedByEmergency : .denies
    }

    /// House rule: only `bris_de_glace`, and only with the structure's switch; `centre_15` never (rules 36, 42, 43).
    private func passes(_ opposition: Facts.Opposition) -> Bool {
        facts.mode == .breakGlass && !opposition.coversEmergency && facts.switches.breakGlassPassesOpposition
    }

    private func concerns(_ opposition: Facts.Opposition) -> Bool {
        opposition.scope.concerns(structure: facts.caller.structure, profession: facts.caller.profession)
    }

    /// In a view of the record: the documents that oppositions take out of what `carriers` show.
    func hiddenDocuments(from carriers: [Permit.Carrier]) -> [String] {
        guard facts.resource.document == nil, isSubject else { return [] }
        var hidden: Set<String> = []
        for opposition in facts.oppositions where concerns(opposition) {
            guard case .only(let documents) = opposition.scope.documents else { continue }
            let binds = carriers.contains { carrier in
                carrier.classes.contains(where: opposition.scope.classes.covers)
                    && !(carrier.basis == .emergency && passes(opposition))
            }
            if binds { hidden.formUnion(documents) }
        }
        return hidden.sorted()
    }

    private var isSubject: Bool {
        let kind = facts.caller.kind
        return !kind.isPerson && !kind.isUpkeep && kind != .dpo && facts.action != .decideConsent
    }
}
