public import Kernel
import Yams

/// What users read, by key, in one language. Keys are flat and dotted: `register.title`.
public struct Texts: Sendable {
    public let language: Language
    let byKey: [String: String]
    /// Every text, for tests that look at all of them.
    package var all: [String: String] { byKey }

    /// The text of a key; a key that is not there reads as itself, and a house test keeps that from happening.
    public func callAsFunction(_ key: String) -> String { byKey[key] ?? key }

    /// Reads `Texts/fr.yml` or `Texts/en.yml` of every room. Two rooms may not use the same key.
    static func load(_ rooms: [ResourceFolder], _ language: Language) throws -> Texts {
        var all: [String: String] = [:]
        for room in rooms {
            guard let yaml = try room.files(in: "Texts", extension: "yml")[language.rawValue] else { continue }
            for (key, text) in try parse(yaml, of: room) {
                let text = language == .fr ? FrenchSpacing.kept(text) : text
                guard all.updateValue(text, forKey: key) == nil else {
                    throw WebProblem("The text \(key) is given by two rooms (\(room.target), \(language.rawValue)).")
                }
            }
        }
        return Texts(language: language, byKey: all)
    }

    private static func parse(_ yaml: String, of room: ResourceFolder) throws -> [String: String] {
        do {
            return try YAMLDecoder().decode([String: String].self, from: yaml)
        } catch {
            throw WebProblem("The texts of \(room.target) are not a flat list of keys and texts.")
        }
    }
}
