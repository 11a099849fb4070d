/// What a module declares. The kernel declares itself the same way.
public protocol ModuleDeclaration: Sendable {
    /// The name on the command line and in the contract: `questionnaires`.
    static var name: ModuleName { get }
    /// The name on pages and sheets, in French and English.
    static var title: Bilingual { get }
    /// What the module promises, one sentence.
    static var promise: Bilingual { get }
    static var treatments: [any Treatment.Type] { get }
    static var tables: [TableDeclaration] { get }
    /// Declared ids of the messages that may leave the house, with what each says.
    static var messages: [MessageDeclaration] { get }
    static var jobs: [JobDeclaration] { get }
    static var migrations: [Migration] { get }
}

/// The two languages of the product, side by side where a page's text file is not the place.
public struct Bilingual: Sendable, Codable, Hashable {
    public let fr: String
    public let en: String
    public init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }
}

public struct ModuleName: Sendable, Codable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let value: String
    public init(stringLiteral value: String) { self.value = value }
    public init(_ value: String) { self.value = value }
    public var description: String { value }
    public static let kernel: ModuleName = "kernel"
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    public init(from decoder: any Decoder) throws { value = try decoder.singleValueContainer().decode(String.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// Words that may leave by a channel, by their declared id; the text is fixed when the program is compiled.
public struct MessageDeclaration: Sendable, Codable, Hashable {
    public let id: String
    public let purpose: Bilingual
    public let channels: [ProviderService]
    /// Subject of the mail; by SMS only the text leaves.
    public let subject: Wording
    public let text: Wording

    public init(
        _ id: String, purpose: Bilingual, channels: [ProviderService], subject: Wording, text: Wording
    ) {
        self.id = id
        self.purpose = purpose
        self.channels = channels
        self.subject = subject
        self.text = text
    }
}

/// Work done without a person asking: runs only for structures whose contract has the module that day (rule 74);
/// the kernel's runs for all. What it does is given apart (`CareModule.work`), since it needs an open kernel.
public struct JobDeclaration: Sendable, Codable, Hashable {
    public enum Scope: String, Sendable, Codable, Hashable {
        /// Structure by structure, on one node at a time.
        case structures
        /// By every node for itself: the server does it, whatever the structures bought.
        case node
    }
    /// Unique over the program: `questionnaires-send`.
    public let name: String
    public let everyMinutes: Int
    public let purpose: Bilingual
    public let scope: Scope
    public init(_ name: String, everyMinutes: Int, purpose: Bilingual, scope: Scope = .structures) {
        self.name = name
        self.everyMinutes = everyMinutes
        self.purpose = purpose
        self.scope = scope
    }
}

/// One append-only step of a module's schema. Steps already applied never change: their digest is recorded in the
/// store and a step that differs refuses to start.
public struct Migration: Sendable {
    public enum Step: Sendable, Hashable {
        case create(TableDeclaration)
        case add(column: ColumnDeclaration, table: String)
        /// Makes the triggers of an append-only table again, as the program of today words them.
        case guards(table: String)
    }
    /// `questionnaires-001`; unique over the program, applied in the order in which modules list them.
    public let id: String
    public let steps: [Step]
    /// True where an older release can serve a store that has this step (only additions).
    public let compatible: Bool

    public init(_ id: String, compatible: Bool = true, _ steps: [Step]) {
        self.id = id
        self.steps = steps
        self.compatible = compatible
    }
}
