import Foundation
import Kernel

/// The configuration, read and checked.
struct Setup: Sendable {
    enum Environment: String, Sendable, CaseIterable { case demo, preprod, prod }

    enum TLS: Sendable, Equatable {
        /// Own certificate: PEM files.
        case certificate(certificateFile: String, keyFile: String)
        /// A proxy at this address ends TLS; its forwarding headers are believed, nobody else's.
        case trustedProxy(String)
        /// Plain HTTP, on loopback in the demo only.
        case none
    }

    struct Endpoint: Sendable, Equatable {
        let host: String
        let port: Int
    }

    var environment: Environment
    var listen: Endpoint
    var admin: Endpoint
    var publicURL: String
    var tls: TLS
    var stores: StoreConfiguration
    var rootKeyFile: String
    var logKeyFile: String
    var ledgerFile: String
    var providers: ProviderConfiguration
    var publisher: Sheet.Publisher
    var identityProviders: [IdentityProvider] = []
    var pdfPython: String?
    var bodyBytes: Int
    var requestSeconds: Int

    var kernel: KernelSetting {
        var setting = KernelSetting(
            stores: stores, rootKeyPath: rootKeyFile, logKeyPath: logKeyFile, logOrigin: logOrigin,
            providers: providers, publisher: publisher)
        setting.identityProviders = identityProviders
        setting.publicURL = publicURL
        setting.ledgerPath = ledgerFile
        if environment == .demo { setting.deliverCode = DemoCodes.show }
        return setting
    }
}

extension Setup {
    /// The public address without its scheme, then `/log`: what the log is called when its key is made.
    var logOrigin: String {
        let address = publicURL.range(of: "://").map { publicURL[$0.upperBound...] } ?? publicURL[...]
        return "\(address)/log"
    }
}

/// A mistake in the configuration: one sentence, exit code 2.
struct ConfigurationProblem: Error, Equatable {
    let sentence: String
    init(_ sentence: String) { self.sentence = sentence }
}
