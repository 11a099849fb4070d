package import Hummingbird
import NIOCore

/// What travels with a request: Hummingbird's own storage, and the address of the connection's other end.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Nil on a connection without an address.
    package let remoteAddress: String?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }
}

/// One answer, as counters see it.
package struct Passage: Sendable {
    package let method: String
    /// The pattern, `/register/{version}`; `-` where no route answers. Never the address.
    package let route: String
    package let status: Int
    package let seconds: Double
}
