public import Kernel

extension SharedRecords {
    /// Append-only: a step that has been applied never changes.
    public static let migrations: [Migration] = [
        Migration("records-001", tables.map(Migration.Step.create))
    ]
}
