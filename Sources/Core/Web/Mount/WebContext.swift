package import Hummingbird
import Logging
import NIOCore

/// What travels with a request: Hummingbird's own storage, and the address of the connection's other end.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Nil on a connection without an address.
    package let remoteAddress: String?
    /// Names the request in the log, on the answer and on the page of a bug.
    package let reference: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        let named = source.logger[metadataKey: "hb.request.id"]?.description ?? "-"
        // Its first half comes without leading zeros: one start in sixteen would name all its requests in 31 digits.
        reference = String(repeating: "0", count: max(0, 32 - named.count)) + named
        remoteAddress = source.channel.remoteAddress?.ipAddress
        logger[metadataKey: "hb.request.id"] = "\(reference)"
    }
}

/// One answer, as counters see it.
package struct Passage: Sendable {
    package let method: String
    /// The pattern, `/register/{version}`; `-` where no route answers. Never the address.
    package let route: String
    package let status: Int
    package let seconds: Double

    package init(method: String, route: String, status: Int, seconds: Double) {
        self.method = method
        self.route = route
        self.status = status
        self.seconds = seconds
    }
}
