/// A row about a patient, as read under a grant: clear columns by name, sealed ones closed until the grant opens them.
public struct CareRow<Table: CareTable>: Sendable {
    let row: Row
    /// Whose row it is.
    public let patient: PatientID

    init(_ row: Row, of patient: PatientID) {
        self.row = row
        self.patient = patient
    }

    /// Id of the row.
    public var id: String { get throws { try row.text("id") } }
    /// When it was written.
    public var createdAt: Instant { get throws { try row.instant("created_at") } }

    /// A clear text.
    public func text<Class: ClearClass>(_ column: Column<Class, Table.Use>) throws -> String {
        try row.text(column.name)
    }

    /// A clear integer.
    public func integer<Class: ClearClass>(_ column: Column<Class, Table.Use>) throws -> Int64 {
        try row.integer(column.name)
    }

    /// A clear flag.
    public func flag<Class: ClearClass>(_ column: Column<Class, Table.Use>) throws -> Bool { try row.flag(column.name) }

    /// A clear day.
    public func day<Class: ClearClass>(_ column: Column<Class, Table.Use>) throws -> Day { try row.day(column.name) }

    /// A clear moment.
    public func instant<Class: ClearClass>(_ column: Column<Class, Table.Use>) throws -> Instant {
        try row.instant(column.name)
    }

    /// Bytes kept in clear: digests.
    public func bytes<Class: ClearClass>(_ column: Column<Class, Table.Use>) throws -> [UInt8] {
        try row.bytes(column.name)
    }

    /// Whether the cell holds nothing.
    public func isEmpty<Class: DataClass>(_ column: Column<Class, Table.Use>) throws -> Bool {
        try row.value(column.name) == .null
    }

    /// A sealed cell; the grant opens it.
    public func sealed<Value: Sealable, Class: SealedClass>(
        _ column: Column<Class, Table.Use>, as type: Value.Type = Value.self
    ) throws -> Sealed<Value, Class, Table.Use> {
        Sealed(
            cell: try row.bytes(column.name),
            place: Place(table: Table.name.description, column: column.name, row: try id), patient: patient)
    }
}

extension Column {
    /// Its name in both engines.
    public var name: String { declaration.name }
}

/// A value for one column of a row to write: a clear one, or one that a grant has sealed.
public struct CareValue<Use: Treatment>: Sendable {
    let column: String
    let value: SQLValue
    /// Nil for a clear value; otherwise the place it was sealed for, which must be where it is written.
    let place: Place?
    let patient: PatientID?
}

extension Column where Class: ClearClass {
    /// This column's value in a row to write.
    public func set(_ value: (some SQLBindable)?) -> CareValue<Use> {
        CareValue(column: name, value: value.sqlValue, place: nil, patient: nil)
    }
}

extension Column where Class: SealedClass {
    /// This column's sealed value in a row to write.
    public func set<Value: Sealable>(_ sealed: Sealed<Value, Class, Use>) -> CareValue<Use> {
        CareValue(column: name, value: .bytes(sealed.cell), place: sealed.place, patient: sealed.patient)
    }
}

/// What a write grant commits: rows of its own treatment's tables, and the line, in one transaction.
public struct CareChange<Use: Treatment>: Sendable {
    enum Kind: Sendable { case insert, update, delete }
    let kind: Kind
    let table: TableDeclaration
    let row: String
    let values: [CareValue<Use>]

    /// A new row; `row` is the id that its sealed values were sealed for.
    public static func insert<Table: CareTable>(
        into table: Table.Type, row: String, _ values: CareValue<Use>...
    ) -> CareChange where Table.Use == Use {
        CareChange(kind: .insert, table: Table.declaration, row: row, values: values)
    }

    /// Changes columns of a row of the patient's; refused by the engine on an append-only table.
    public static func update<Table: CareTable>(
        _ table: Table.Type, row: String, _ values: CareValue<Use>...
    ) -> CareChange where Table.Use == Use {
        CareChange(kind: .update, table: Table.declaration, row: row, values: values)
    }

    /// Removes a row of the patient's; refused by the engine on an append-only table.
    public static func delete<Table: CareTable>(
        from table: Table.Type, row: String
    ) -> CareChange where Table.Use == Use {
        CareChange(kind: .delete, table: Table.declaration, row: row, values: [])
    }
}
