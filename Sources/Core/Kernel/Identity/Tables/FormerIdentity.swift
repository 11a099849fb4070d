import Foundation

/// What the trace keeps of an identity that changed: JSON with sorted keys, so that a later program reads it whatever
/// became of our types.
enum FormerIdentity {
    static func text(_ identity: PatientIdentity) -> String {
        let traits = identity.traits
        let all: [(String, String?)] = [
            ("birthName", traits.birthName), ("firstBirthGivenName", traits.firstBirthGivenName),
            ("birthGivenNames", traits.birthGivenNames), ("birthDate", traits.birthDate.day.description),
            ("birthDateUncertain", traits.birthDate.isUncertain ? "1" : nil), ("sex", traits.sex.rawValue),
            ("birthPlace", traits.birthPlace?.code), ("usedName", identity.used.name),
            ("usedGivenName", identity.used.givenName), ("localNumber", identity.localNumber),
            ("status", identity.state.status.rawValue), ("attributes", identity.state.attributeCodes),
            ("mode", identity.mode.rawValue),
        ]
        let fields = Dictionary(uniqueKeysWithValues: all.compactMap { key, value in value.map { (key, $0) } })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts always encode.
        return (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
