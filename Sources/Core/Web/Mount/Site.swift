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

    package init(
        environment: Environment, secure: Bool, trustedProxy: String?, bodyBytes: Int, requestSeconds: Int = 30
    ) {
        self.environment = environment
        self.secure = secure
        self.trustedProxy = trustedProxy
        self.bodyBytes = bodyBytes
        self.requestSeconds = requestSeconds
    }
}
