import Crypto

/// A version as kept: its canonical JSON is what counts.
public struct StoredSheet: Sendable, Hashable {
    public let sheet: Sheet
    /// Canonical JSON, with its digest: the bytes of the JSON export.
    public let json: [UInt8]
    public let effectiveAt: Instant

    /// The sheet itself where it may leave the house; throws `RegisterRefusal.incomplete` where it has gaps (rule 3).
    public func exportable() throws(RegisterRefusal) -> StoredSheet {
        let gaps = sheet.gaps
        guard gaps.isEmpty else { throw .incomplete(gaps) }
        return self
    }
}

/// A change of the configuration's providers.
public struct ProviderChange: Sendable, Hashable {
    public let id: String
    public let service: ProviderService
    public let previous: String
    public let provider: String
    public let noticeOn: Day?
    public let effectiveOn: Day
}

/// Why a sheet cannot be shown.
public enum RegisterRefusal: Error, Sendable, Equatable {
    case beforeFirst(Day, first: Day)
    case future(Day)
    case noVersion(Int, last: Int)
    /// The stored bytes do not have their digest.
    case altered(version: Int)
    case falseDeclarations([String])
    /// The sheet lacks what it may not be exported without; one French sentence per gap.
    case incomplete([String])

    public func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.beforeFirst(let day, let first), .fr):
            "Pas de fiche au \(day.french) : la première version date du \(first.french)."
        case (.beforeFirst(let day, let first), .en):
            "There was no sheet on \(day): the first version dates from \(first)."
        case (.future(let day), .fr): "Le \(day.french) est à venir : la fiche de ce jour n'est pas encore connue."
        case (.future(let day), .en): "\(day) is to come: the sheet of that day is not known yet."
        case (.noVersion(let number, let last), .fr): "Pas de version \(number) : la dernière est la \(last)."
        case (.noVersion(let number, let last), .en): "There is no version \(number): the last one is \(last)."
        case (.altered(let version), .fr): "La version \(version) a été altérée : son empreinte ne correspond plus."
        case (.altered(let version), .en): "Version \(version) was altered: it no longer has its digest."
        case (.incomplete(let gaps), .fr):
            "La fiche est incomplète et ne s'exporte pas : \(gaps.joined(separator: " "))"
        case (.incomplete(let gaps), .en):
            "Refused: the sheet lacks what it may not be exported without (rule 3): \(gaps.joined(separator: " "))"
        case (.falseDeclarations(let problems), _):
            "The declarations of this build do not hold: \(problems.joined(separator: "; "))."
        }
    }
}

/// The register of every structure: computes sheets, keeps each version, answers for any past day.
public struct RegisterBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let structures: Structures
    let contracts: Contracts
    public let declarations: Declarations
    public let configuration: ProviderConfiguration
    public let publisher: Sheet.Publisher
    let builder: SheetBuilder

    /// The sheet in force now, or at 24:00 Paris of `day`.
    public func sheet(of structure: Structure, role: Sheet.Role, on day: Day? = nil) async throws -> StoredSheet {
        try await catchUp(structure)
        let today = clock.today
        if let day, day > today { throw RegisterRefusal.future(day) }
        let limit = Instant.end(ofParisDay: day ?? today)
        let key = try await keychain.key(for: structure.id)
        let (row, first) = try await store.read { tx in
            (
                try SheetVersionsTable.latest(structure.id, role: role, before: limit, tx),
                try SheetVersionsTable.numbered(1, structure.id, role: role, tx)?.instant("effective_at")
            )
        }
        guard let row else {
            throw RegisterRefusal.beforeFirst(day ?? today, first: first?.parisDay ?? today)
        }
        return try verified(row, key: key)
    }

    public func version(_ number: Int, of structure: Structure, role: Sheet.Role) async throws -> StoredSheet {
        try await catchUp(structure)
        let key = try await keychain.key(for: structure.id)
        let row = try await store.read { tx in
            try SheetVersionsTable.numbered(number, structure.id, role: role, tx)
        }
        guard let row else {
            let last = try await versions(of: structure, role: role).last?.sheet.version ?? 0
            throw RegisterRefusal.noVersion(number, last: last)
        }
        return try verified(row, key: key)
    }

    /// Every version, oldest first.
    public func versions(of structure: Structure, role: Sheet.Role) async throws -> [StoredSheet] {
        try await catchUp(structure)
        let key = try await keychain.key(for: structure.id)
        let rows = try await store.read { tx in try SheetVersionsTable.rows(structure.id, role: role, tx) }
        return try rows.map { try verified($0, key: key) }
    }

    /// Enables a module and makes the new version. Throws `ContractRefusal`.
    public func enable(
        _ name: String, for structure: Structure, from: Day? = nil, acknowledgement: Acknowledgement?, author: String
    ) async throws {
        let module = try contracts.known(name)
        try await contracts.enable(
            module, for: structure, from: from ?? clock.today, acknowledgement: acknowledgement, author: author)
        try await refresh(
            structure, cause: .modules, text: "Module « \(title(module)) » activé", author: author)
    }

    /// Disables a module; its lines stay, as stopped, while rows of it exist.
    public func disable(_ name: String, for structure: Structure, from: Day? = nil, author: String) async throws {
        let module = try contracts.known(name)
        try await contracts.disable(module, for: structure, from: from ?? clock.today, author: author)
        try await refresh(
            structure, cause: .modules, text: "Module « \(title(module)) » arrêté", author: author)
    }

    /// Records a structure's choice within bounds. Throws `OverrideRefusal`.
    public func override(
        treatment: String, field: Override.Field, value: String, reason: String, for structure: Structure,
        author: String
    ) async throws {
        let kept = try Override.check(
            treatment: treatment, field: field, value: value, reason: reason, nature: structure.legalNature,
            declarations: declarations)
        let current = try await sheet(of: structure, role: .controller).sheet
        guard let line = current.treatments.first(where: { $0.code == treatment }) else {
            throw OverrideRefusal.unknownTreatment(treatment)
        }
        let now = clock.now
        let key = try await keychain.key(for: structure.id)
        let override = Override(
            treatment: treatment, field: field, previous: Self.value(of: field, on: line), value: kept,
            author: author, on: now.parisDay, reason: reason)
        try await store.write { tx in
            try OverridesTable.insert(override, structure: structure.id, key: key, at: now, tx)
        }
        try await refresh(
            structure, cause: .override, text: "\(treatment), \(field.name) : \(reason)", author: author)
    }

    public func overrides(of structure: Structure) async throws -> [Override] {
        let key = try await keychain.key(for: structure.id)
        let rows = try await store.read { tx in try OverridesTable.rows(structure.id, tx) }
        return try rows.map { try OverridesTable.read($0, key: key) }
    }

    public func providerChanges() async throws -> [ProviderChange] {
        try await store.read { tx in try ProviderChangesTable.all(tx) }
    }

    func title(_ module: ModuleName) -> String { declarations.module(module)?.title.fr ?? module.value }

    private static func value(of field: Override.Field, on line: Sheet.Line) -> String {
        switch field {
        case .legalBasis: line.legalBasis.code
        case .addedRecipient: ""
        case .retention(let code):
            line.retention.first { $0.code == code }.map { $0.active.length } ?? ""
        }
    }

    private func verified(_ row: Row, key: StructureKey) throws -> StoredSheet {
        let stored = try SheetVersionsTable.read(row, key: key)
        guard stored.sheet.digestIsRight, stored.sheet.sha256 == (try row.text("sha256")) else {
            throw RegisterRefusal.altered(version: stored.sheet.version)
        }
        return stored
    }
}
