import Foundation
import Kernel

/// Reads `identityProviders`: a mapping from each provider's key to what is said of it. (A list of mappings would read
/// better, and the configuration library reads none.) Like everywhere, an unknown key or a secret given as a value
/// refuses to start.
struct IdentityProviderList {
    /// Relative paths are counted from the configuration file's folder.
    let folder: String
    let environment: Setup.Environment

    private static let texts = [
        "kind", "name", "metadataURL", "issuer", "clientID", "clientSecretFile", "scopes", "subjectClaim",
    ]
    private static let lists = ["acr", "hosts"]

    func read(_ value: Any?) throws -> [IdentityProvider] {
        guard let value else { return [] }
        if let list = value as? [Any], list.isEmpty { return [] }
        guard let mapping = value as? [String: Any] else {
            throw ConfigurationProblem(
                "identityProviders must be a mapping from a provider's key to its settings; config/README.md shows one."
            )
        }
        // In the order of their names, which is the order of the buttons.
        return try mapping.sorted { $0.key < $1.key }.map { key, item in
            try one(item, key: key, at: "identityProviders.\(key)")
        }.sorted { ($0.name, $0.key) < ($1.name, $1.key) }
    }

    private func one(_ item: Any, key: String, at place: String) throws -> IdentityProvider {
        guard let mapping = item as? [String: Any] else {
            throw ConfigurationProblem("\(place) must be a mapping of keys and values.")
        }
        for name in mapping.keys.sorted() where !Self.texts.contains(name) && !Self.lists.contains(name) {
            guard name != "clientSecret" else {
                throw ConfigurationProblem(
                    "\(place).clientSecret: a secret is never given as a value; put it in a file and name that file in clientSecretFile."
                )
            }
            throw ConfigurationProblem("Unknown configuration key \(place).\(name); config/README.md lists the keys.")
        }
        func text(_ key: String) throws -> String? {
            guard let value = mapping[key] else { return nil }
            guard let text = value as? String else { throw ConfigurationProblem("\(place).\(key) must be text.") }
            return text
        }
        func list(_ key: String) throws -> [String]? {
            guard let value = mapping[key] else { return nil }
            guard let list = value as? [String] else {
                throw ConfigurationProblem("\(place).\(key) must be a list of texts.")
            }
            return list
        }
        func required(_ key: String) throws -> String {
            guard let text = try text(key), !text.isEmpty else {
                throw ConfigurationProblem("Missing configuration key \(place).\(key).")
            }
            return text
        }
        var draft = IdentityProvider.Draft()
        draft.key = key
        guard let kind = IdentityProvider.Kind(rawValue: try required("kind")) else {
            let all = IdentityProvider.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationProblem("\(place).kind must be one of \(all).")
        }
        draft.kind = kind
        draft.name = try required("name")
        draft.metadataURL = try required("metadataURL")
        draft.issuer = try required("issuer")
        draft.clientID = try required("clientID")
        draft.clientSecret = try secret(try required("clientSecretFile"), at: "\(place).clientSecretFile")
        draft.scopes = try text("scopes")
        draft.levels = try list("acr")
        draft.hosts = try list("hosts") ?? []
        draft.subjectClaim = try text("subjectClaim")
        do { return try IdentityProvider(draft, allowsLoopback: environment == .demo) } catch {
            let named = error.key == "key" ? place : "\(place).\(error.key)"
            throw ConfigurationProblem("\(named) must be \(error.needs).")
        }
    }

    private func secret(_ path: String, at place: String) throws -> String {
        let full = path.hasPrefix("/") ? path : URL(fileURLWithPath: folder).appendingPathComponent(path).path
        guard let value = try? String(contentsOfFile: full, encoding: .utf8) else {
            throw ConfigurationProblem(
                "\(place) names no file that can be read; it must be a path, a secret is never given as a value.")
        }
        return value.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
