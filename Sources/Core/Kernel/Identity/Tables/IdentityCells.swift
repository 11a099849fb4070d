// How cells of the tables of identity are sealed and opened: by whoever holds the patient's key for a moment, which is
// a grant. The rows know places, never keys.

/// Seals a text for its place.
typealias CellSealing = (_ text: String, _ place: Place) throws -> [UInt8]
/// Opens the cell of a place.
typealias CellOpening = (_ cell: [UInt8], _ place: Place) throws -> String

/// Values of one row to write, in the order of the declaration; what the declaration seals is sealed.
struct IdentityRow<Table: CareTable> where Table.Use == IdentityAndCareCircle {
    let id: String
    let patient: PatientID
    private(set) var values: [CareValue<IdentityAndCareCircle>] = []

    init(_ table: Table.Type, _ id: String, of patient: PatientID) {
        self.id = id
        self.patient = patient
    }

    /// A clear column.
    mutating func set(_ column: StaticString, _ value: (some SQLBindable)?) {
        values.append(CareValue(column: column.description, value: value.sqlValue, place: nil, patient: nil))
    }

    /// A sealed column; nil stays NULL.
    mutating func seal(_ column: StaticString, _ text: String?, _ seal: CellSealing) throws {
        let place = Place(table: Table.name.description, column: column.description, row: id)
        let cell = try text.map { SQLValue.bytes(try seal($0, place)) } ?? .null
        values.append(CareValue(column: column.description, value: cell, place: place, patient: patient))
    }

    var insertion: CareChange<IdentityAndCareCircle> {
        CareChange(kind: .insert, table: Table.declaration, row: id, values: values)
    }

    var update: CareChange<IdentityAndCareCircle> {
        CareChange(kind: .update, table: Table.declaration, row: id, values: values)
    }
}

/// Reads one row, opening what is sealed. The opener is lent to each call: nothing keeps it.
struct IdentityCells<Table: DeclaredTable> {
    let row: Row

    init(_ table: Table.Type, _ row: Row) { self.row = row }

    func opened(_ column: StaticString, _ open: CellOpening) throws -> String {
        let name = column.description
        let place = Place(table: Table.name.description, column: name, row: try row.text("id"))
        return try open(try row.bytes(name), place)
    }

    func openedIfAny(_ column: StaticString, _ open: CellOpening) throws -> String? {
        try row.value(column.description) == .null ? nil : try opened(column, open)
    }

    /// A word of a closed vocabulary; one that this program does not know is an error, never a default.
    func word<Word: RawRepresentable<String>>(_ text: String, as type: Word.Type = Word.self) throws -> Word {
        guard let word = Word(rawValue: text) else {
            throw StorageError.unexpected("\(Table.name) holds a word that is not known")
        }
        return word
    }

    func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw StorageError.unexpected("\(Table.name) holds no day where one is due") }
        return day
    }
}
