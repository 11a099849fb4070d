import Foundation

extension SharingScope {
    /// What a sealed cell holds: JSON with sorted keys.
    func cell() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }

    init(cell: [UInt8]) throws { self = try JSONDecoder().decode(SharingScope.self, from: Data(cell)) }
}

extension RetentionRule {
    /// The last day on which a row of that moment is kept, unless an exception holds it longer.
    func term(from moment: Instant) -> Day { (intermediate ?? active).end(from: moment.parisDay) }
}

extension Row {
    /// A word of a closed list. One that the list does not know is no row of ours: nothing is guessed from it.
    func word<Word: RawRepresentable>(_ name: String) throws -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text(name)) else {
            throw StorageError.unexpected("\(name) holds a word that is not in its list")
        }
        return word
    }

    func information() throws -> InformationReference {
        guard let reference = InformationReference(try text("text"), digest: try bytes("text_digest")) else {
            throw StorageError.unexpected("text names no information text")
        }
        return reference
    }

    func origin() throws -> DecisionOrigin {
        DecisionOrigin(
            means: try word("means"), collectedBy: try optional("collected_by", text),
            representative: try optional("representative", text))
    }
}
