public import Kernel

extension Questionnaires {
    /// Append-only: a step that has been applied never changes.
    public static let migrations: [Migration] = [
        Migration("questionnaires-001", tables.map(Migration.Step.create))
    ]
}
