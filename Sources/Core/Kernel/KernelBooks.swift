extension Kernel {
    /// What patients decide about sharing: consents, oppositions, blocks, information given.
    public var consents: ConsentBook { ConsentBook(gate: gate, store: store, clock: clock) }

    /// What structures choose about access to their records.
    public var accessChoices: AccessChoiceBook {
        AccessChoiceBook(store: store, keychain: sessions.keychain, clock: clock)
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
