/// What the structure bought: dates and reference, then facts about modules, never rewritten.
public struct Contract: Sendable, Hashable {
    public let reference: String
    public let signedOn: Day
    /// Last day on which the contract holds; nil: until denounced.
    public let endsOn: Day?

    public init(reference: String, signedOn: Day, endsOn: Day? = nil) {
        self.reference = reference
        self.signedOn = signedOn
        self.endsOn = endsOn
    }
}

/// Who acknowledged what a module adds to the sheet, and how we know.
public struct Acknowledgement: Sendable, Hashable {
    public enum How: String, Sendable, Hashable {
        /// By the DPO, signed in.
        case byDPO = "dpo"
        /// Typed by an operator: declared, until the DPO confirms it on the page.
        case declared
        /// Declared, then confirmed by the DPO.
        case confirmed
    }
    public let name: String
    public let how: How
    public let on: Day

    public init(name: String, how: How, on: Day) {
        self.name = name
        self.how = how
        self.on = on
    }
}

/// A module in one structure's contract, on a day.
public struct ModuleState: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable {
        case never, planned, enabled, disabled
    }
    public let module: ModuleName
    public let status: Status
    /// Since when, or from when, the status holds.
    public let since: Day?
    public let acknowledgement: Acknowledgement?
}

/// One fact of a contract's life, as stored.
struct ContractEvent: Sendable, Hashable {
    enum Kind: String, Sendable { case enabled, disabled, confirmed }
    let id: String
    let module: ModuleName
    let kind: Kind
    let from: Day
    let recordedAt: Instant
    let author: String
    let acknowledgedBy: String?
    let acknowledgedHow: Acknowledgement.How?
}

/// Why a change of contract was refused.
public enum ContractRefusal: Error, Sendable, Equatable {
    case unknownModule(String, known: [String])
    case noContract
    case acknowledgementMissing
    case inThePast(Day)
    case afterTheEnd(Day)
    case alreadyEnabled
    case notEnabled
    case nothingToConfirm

    public func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.unknownModule(let name, let known), .fr):
            "Aucun module « \(name) » ; modules : \(known.joined(separator: ", "))."
        case (.unknownModule(let name, let known), .en):
            "There is no module \"\(name)\"; this build has \(known.joined(separator: ", "))."
        case (.noContract, .fr): "Cette structure n'a pas de contrat."
        case (.noContract, .en): "This structure has no contract; add one with `citana contract sign`."
        case (.acknowledgementMissing, .fr):
            "Le délégué à la protection des données doit prendre acte de ce que le module ajoute à la fiche."
        case (.acknowledgementMissing, .en):
            "Refused: the DPO has not acknowledged what the module adds to the sheet; see `citana contract preview`, "
                + "then give --acknowledged-by."
        case (.inThePast(let day), .fr): "La date \(day.french) est passée : le registre ne se réécrit pas."
        case (.inThePast(let day), .en): "\(day) is past, and the register is not rewritten; give today or later."
        case (.afterTheEnd(let day), .fr): "Le contrat prend fin le \(day.french)."
        case (.afterTheEnd(let day), .en): "The contract ends on \(day)."
        case (.alreadyEnabled, .fr): "Ce module est déjà activé."
        case (.alreadyEnabled, .en): "This module is already enabled."
        case (.notEnabled, .fr): "Ce module n'est pas activé."
        case (.notEnabled, .en): "This module is not enabled."
        case (.nothingToConfirm, .fr): "Aucun accusé à confirmer pour ce module."
        case (.nothingToConfirm, .en): "There is no declared acknowledgement to confirm for this module."
        }
    }
}

/// A contract and the facts recorded about its modules: states are computed, never stored.
struct ContractFile: Sendable {
    let contract: Contract?
    let events: [ContractEvent]

    /// The state of one module on a day. Later facts win; among facts of one day, the last recorded.
    func state(of module: ModuleName, on day: Day) -> ModuleState {
        let facts = events.filter { $0.module == module && $0.kind != .confirmed }
            .sorted { ($0.from, $0.recordedAt, $0.id) < ($1.from, $1.recordedAt, $1.id) }
        let past = facts.last { $0.from <= day }
        let ended = contract?.endsOn.map { day > $0 } ?? (contract == nil)
        if let past, past.kind == .enabled, !ended {
            return ModuleState(
                module: module, status: .enabled, since: past.from, acknowledgement: acknowledgement(of: past))
        }
        if let next = facts.first(where: { $0.from > day && $0.kind == .enabled }), !ended {
            return ModuleState(
                module: module, status: .planned, since: next.from, acknowledgement: acknowledgement(of: next))
        }
        guard let past else { return ModuleState(module: module, status: .never, since: nil, acknowledgement: nil) }
        let since = past.kind == .enabled ? contract?.endsOn?.adding(days: 1) : past.from
        return ModuleState(module: module, status: .disabled, since: since, acknowledgement: nil)
    }

    func enabled(on day: Day, among modules: [ModuleName]) -> Set<ModuleName> {
        Set(modules.filter { state(of: $0, on: day).status == .enabled })
    }

    /// Days after `after` and up to `until` on which something takes effect.
    func turningPoints(after: Day, until: Day) -> [Day] {
        let starts = events.filter { $0.kind != .confirmed }.map(\.from)
        let end = contract?.endsOn.map { [$0.adding(days: 1)] } ?? []
        return Set(starts + end).filter { $0 > after && $0 <= until }.sorted()
    }

    private func acknowledgement(of event: ContractEvent) -> Acknowledgement? {
        guard let name = event.acknowledgedBy, let how = event.acknowledgedHow else { return nil }
        if how == .declared,
            let confirmation = events.last(where: {
                $0.kind == .confirmed && $0.module == event.module && $0.recordedAt >= event.recordedAt
            })
        {
            return Acknowledgement(
                name: confirmation.author, how: .confirmed, on: confirmation.recordedAt.parisDay)
        }
        return Acknowledgement(name: name, how: how, on: event.recordedAt.parisDay)
    }
}
