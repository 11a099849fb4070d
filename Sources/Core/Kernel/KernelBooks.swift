extension Kernel {
    /// What patients decide about sharing: consents, oppositions, blocks, information given.
    public var consents: ConsentBook { ConsentBook(gate: gate, store: store, clock: clock) }

    /// The access log, as those read it who may.
    public var accessLog: AccessLogBook { AccessLogBook(gate: gate) }

    /// What professionals send by name, and what statutes open.
    public var exchanges: ExchangeBook { ExchangeBook(gate: gate, store: store, clock: clock) }

    /// The publisher's people in a structure's records: asked for on a ticket, approved by the structure, for a time.
    public var support: SupportBook {
        SupportBook(store: store, keychain: sessions.keychain, clock: clock, log: log, outbox: outbox)
    }

    /// Messages queued and not sent, the oldest first, 1,000 at most; without any address.
    package func waitingMessages(limit: Int = 200) async throws -> [WaitingMessage] {
        try await outbox.waiting(limit: limit)
    }

    /// Accounts of a structure, their roles and the yearly review of these.
    public var people: PeopleBook {
        PeopleBook(store: store, keychain: sessions.keychain, clock: clock, log: log, enrolment: enrolment)
    }

    /// The access log, for the data protection officer.
    public var oversight: OversightBook {
        OversightBook(
            gate: gate, log: log, store: store, keychain: sessions.keychain, clock: clock, contracts: contracts)
    }

    /// What structures choose about access to their records.
    public var accessChoices: AccessChoiceBook {
        AccessChoiceBook(store: store, keychain: sessions.keychain, clock: clock, log: log)
    }

    /// Replacing the root key and structures' keys.
    package var keyRotation: KeyRotation {
        KeyRotation(keychain: sessions.keychain, log: log, clock: clock, rootFile: RootKeyFile(path: rootKeyPath))
    }

    /// Asking of every sealed cell whether it opens where it stands.
    package var cellCheck: CellCheck {
        CellCheck(tables: tables, store: store, keychain: sessions.keychain, log: log, clock: clock)
    }
}
