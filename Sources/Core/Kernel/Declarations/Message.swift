/// Words that leave the house by e-mail, SMS or webhook (rules 33, 64): literals of ours and a closed set of slots.
/// Text made at run time, a sealed value, a person's name cannot become part of one; the compiler refuses it.
public struct Message: Sendable, Codable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// What may be filled in when a message is sent. Adding one is a decision to record in ARCHITECTURE.md.
    public enum Slot: String, Sendable, Codable, CaseIterable {
        /// The structure's neutral name, without its speciality.
        case structure
        /// An opaque address under our own host.
        case link
        /// A date, in the recipient's language.
        case day
        /// A one-time code.
        case code
    }

    enum Part: Sendable, Codable, Hashable {
        case words(String)
        case slot(Slot)
    }

    let parts: [Part]

    public init(stringLiteral value: StaticString) { parts = [.words(value.description)] }
    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    public struct StringInterpolation: StringInterpolationProtocol {
        public typealias StringLiteralType = StaticString
        var parts: [Part] = []
        public init(literalCapacity: Int, interpolationCount: Int) {}
        public mutating func appendLiteral(_ literal: StaticString) { parts.append(.words(literal.description)) }
        public mutating func appendInterpolation(_ slot: Slot) { parts.append(.slot(slot)) }
    }

    /// The template as people review it: `Un message de {structure} vous attend : {link}`.
    public var description: String {
        parts.map {
            switch $0 {
            case .words(let words): words
            case .slot(let slot): "{\(slot.rawValue)}"
            }
        }.joined()
    }

    /// The slots, in order.
    public var slots: [Slot] { parts.compactMap { if case .slot(let slot) = $0 { slot } else { nil } } }

    /// The words that leave. A slot without a value is a mistake of ours: nothing is sent.
    package func filled(_ values: [Slot: String]) throws -> String {
        try parts.map { part in
            switch part {
            case .words(let words): return words
            case .slot(let slot):
                guard let value = values[slot] else {
                    throw Mistake.emptySlot(slot)
                }
                return value
            }
        }.joined()
    }

    package enum Mistake: Error, Sendable, Equatable { case emptySlot(Slot) }
}

/// A message in both languages.
public struct Wording: Sendable, Codable, Hashable {
    public let fr: Message
    public let en: Message
    public init(fr: Message, en: Message) {
        self.fr = fr
        self.en = en
    }
}
