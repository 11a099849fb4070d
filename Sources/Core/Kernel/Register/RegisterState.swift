import Crypto
import Foundation

/// What sheets were last computed from, apart from the structures' own facts. Kept as text in `register_state`.
struct RegisterState: Sendable, Equatable {
    /// SHA-256 of the declarations' canonical JSON.
    let declarations: String
    let configuration: ProviderConfiguration
    let publisher: Sheet.Publisher

    private struct Stored: Codable {
        let declarations: String
        let configuration: ProviderConfiguration
        let publisher: Sheet.Publisher
    }

    init(declarations: Declarations, configuration: ProviderConfiguration, publisher: Sheet.Publisher) throws {
        let bytes = try JSONValue(encoding: declarations).bytes
        self.declarations = Hex.encode(Array(SHA256.hash(data: bytes)))
        self.configuration = configuration
        self.publisher = publisher
    }

    init?(_ text: String) {
        guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(text.utf8)) else { return nil }
        declarations = stored.declarations
        configuration = stored.configuration
        publisher = stored.publisher
    }

    var text: String {
        let stored = Stored(declarations: declarations, configuration: configuration, publisher: publisher)
        let bytes = (try? JSONValue(encoding: stored).bytes) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    func providerChanges(since before: RegisterState?, at now: Instant) -> [ProviderChange] {
        ProviderService.allCases.compactMap { service in
            let old = before?.configuration.choice(service).key ?? "none"
            let choice = configuration.choice(service)
            guard old != choice.key else { return nil }
            return ProviderChange(
                id: RowID.fresh(at: now), service: service, previous: old, provider: choice.key,
                noticeOn: choice.noticeOn, effectiveOn: choice.effectiveOn ?? now.parisDay)
        }
    }

    /// In words, for the version's cause.
    func describe(_ changes: [ProviderChange], since before: RegisterState?) -> String {
        if !changes.isEmpty {
            return changes.map { "\($0.service.label) : \($0.previous) → \($0.provider)" }.joined(separator: " ; ")
        }
        if before?.publisher != publisher { return "Coordonnées de l'éditeur modifiées" }
        if before?.configuration != configuration { return "Dates d'un sous-traitant modifiées" }
        return "Déclarations du programme modifiées"
    }
}
