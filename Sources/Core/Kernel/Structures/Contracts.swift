/// Contracts: what a structure bought, module by module, and who acknowledged it.
public struct Contracts: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    /// Modules that this build contains.
    public let modules: [ModuleName]

    public func sign(_ contract: Contract, for structure: Structure) async throws {
        let now = clock.now
        try await store.write { tx in try ContractsTable.insert(contract, structure: structure.id, at: now, tx) }
    }

    /// The contract in force or the last one; nil where there is none.
    public func contract(of structure: Structure) async throws -> Contract? {
        try await store.read { tx in try ContractsTable.latest(structure.id, tx) }
    }

    /// Every module of the build, in the order of names, with its state today.
    public func states(of structure: Structure) async throws -> [ModuleState] {
        let file = try await file(of: structure)
        let today = clock.today
        return modules.map { file.state(of: $0, on: today) }
    }

    /// Whether the module answers for this structure now. Opens nothing sealed.
    public func isEnabled(_ module: ModuleName, forStructure id: String) async throws -> Bool {
        let today = clock.today
        return try await store.read { tx in
            guard let contract = try ContractsTable.latest(id, tx), contract.endsOn.map({ today <= $0 }) ?? true
            else { return false }
            let facts = try ContractEventsTable.clearFacts(id, tx)
            return facts.last { $0.module == module.value && $0.from <= today }?.kind == "enabled"
        }
    }

    func known(_ name: String) throws(ContractRefusal) -> ModuleName {
        let module = ModuleName(name)
        guard modules.contains(module) else {
            throw .unknownModule(name, known: modules.map(\.value))
        }
        return module
    }

    func file(of structure: Structure) async throws -> ContractFile {
        let key = try await keychain.key(for: structure.id)
        let (contract, rows) = try await store.read { tx in
            (try ContractsTable.latest(structure.id, tx), try ContractEventsTable.rows(structure.id, tx))
        }
        return ContractFile(contract: contract, events: try rows.map { try ContractEventsTable.read($0, key: key) })
    }

    /// Records the fact; the register makes the new version (`RegisterBook.enable`).
    func enable(
        _ module: ModuleName, for structure: Structure, from: Day, acknowledgement: Acknowledgement?, author: String
    ) async throws {
        let file = try await file(of: structure)
        guard let contract = file.contract else { throw ContractRefusal.noContract }
        guard from >= clock.today else { throw ContractRefusal.inThePast(from) }
        if let end = contract.endsOn, from > end { throw ContractRefusal.afterTheEnd(end) }
        guard file.state(of: module, on: from).status != .enabled else { throw ContractRefusal.alreadyEnabled }
        guard let acknowledgement, !acknowledgement.name.isBlank else {
            throw ContractRefusal.acknowledgementMissing
        }
        try await record(
            .enabled, module, from: from, author: author, acknowledgement: acknowledgement, structure: structure)
    }

    func disable(_ module: ModuleName, for structure: Structure, from: Day, author: String) async throws {
        let file = try await file(of: structure)
        guard file.contract != nil else { throw ContractRefusal.noContract }
        guard from >= clock.today else { throw ContractRefusal.inThePast(from) }
        guard file.state(of: module, on: from).status == .enabled else { throw ContractRefusal.notEnabled }
        try await record(.disabled, module, from: from, author: author, acknowledgement: nil, structure: structure)
    }

    /// The DPO confirms what an operator declared.
    public func confirm(_ module: ModuleName, for structure: Structure, by dpo: String) async throws {
        let file = try await file(of: structure)
        let today = clock.today
        let state = file.state(of: module, on: today)
        guard state.acknowledgement?.how == .declared else { throw ContractRefusal.nothingToConfirm }
        try await record(.confirmed, module, from: today, author: dpo, acknowledgement: nil, structure: structure)
    }

    private func record(
        _ kind: ContractEvent.Kind, _ module: ModuleName, from: Day, author: String,
        acknowledgement: Acknowledgement?, structure: Structure
    ) async throws {
        let now = clock.now
        let key = try await keychain.key(for: structure.id)
        let event = ContractEvent(
            id: RowID.fresh(at: now), module: module, kind: kind, from: from, recordedAt: now, author: author,
            acknowledgedBy: acknowledgement?.name, acknowledgedHow: acknowledgement?.how)
        try await store.write { tx in
            try ContractEventsTable.insert(event, structure: structure.id, key: key, tx)
        }
    }
}
