/// A column: its name in both engines, its class of data, the treatment it serves, and what the register calls it.
/// Sealed classes are stored as bytes, whatever value they seal.
public struct Column<Class: DataClass, Use: Treatment>: Sendable {
    public let declaration: ColumnDeclaration

    /// - Parameters:
    ///   - name: snake_case, the same on both engines.
    ///   - label: French, lower case, as the sheet lists it: « réponses au questionnaire ».
    ///   - kind: ignored for a sealed class, which is stored as bytes.
    public init(_ name: StaticString, _ label: StaticString, _ kind: ColumnKind = .text, required: Bool = true) {
        declaration = ColumnDeclaration(
            name: name.description, label: label.description, data: Class.kind,
            kind: Class.kind.keeping == .sealed ? .bytes : kind, required: required)
    }
}

/// Storage shape of a column.
public enum ColumnKind: String, Sendable, Codable, Hashable {
    case text, integer, bytes
    /// 0 or 1.
    case flag
    /// `yyyy-MM-dd` as text.
    case day
    /// Milliseconds since 1970 UTC.
    case instant
}

public struct ColumnDeclaration: Sendable, Codable, Hashable {
    public let name: String
    public let label: String
    public let data: DataKind
    public let kind: ColumnKind
    public let required: Bool

    public init(name: String, label: String, data: DataKind, kind: ColumnKind, required: Bool = true) {
        self.name = name
        self.label = label
        self.data = data
        self.kind = kind
        self.required = required
    }
}

/// What kind of rows a table holds; decides its fixed columns and whose key seals it.
public enum TableKind: String, Sendable, Codable, Hashable {
    /// Rows about a patient: `id, structure, patient, created_at, retain_until`, sealed under the patient's key.
    case care
    /// Rows about professionals, contacts, the structure: `id, structure, created_at, retain_until`, sealed under
    /// the structure's key.
    case staff
    /// No person in it: `id`.
    case reference
}

/// Rows about a patient: sealed under the patient's key.
public protocol CareTable: DeclaredTable {}
/// Rows about professionals, contacts and the structure itself: sealed under the structure's key.
public protocol StaffTable: DeclaredTable {}

public protocol DeclaredTable: Sendable {
    associatedtype Use: Treatment
    static var name: StaticString { get }
    /// French, as the sheet names it.
    static var title: StaticString { get }
    static var columns: [ColumnDeclaration] { get }
    static var retention: RetentionRule { get }
    /// True where rows are never changed nor removed before term; both engines refuse it by trigger.
    static var appendOnly: Bool { get }
    /// Column lists that must be unique together, without the fixed `structure` that is put in front.
    static var unique: [[String]] { get }
}

extension DeclaredTable {
    public static var appendOnly: Bool { false }
    public static var unique: [[String]] { [] }

    /// Declares columns of this table's own treatment; a column of another does not compile.
    public static func declare<each Class: DataClass>(_ column: repeat Column<each Class, Use>) -> [ColumnDeclaration] {
        var all: [ColumnDeclaration] = []
        repeat all.append((each column).declaration)
        return all
    }
}

extension CareTable {
    public static var declaration: TableDeclaration {
        TableDeclaration(
            name: name.description, title: title.description, kind: .care, treatment: Use.code, columns: columns,
            retention: retention, appendOnly: appendOnly, unique: unique)
    }
}

extension StaffTable {
    public static var declaration: TableDeclaration {
        TableDeclaration(
            name: name.description, title: title.description, kind: .staff, treatment: Use.code, columns: columns,
            retention: retention, appendOnly: appendOnly, unique: unique)
    }
}

/// No person in it: published questionnaires, code lists, counters, the program's own state.
/// Its columns can only be technical: there is no treatment to tie a class to.
public protocol ReferenceTable: Sendable {
    static var name: StaticString { get }
    static var title: StaticString { get }
    static var columns: [ReferenceColumn] { get }
    static var appendOnly: Bool { get }
    static var unique: [[String]] { get }
}

extension ReferenceTable {
    public static var appendOnly: Bool { false }
    public static var unique: [[String]] { [] }
    public static var declaration: TableDeclaration {
        TableDeclaration(
            name: name.description, title: title.description, kind: .reference, treatment: nil,
            columns: columns.map(\.declaration), retention: nil, appendOnly: appendOnly, unique: unique)
    }
}

/// A column of a table that holds no person.
public struct ReferenceColumn: Sendable {
    public let declaration: ColumnDeclaration
    public init(_ name: StaticString, _ kind: ColumnKind = .text, required: Bool = true) {
        declaration = ColumnDeclaration(
            name: name.description, label: "", data: .technical, kind: kind, required: required)
    }
}

/// A table as the register and the storage read it.
public struct TableDeclaration: Sendable, Codable, Hashable {
    public let name: String
    public let title: String
    public let kind: TableKind
    /// Code of the one treatment it serves; nil only for reference tables.
    public let treatment: String?
    /// The declared columns, without the fixed ones.
    public let columns: [ColumnDeclaration]
    public let retention: RetentionRule?
    public let appendOnly: Bool
    public let unique: [[String]]

    public init(
        name: String, title: String, kind: TableKind, treatment: String?, columns: [ColumnDeclaration],
        retention: RetentionRule?, appendOnly: Bool = false, unique: [[String]] = []
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        self.treatment = treatment
        self.columns = columns
        self.retention = retention
        self.appendOnly = appendOnly
        self.unique = unique
    }

    /// The columns that every table of this kind has, in front of the declared ones.
    public var fixedColumns: [ColumnDeclaration] {
        func fixed(_ name: String, _ kind: ColumnKind, required: Bool = true) -> ColumnDeclaration {
            ColumnDeclaration(name: name, label: "", data: .technical, kind: kind, required: required)
        }
        switch kind {
        case .care:
            return [
                fixed("id", .text), fixed("structure", .text), fixed("patient", .text), fixed("created_at", .instant),
                fixed("retain_until", .day, required: false),
            ]
        case .staff:
            return [
                fixed("id", .text), fixed("structure", .text), fixed("created_at", .instant),
                fixed("retain_until", .day, required: false),
            ]
        case .reference:
            return [fixed("id", .text)]
        }
    }

    public var allColumns: [ColumnDeclaration] { fixedColumns + columns }

    /// The table as a step made it, before a later step added these columns.
    public func without(_ added: String...) -> TableDeclaration {
        TableDeclaration(
            name: name, title: title, kind: kind, treatment: treatment,
            columns: columns.filter { !added.contains($0.name) }, retention: retention, appendOnly: appendOnly,
            unique: unique)
    }
}
