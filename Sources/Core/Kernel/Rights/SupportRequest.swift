/// A demand for help.
public struct SupportRequest: Sendable, Hashable {
    public let id: String
    /// As people say it: `S-20261124-4F2A`.
    public let number: String
    /// Id of the structure.
    public let structure: String
    public let request: String
    /// Account, or the command line's name.
    public let openedBy: String
    public let openedAt: Instant
    public let closedOn: Day?

    static func number(on day: Day) -> String {
        let date = day.description.filter { $0 != "-" }
        return "S-\(date)-\(Hex.encode(RandomBytes.fresh(3)).uppercased())"
    }
}

/// Access that somebody of the publisher's asked for under a ticket.
public struct SupportAccess: Sendable, Hashable {
    /// Raw values are stored and never change.
    public enum State: String, Sendable, CaseIterable {
        case asked, approved, refused, ended

        public var label: Bilingual {
            switch self {
            case .asked: Bilingual(fr: "en attente d'accord", en: "awaiting approval")
            case .approved: Bilingual(fr: "approuvé", en: "approved")
            case .refused: Bilingual(fr: "refusé", en: "refused")
            case .ended: Bilingual(fr: "terminé", en: "ended")
            }
        }
    }

    public let id: String
    /// Id of the ticket.
    public let ticket: String
    /// Account of the publisher's.
    public let operatorAccount: String
    public let operatorName: String
    public let classes: Extent<DocumentClass>
    public let state: State
    public let approvedBy: String?
    public let startsAt: Instant?
    public let endsAt: Instant?

    /// Whether the gate lets it through now.
    public func isOpen(at now: Instant) -> Bool {
        state == .approved && startsAt.map { $0 <= now } ?? false && endsAt.map { now < $0 } ?? false
    }
}

/// A ticket with what was asked for under it.
public struct SupportFile: Sendable, Hashable {
    public let ticket: SupportRequest
    public let accesses: [SupportAccess]
}

/// Why a gesture about support was refused.
public enum SupportRefusal: Error, Sendable, Hashable, CaseIterable {
    case notAllowed, proofNeeded, requestMissing, nothingAsked, ticketMissing, endOutOfBounds, gone

    /// One sentence with the way out.
    public var sentence: Bilingual {
        switch self {
        case .notAllowed:
            Bilingual(
                fr:
                    "Cette décision revient à l'administration ou au délégué à la protection des données de la structure.",
                en: "This is for the structure's administrators or its data protection officer to decide.")
        case .proofNeeded: Bilingual(fr: "Confirmez d'abord que c'est bien vous.", en: "First confirm that it is you.")
        case .requestMissing:
            Bilingual(
                fr: "Décrivez le problème, en 4 000 caractères au plus.",
                en: "Describe the problem, in 4,000 characters at most.")
        case .nothingAsked:
            Bilingual(
                fr: "Indiquez qui interviendrait et sur quelles informations.",
                en: "Say who would intervene, and on which information.")
        case .ticketMissing:
            Bilingual(
                fr: "Ce ticket n'existe pas ou il est clos : ouvrez-en un autre.",
                en: "There is no such ticket, or it is closed: open another.")
        case .endOutOfBounds:
            Bilingual(
                fr: "Choisissez une fin dans les 72 heures.", en: "Choose an end within 72 hours.")
        case .gone:
            Bilingual(
                fr: "Cet accès a déjà été décidé ou terminé.", en: "This access was decided or ended already.")
        }
    }
}
