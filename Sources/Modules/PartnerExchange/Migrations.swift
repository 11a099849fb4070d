public import Kernel

extension PartnerExchange {
    /// Append-only: a step that has been applied never changes.
    public static let migrations: [Migration] = [
        Migration("partners-001", tables.map(Migration.Step.create))
    ]
}
