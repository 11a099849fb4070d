import Foundation

/// A verdict with what it was made of: what the log line keeps, and what can be played again.
public struct StoredDecision: Hashable, Sendable, Codable {
    public let policyVersion: Int
    public let matrixVersion: Int
    package let facts: Facts
    public let verdict: Verdict

    /// Decides, and keeps of the facts what the decision could depend on.
    package init(deciding facts: Facts) { self.init(facts, Policy.decide(facts)) }

    /// What was decided on these facts by this version of the policy.
    init(_ facts: Facts, _ verdict: Verdict) {
        policyVersion = Policy.version
        matrixVersion = AccessMatrix.version
        self.facts = facts.essential
        self.verdict = verdict
    }

    /// One that was stored as part of a list.
    init(policyVersion: Int, matrixVersion: Int, facts: Facts, verdict: Verdict) {
        self.policyVersion = policyVersion
        self.matrixVersion = matrixVersion
        self.facts = facts
        self.verdict = verdict
    }

    /// Canonical JSON: sorted keys, no spaces, UTF-8; the same decision gives the same bytes anywhere.
    public func canonicalJSON() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }

    /// Throws where the bytes are no stored decision.
    public static func decode(_ bytes: some Sequence<UInt8>) throws -> StoredDecision {
        try JSONDecoder().decode(StoredDecision.self, from: Data(bytes))
    }

    /// The same as text, for the line of the log.
    var text: String { String(decoding: DecisionText(self).bytes, as: UTF8.self) }
}

extension Policy {
    /// What playing a stored decision again shows.
    package enum Replay: Hashable, Sendable {
        /// The same verdict.
        case same
        /// Another one, under the same version: somebody changed the decision or the program.
        case differs(Verdict)
        /// Decided under another version of the policy or matrix; the verdict of today is given.
        case otherVersion(Verdict)
    }

    package static func replay(_ decision: StoredDecision) -> Replay {
        let again = decide(decision.facts)
        if decision.policyVersion != version || decision.matrixVersion != AccessMatrix.version {
            return .otherVersion(again)
        }
        return again == decision.verdict ? .same : .differs(again)
    }
}

extension StoredDecision {
    /// Whether the policy says the same again of what was stored; nil where the policy or the matrix has changed since.
    public var replaysTheSame: Bool? {
        switch Policy.replay(self) {
        case .same: true
        case .differs: false
        case .otherVersion: nil
        }
    }
}

extension Facts {
    /// Without consents, oppositions and blocks that concern other recipients: they cannot change the verdict, and the
    /// line of one person's access has no business telling what the patient decided about another.
    package var essential: Facts {
        var kept = self
        kept.consents = consents.filter {
            $0.scope.concerns(structure: caller.structure, profession: caller.profession)
        }
        kept.oppositions = oppositions.filter {
            $0.scope.concerns(structure: caller.structure, profession: caller.profession)
        }
        kept.blocked = blocked.filter(caller.isNamed)
        return kept
    }
}
