public import Kernel

extension SharedRecords {
    /// Append-only: a step that has been applied never changes.
    public static let migrations: [Migration] = [
        Migration("records-001", tables.map(Migration.Step.create)),
        // Rows about a patient whose file is erased at its term may be removed; an older release would miss its
        // triggers.
        Migration(
            "records-002-erasure", compatible: false,
            tables.filter { $0.kind == .care && $0.appendOnly }.map { .guards(table: $0.name) }),
    ]
}
