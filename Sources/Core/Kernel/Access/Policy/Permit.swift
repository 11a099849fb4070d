extension Permit {
    /// What the carriers found add up to.
    init(_ facts: Facts, carriers found: [Carrier], withheld: [Withheld]) {
        let carriers = Permit.joined(found)
        let view = facts.resource.document == nil && !facts.caller.kind.isUpkeep
        self.init(
            basis: carriers.first?.basis ?? .authorship, carriers: carriers, withheld: withheld,
            hiddenMasks: view ? Mask.allCases.filter { $0.hides(from: facts.caller) } : [],
            hiddenDocuments: Objection(facts: facts).hiddenDocuments(from: carriers),
            until: Permit.end(facts, carriers), obligations: Permit.obligations(facts, carriers))
    }

    /// One line for each thing that carries, with all classes that it carries.
    private static func joined(_ found: [Carrier]) -> [Carrier] {
        var joined: [Carrier] = []
        for carrier in found {
            let same = joined.firstIndex {
                $0.basis == carrier.basis && $0.source == carrier.source && $0.documents == carrier.documents
            }
            if let same {
                joined[same] = Carrier(
                    basis: carrier.basis, source: carrier.source, team: carrier.team, since: carrier.since,
                    classes: joined[same].classes + carrier.classes, documents: carrier.documents)
            } else {
                joined.append(carrier)
            }
        }
        return joined
    }

    /// The earliest end of anything that the access rests on.
    private static func end(_ facts: Facts, _ carriers: [Carrier]) -> Instant? {
        var days: [Day?] = [facts.caller.structure == facts.resource.structure ? nil : facts.caller.convention?.endsOn]
        var ends: [Instant?] = []
        for carrier in carriers {
            switch carrier.basis {
            case .team: days += [facts.teams.first { $0.id == carrier.source }?.endsOn, facts.relation?.endsOn]
            case .authorship: days.append(facts.relation?.endsOn)
            case .exchange: days.append(facts.exchanges.first { $0.id == carrier.source }?.endsOn)
            case .consent: days.append(facts.consents.first { $0.id == carrier.source }?.careEndsOn)
            case .mandate: days.append(facts.mandate.flatMap { MandateRules.end(of: $0, facts) })
            case .emergency: ends.append(facts.emergencyEnd)
            case .support: ends.append(facts.support?.endsAt)
            case .statute: ends.append(facts.statute?.endsAt)
            case .ownRecord, .invitation, .administration, .oversight, .upkeep: break
            }
        }
        return (ends + days.map { $0.map(Instant.end(ofParisDay:)) }).compactMap { $0 }
            .filter { facts.at < $0 }.min()
    }

    private static func obligations(_ facts: Facts, _ carriers: [Carrier]) -> [Obligation] {
        if carriers.contains(where: { $0.basis == .emergency }) {
            return [.banner, .notifyStructure, .notifyPatient, .review, .mention]
        }
        return carriers.contains { $0.basis == .support } ? [.banner, .showToStructure] : []
    }
}

extension Facts {
    /// End of the emergency's box of time: as the structure chose, four hours at most.
    var emergencyEnd: Instant? {
        guard let emergency else { return nil }
        let chosen = mode == .centre15 ? switches.centre15Seconds : switches.breakGlassSeconds
        return emergency.openedAt.adding(seconds: min(chosen, Policy.longestEmergencySeconds))
    }
}
