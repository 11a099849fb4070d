import Foundation
import Kernel

/// What the pages must know of the installation they stand in.
package struct Site: Sendable {
    package enum Environment: String, Sendable { case demo, preprod, prod }

    package let environment: Environment
    /// True where browsers reach us over TLS, ours or the trusted proxy's: secure cookies, HSTS.
    package let secure: Bool
    /// Address of the proxy whose forwarding headers are believed; nil: nobody's.
    package let trustedProxy: String?
    package let bodyBytes: Int
    /// How long a body may take to arrive.
    package let requestSeconds: Int
    /// Where browsers find us: what passkeys are bound to.
    let party: RelyingParty

    package init(
        environment: Environment, secure: Bool, trustedProxy: String?, bodyBytes: Int, requestSeconds: Int = 30,
        publicURL: String = "http://localhost"
    ) {
        self.environment = environment
        self.secure = secure
        self.trustedProxy = trustedProxy
        self.bodyBytes = bodyBytes
        self.requestSeconds = requestSeconds
        party = Site.party(publicURL, environment)
    }

    /// The host of the public address. A passkey cannot be bound to an IP address, so the demonstration, which is
    /// served on the loopback, binds it to the name `localhost`.
    private static func party(_ publicURL: String, _ environment: Environment) -> RelyingParty {
        let address = URLComponents(string: publicURL)
        let loopback = environment == .demo && ["127.0.0.1", "localhost"].contains(address?.host ?? "")
        let host = loopback ? "localhost" : address?.host ?? "localhost"
        let port = address?.port.map { ":\($0)" } ?? ""
        return RelyingParty(id: host, origins: ["\(address?.scheme ?? "https")://\(host)\(port)"])
    }
}
