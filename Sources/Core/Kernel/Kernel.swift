// The kernel. Table of contents:
//
//   Ids/            days, instants, languages, checked identifiers
//   Declarations/   the words in which a module declares itself
//   Vault/          keys and sealing
//   Storage/        SQL values, two engines, schema, the keychain
//   Audit/          the access log: lines, leaves, tiles, checkpoints, proofs
//   Messaging/      the outbox, in whose transaction it is told of
//   Identity/       accounts of staff, sessions, other identity providers, persons' links
//   Structures/     customers, contracts
//   Register/       sheets: computed, kept, compared, exported
//   Modules/        the kernel's own treatments and tables

import Logging

/// What modules and Desk hold of the kernel.
public struct Kernel: Sendable {
    public let clock: TimeSource
    public let structures: Structures
    public let contracts: Contracts
    public let register: RegisterBook
    public let accounts: AccountBook
    public let sessions: SessionBook
    public let providers: ProviderBook
    public let links: LinkBook
    /// Not public: a module acts, the gate writes down.
    package let log: AuditLog
    /// The log's public side: checkpoint and tiles.
    public let publication: LogPublication
    /// The log's public key, `name+hash+key` (C2SP signed-note); nil on a node that does not hold the signing key.
    public let logKey: String?
    public let signIn: SignIn
    public let enrolment: Enrolment
    public let ownAccount: OwnAccount
    public let recovery: Recovery
    let store: any Store
    let keyStore: any Store
    let tables: [TableDeclaration]
    let migrations: [Migration]
    let rootKeyPath: String
    /// The one door to what is sealed about patients.
    public let gate: Gate
    public let patients: PatientBook
    public let careTeams: CareTeamBook
    public let callers: Callers
    let outbox: Outbox
    let erasure: PatientErasure
}

/// What a kernel is opened with.
package struct KernelSetting: Sendable {
    package var stores: StoreConfiguration
    package var rootKeyPath: String
    /// The key that signs the log's checkpoints, in a file of its own; only a node that sequences reads it.
    package var logKeyPath: String?
    /// The ledger of erased patients, in a file of its own; beside the root key by default.
    package var ledgerPath: String?
    /// The log's name for ever, put into that file when it is made: `citana.example/log`.
    package var logOrigin: String
    package var providers: ProviderConfiguration
    package var publisher: Sheet.Publisher
    package var clock: TimeSource
    /// Cost of scrypt as a power of two; tests lower it, no configuration can.
    package var passwordLogN = 17
    package var identityProviders: [IdentityProvider] = []
    /// Begins the return address that identity providers know; without a slash at the end.
    package var publicURL = ""
    /// Sends one-time codes; nil while no channel is there.
    package var deliverCode: (@Sendable (LinkCode) async throws -> Void)?

    package init(
        stores: StoreConfiguration, rootKeyPath: String, logKeyPath: String? = nil, logOrigin: String = "",
        providers: ProviderConfiguration, publisher: Sheet.Publisher, clock: TimeSource = .system
    ) {
        self.stores = stores
        self.rootKeyPath = rootKeyPath
        self.logKeyPath = logKeyPath
        self.logOrigin = logOrigin
        self.providers = providers
        self.publisher = publisher
        self.clock = clock
    }
}

extension KernelSetting {
    var ledgerFile: String {
        if let ledgerPath { return ledgerPath }
        guard let slash = rootKeyPath.lastIndex(of: "/") else { return "erasures.ledger" }
        return rootKeyPath[...slash] + "erasures.ledger"
    }
}

extension Kernel {
    /// Every table of the build and every step that makes them.
    package static func declarations(of modules: [any ModuleDeclaration.Type]) -> Declarations {
        Declarations(kernel: .init(KernelModule.self), modules: modules.map { .init($0) })
    }

    /// Creates keys and empty stores; refuses where one exists. Then opens.
    package static func create(_ setting: KernelSetting, modules: [any ModuleDeclaration.Type]) async throws -> Kernel {
        // First the one that may be refused: a name that is none, a file that is there already.
        if let path = setting.logKeyPath {
            try SigningKey.create(at: path, name: setting.logOrigin, algorithm: .note)
        }
        try RootKey.create(at: setting.rootKeyPath)
        return try await open(setting, modules: modules, creating: true)
    }

    /// Opens existing stores; never creates one. Pending additions to the schema are applied.
    package static func open(_ setting: KernelSetting, modules: [any ModuleDeclaration.Type]) async throws -> Kernel {
        try await open(setting, modules: modules, creating: false)
    }

    private static func open(
        _ setting: KernelSetting, modules: [any ModuleDeclaration.Type], creating: Bool
    )
        async throws -> Kernel
    {
        let declarations = declarations(of: modules)
        let problems = DeclarationCheck.problems(in: declarations)
        guard problems.isEmpty else { throw RegisterRefusal.falseDeclarations(problems) }
        let migrations = KernelModule.migrations + modules.flatMap { $0.migrations }
        let root = try RootKey.read(setting.rootKeyPath)
        let (data, keys) = try await setting.stores.open(creating: creating)
        try await Migrations.apply(keyMigrations, to: keys)
        try await Migrations.apply(migrations, to: data)
        let rootFile = RootKeyFile(path: setting.rootKeyPath)
        let keychain = Keychain(store: keys, root: root) { rootFile.candidates }
        if creating { try await keychain.claim() }
        try await keychain.verify()
        let structures = Structures(store: data, keychain: keychain, clock: setting.clock)
        let contracts = Contracts(
            store: data, keychain: keychain, clock: setting.clock, modules: declarations.modules.map(\.name))
        let register = RegisterBook(
            store: data, keychain: keychain, clock: setting.clock, structures: structures, contracts: contracts,
            declarations: declarations, configuration: setting.providers, publisher: setting.publisher,
            builder: SheetBuilder(declarations))
        let log = AuditLog(
            store: data, keys: LogKeys(store: keys, keychain: keychain, clock: setting.clock), clock: setting.clock)
        let outbox = Outbox(
            store: data, keychain: keychain, clock: setting.clock, mailProvider: setting.providers.mail.key)
        let sessions = SessionBook(store: data, keychain: keychain, log: log, clock: setting.clock, outbox: outbox)
        let signIn = SignIn(
            store: data, keychain: keychain, clock: setting.clock, sessions: sessions,
            bench: PasswordBench(cost: .init(logN: setting.passwordLogN, r: 8, p: 1)))
        let secret = InstallationSecret(keychain: keychain, clock: setting.clock)
        let gate = Gate(
            judge: Judge(store: data, keychain: keychain, clock: setting.clock), store: data, log: log, outbox: outbox)
        let erasure = PatientErasure(
            gate: gate, ledger: ErasureLedger(path: setting.ledgerFile), tables: declarations.tables)
        try await erasure.replay()
        return Kernel(
            clock: setting.clock, structures: structures, contracts: contracts, register: register,
            accounts: AccountBook(store: data, keychain: keychain, clock: setting.clock), sessions: sessions,
            providers: ProviderBook(
                setting.identityProviders, publicURL: setting.publicURL, store: data, keychain: keychain,
                clock: setting.clock, secret: secret, sessions: sessions, log: log),
            links: LinkBook(
                store: data, keychain: keychain, clock: setting.clock, secret: secret,
                trace: IdentityTrace(keychain: keychain, log: log, clock: setting.clock), deliver: setting.deliverCode),
            log: log, publication: LogPublication(log),
            logKey: setting.logKeyPath.flatMap { try? SigningKey.read($0).verifier.description }, signIn: signIn,
            enrolment: Enrolment(signIn: signIn),
            ownAccount: OwnAccount(signIn: signIn), recovery: Recovery(signIn: signIn), store: data, keyStore: keys,
            tables: declarations.tables, migrations: migrations,
            rootKeyPath: setting.rootKeyPath, gate: gate,
            patients: PatientBook(gate: gate, store: data, keychain: keychain, clock: setting.clock),
            careTeams: CareTeamBook(store: data, keychain: keychain, log: log, clock: setting.clock),
            callers: Callers(store: data, keychain: keychain), outbox: outbox, erasure: erasure)
    }

    /// The key store's own tables and the steps that make them.
    static let keyTables = Keychain.tables + LogKeys.tables
    static let keyMigrations = Keychain.migrations + LogKeys.migrations

    /// Live catalogues against declarations, one sentence per difference, both stores.
    package func schemaDifferences() async throws -> [SchemaDifference] {
        try await SchemaCheck.differences(tables, migrations: migrations, in: store)
            + SchemaCheck.differences(Kernel.keyTables, migrations: Kernel.keyMigrations, in: keyStore)
    }

    /// Whether both stores answer.
    package func reachable() async -> Bool {
        let answer = try? await store.read { tx in try tx.first("SELECT 1 AS one") != nil }
        let keys = try? await keyStore.read { tx in try tx.first("SELECT 1 AS one") != nil }
        return answer == true && keys == true
    }

    package func close() async {
        await providers.close()
        await log.drain()
        await store.close()
        await keyStore.close()
    }
}
