public import Kernel

extension {{Name}} {
    /// Append-only: a step that has been applied never changes.
    public static let migrations: [Migration] = [
        Migration("{{slug}}-001", tables.map(Migration.Step.create))
    ]
}
