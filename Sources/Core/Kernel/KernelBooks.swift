extension Kernel {
    /// What patients decide about sharing: consents, oppositions, blocks, information given.
    public var consents: ConsentBook { ConsentBook(gate: gate, store: store, clock: clock) }

    /// What structures choose about access to their records.
    public var accessChoices: AccessChoiceBook {
        AccessChoiceBook(store: store, keychain: sessions.keychain, clock: clock)
    }
}
