/// A structure's objection to a new sub-processor, and what the publisher answered (RGPD art. 28.2, rule 9). A fact of
/// the register, beside the sheet: the sheet goes on saying which provider is configured.
public struct ProviderObjection: Sendable, Hashable {
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// The publisher gives the change up; the configuration, and then the sheet, say so.
        case abandoned
        /// The publisher keeps the change; the structure may end its contract.
        case maintained
    }

    public struct Answer: Sendable, Hashable {
        public let outcome: Outcome
        public let text: String
        public let author: String
        public let on: Day
    }

    public let change: ProviderChange
    public let reason: String
    public let author: String
    public let on: Day
    /// Nil while the publisher has not answered.
    public let answer: Answer?

    public var isOpen: Bool { answer == nil }

    /// One or two sentences: who objected to what, when and why, and where it stands.
    public func sentence(in language: Language) -> String {
        let name = change.processorName ?? change.provider
        switch language {
        case .fr:
            let made = "Objection du \(on.french) à \(name), par \(author), motif : « \(reason) »."
            guard let answer else { return "\(made) L'éditeur n'a pas encore répondu." }
            let verdict =
                switch answer.outcome {
                case .abandoned: "renonce à ce changement"
                case .maintained: "maintient ce changement ; la structure peut mettre fin à son contrat"
                }
            return "\(made) Le \(answer.on.french), l'éditeur \(verdict) (\(answer.author)) : « \(answer.text) »."
        case .en:
            let made = "Objection of \(on) to \(name), by \(author), reason: “\(reason)”."
            guard let answer else { return "\(made) The publisher has not answered yet." }
            let verdict =
                switch answer.outcome {
                case .abandoned: "gives this change up"
                case .maintained: "keeps this change; the structure may end its contract"
                }
            return "\(made) On \(answer.on) the publisher \(verdict) (\(answer.author)): “\(answer.text)”."
        }
    }
}

/// Why an objection or an answer was refused.
public enum ObjectionRefusal: Error, Sendable, Equatable {
    /// Nothing was changed for this service, or the change brought nobody in, or another change came since.
    case noSuchChange
    /// The notice ended on this day.
    case tooLate(Day)
    case alreadyMade
    case nothingToAnswer
    case reasonMissing
    case tooLong(Int)

    public func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.noSuchChange, .fr): "Aucun changement en cours ne fait entrer de sous-traitant pour ce service."
        case (.noSuchChange, .en):
            "No change in force brings a sub-processor in for this service; see `citana contract show`."
        case (.tooLate(let day), .fr): "Le délai d'objection a pris fin le \(day.french)."
        case (.tooLate(let day), .en): "The time to object ended on \(day)."
        case (.alreadyMade, .fr): "L'objection de la structure à ce changement est déjà enregistrée."
        case (.alreadyMade, .en): "The structure's objection to this change is recorded already."
        case (.nothingToAnswer, .fr): "Aucune objection n'attend de réponse pour ce changement."
        case (.nothingToAnswer, .en): "No objection to this change awaits an answer."
        case (.reasonMissing, .fr): "Indiquez le motif : il est conservé avec l'objection ou la réponse."
        case (.reasonMissing, .en): "Say why: the reason is kept with the objection or the answer."
        case (.tooLong(let most), .fr): "Le motif dépasse \(most) caractères."
        case (.tooLong(let most), .en): "The reason is longer than \(most) characters."
        }
    }
}

extension ProviderChange {
    /// How long structures may object after they were told, in days.
    public static let noticeDays = 30

    /// The company that the change brings in; nil where it brings none.
    public var processorName: String? { Provider.named(provider, for: service)?.processor?.name }

    /// Last day on which a structure may object; nil where nobody was told on a known day, so that no time runs.
    public var objectionDeadline: Day? { noticeOn?.adding(days: Self.noticeDays) }
}
