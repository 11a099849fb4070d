import Configuration
import Foundation
import SystemPackage
import Kernel
import Yams

/// Reads a configuration file and the variables that override it.
///
/// Unknown keys, unknown `CITANA_` variables and secrets given as values are refused before anything is read: a typing
/// mistake never becomes a default.
enum ConfigurationFile {
    /// Path of the configuration file, where `CITANA_CONFIG` gives it.
    static var namedByVariable: String? { ProcessInfo.processInfo.environment["CITANA_CONFIG"] }

    /// Variables that are not configuration keys.
    private static let otherVariables = ["CITANA_GOLDEN", "CITANA_CONFIG"]

    static func read(
        _ path: String, environment: [String: String] = ProcessInfo.processInfo.environment
    )
        async throws -> Setup
    {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ConfigurationProblem("There is no configuration file at \(path).")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ConfigurationProblem(
                "The configuration file \(path) cannot be read: permission denied, or not UTF-8.")
        }
        let tree: Any?
        do { tree = try Yams.load(yaml: text) } catch let error as YamlError {
            throw ConfigurationProblem("\(path) is not YAML: \(String(describing: error).split(separator: "\n")[0]).")
        }
        guard let mapping = tree as? [String: Any] else {
            throw ConfigurationProblem("\(path) must be a YAML mapping; see config/demo.yaml for an example.")
        }
        try checkKeys(mapping, prefix: "")
        try checkVariables(environment)
        let variables = EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "citana")
        let file: FileProvider<YAMLSnapshot>
        do { file = try await FileProvider<YAMLSnapshot>(filePath: .init(path)) } catch {
            throw ConfigurationProblem("\(path) cannot be read as configuration.")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var setup = try Values(reader: ConfigReader(providers: [variables, file]), folder: folder).setup()
        guard environment[Keys.variable("identityProviders")] == nil else {
            throw ConfigurationProblem(
                "identityProviders holds several settings: it stands in the file, not in a variable.")
        }
        setup.identityProviders = try IdentityProviderList(folder: folder, environment: setup.environment)
            .read(mapping["identityProviders"])
        return setup
    }

    private static func checkKeys(_ mapping: [String: Any], prefix: String) throws {
        for (name, value) in mapping.sorted(by: { $0.key < $1.key }) {
            let key = prefix + name
            if let file = Keys.secrets[key] {
                throw ConfigurationProblem(
                    "\(key): a secret is never given as a value; put it in a file and name that file in \(file).")
            }
            if let inside = value as? [String: Any], Keys.known[key] == nil {
                guard Keys.known.keys.contains(where: { $0.hasPrefix(key + ".") }) else { throw unknown(key) }
                try checkKeys(inside, prefix: key + ".")
            } else if Keys.known[key] == nil {
                throw unknown(key)
            }
        }
    }

    private static func unknown(_ key: String) -> ConfigurationProblem {
        let hint = Keys.nearest(to: key).map { "; did you mean \($0)?" } ?? "; config/README.md lists the keys."
        return ConfigurationProblem("Unknown configuration key \(key)\(hint)")
    }

    private static func checkVariables(_ environment: [String: String]) throws {
        let known = Set(Keys.known.keys.map(Keys.variable))
        let secrets = Dictionary(
            Keys.secrets.map { (Keys.variable($0.key), Keys.variable($0.value)) },
            uniquingKeysWith: { first, _ in first })
        for name in environment.keys.sorted() where name.hasPrefix("CITANA_") && !name.hasPrefix("CITANA_TEST_") {
            if let file = secrets[name] {
                throw ConfigurationProblem(
                    "\(name): a secret is never given as a value; put it in a file and name that file in \(file).")
            }
            guard known.contains(name) || otherVariables.contains(name) else {
                throw ConfigurationProblem("Unknown variable \(name); config/README.md lists the names.")
            }
        }
    }
}
