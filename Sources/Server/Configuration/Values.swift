import Configuration
import Foundation
import Kernel

/// Takes typed values out of the reader; each mistake is one sentence that names the key.
struct Values {
    let reader: ConfigReader
    /// Relative paths are counted from the configuration file's folder.
    let folder: String

    func setup() throws -> Setup {
        let environment = try choice("environment", of: Setup.Environment.self)
        let stores = try stores()
        return Setup(
            environment: environment, listen: try endpoint("listen"), admin: try endpoint("admin"),
            publicURL: try publicURL(environment), tls: try tls(environment), stores: stores,
            rootKeyFile: try path("keys.rootKeyFile"), logKeyFile: try logKeyFile(),
            ledgerFile: try besideRootKey("erasures.ledger", unless: "erasures.ledgerFile"),
            providers: try providers(), publisher: try publisher(),
            pdfPython: optionalPath("pdf.python"),
            bodyBytes: try positive("limits.bodyBytes", default: 1_048_576),
            requestSeconds: try positive("limits.requestSeconds", default: 30))
    }

    private func text(_ key: String) -> String? { reader.string(forKey: ConfigKey(key)) }

    private func required(_ key: String) throws -> String {
        guard let value = text(key), !value.isEmpty else {
            throw ConfigurationProblem("Missing configuration key \(key) (or variable \(Keys.variable(key))).")
        }
        return value
    }

    private func choice<Value: RawRepresentable & CaseIterable>(_ key: String, of type: Value.Type) throws -> Value
    where Value.RawValue == String {
        let value = try required(key)
        guard let choice = Value(rawValue: value) else {
            let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationProblem("\(key) must be one of \(all).")
        }
        return choice
    }

    private func path(_ key: String) throws -> String { resolved(try required(key)) }

    /// Beside the root key, where nothing else is said.
    private func logKeyFile() throws -> String { try besideRootKey("log.key", unless: "log.keyFile") }

    private func besideRootKey(_ name: String, unless key: String) throws -> String {
        if let path = optionalPath(key) { return path }
        return URL(fileURLWithPath: try path("keys.rootKeyFile")).deletingLastPathComponent()
            .appendingPathComponent(name).path
    }

    private func optionalPath(_ key: String) -> String? { text(key).map(resolved) }

    private func resolved(_ path: String) -> String {
        path.hasPrefix("/") ? path : URL(fileURLWithPath: folder).appendingPathComponent(path).path
    }

    private func positive(_ key: String, default standard: Int) throws -> Int {
        guard text(key) != nil || reader.int(forKey: ConfigKey(key)) != nil else { return standard }
        guard let value = reader.int(forKey: ConfigKey(key)), value > 0 else {
            throw ConfigurationProblem("\(key) must be a whole number above 0.")
        }
        return value
    }

    private func day(_ key: String) throws -> Day? {
        guard let value = text(key) else { return nil }
        guard let day = Day(value) else { throw ConfigurationProblem("\(key) must be a day such as 2026-11-23.") }
        return day
    }

    private func endpoint(_ key: String) throws -> Setup.Endpoint {
        let value = try required(key)
        let cut = value.lastIndex(of: ":")
        guard let cut, let port = Int(value[value.index(after: cut)...]), (0...65_535).contains(port) else {
            throw ConfigurationProblem("\(key) must be an address and a port such as 127.0.0.1:8080.")
        }
        let host = value[..<cut].trimmingCharacters(in: ["[", "]"])
        guard !host.isEmpty else { throw ConfigurationProblem("\(key) names no address before the port.") }
        return Setup.Endpoint(host: host, port: port)
    }

    private func publicURL(_ environment: Setup.Environment) throws -> String {
        let value = try required("publicURL")
        guard let url = URL(string: value), let scheme = url.scheme, url.host != nil,
            scheme == "https" || (scheme == "http" && environment == .demo)
        else { throw ConfigurationProblem("publicURL must be an https address, such as https://citana.example.") }
        return value.hasSuffix("/") ? String(value.dropLast()) : value
    }

    private func tls(_ environment: Setup.Environment) throws -> Setup.TLS {
        let certificate = optionalPath("tls.certificateFile")
        let key = optionalPath("tls.keyFile")
        let proxy = text("tls.trustedProxy")
        switch (certificate, key, proxy) {
        case (let certificate?, let key?, nil): return .certificate(certificateFile: certificate, keyFile: key)
        case (nil, nil, let proxy?): return .trustedProxy(proxy)
        case (nil, nil, nil):
            guard environment == .demo else {
                throw ConfigurationProblem(
                    "Missing configuration key tls: give tls.certificateFile and tls.keyFile, or tls.trustedProxy.")
            }
            return .none
        default:
            throw ConfigurationProblem(
                "tls takes either certificateFile with keyFile, or trustedProxy, not a mixture of them.")
        }
    }

    private func stores() throws -> StoreConfiguration {
        let engine = try choice("store.engine", of: Engine.self)
        switch engine {
        case .sqlite:
            return .sqlite(directory: try path("store.directory"))
        case .postgresql:
            let prepared = reader.bool(forKey: "store.preparedStatements") ?? true
            return .postgresql(
                owner: try secret("store.ownerURLFile"), application: try secret("store.applicationURLFile"),
                keysOwner: try secret("store.keysOwnerURLFile"),
                keysApplication: try secret("store.keysApplicationURLFile"),
                poolSize: try positive("store.poolSize", default: 8), preparedStatements: prepared)
        }
    }

    private func secret(_ key: String) throws -> String {
        guard let value = try? String(contentsOfFile: try path(key), encoding: .utf8) else { throw unreadable(key) }
        return value.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The value is not repeated: it may be the secret itself, put in the place of its file.
    private func unreadable(_ key: String) -> ConfigurationProblem {
        ConfigurationProblem(
            "\(key) names no file that can be read; it must be a path, a secret is never given as a value.")
    }

    /// Files of secrets that are named are there: a provider that cannot be called is not found out at night.
    private func checkSecretFiles() throws {
        for key in Set(Keys.secrets.values).sorted()
        where !key.hasPrefix("store.") && key != "keys.rootKeyFile" && key != "log.keyFile" {
            guard let path = optionalPath(key) else { continue }
            guard FileManager.default.isReadableFile(atPath: path) else { throw unreadable(key) }
        }
    }

    private func providers() throws -> ProviderConfiguration {
        try checkSecretFiles()
        func choice(_ service: ProviderService) throws -> ProviderConfiguration.Choice {
            let key = "\(service.rawValue).provider"
            let value = try required(key)
            guard Provider.named(value, for: service) != nil else {
                throw ConfigurationProblem(
                    "\(key) must be one of \(Provider.keys(for: service).joined(separator: ", ")).")
            }
            return .init(
                value, noticeOn: try day("\(service.rawValue).noticeOn"),
                effectiveOn: try day("\(service.rawValue).effectiveOn"),
                verifiedOn: try day("\(service.rawValue).verifiedOn"))
        }
        return ProviderConfiguration(
            hosting: try choice(.hosting), mail: try choice(.mail), sms: try choice(.sms), crm: try choice(.crm))
    }

    private func publisher() throws -> Sheet.Publisher {
        Sheet.Publisher(
            name: try required("publisher.name"), address: text("publisher.address") ?? "",
            email: try required("publisher.email"), representative: text("publisher.representative") ?? "",
            dpo: Sheet.Officer(
                name: try required("publisher.dpo.name"), organisation: text("publisher.dpo.organisation") ?? "",
                email: try required("publisher.dpo.email"), phone: text("publisher.dpo.phone") ?? ""))
    }
}
