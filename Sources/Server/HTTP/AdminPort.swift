import Hummingbird
import Logging
import NIOCore

/// The second port: alive, ready, counters. Not to be reachable from outside.
enum AdminPort {
    /// `ready` answers nil, or the sentence that says why not.
    static func application(
        _ endpoint: Setup.Endpoint, ready: @escaping @Sendable () async -> String?, tally: Tally, logger: Logger,
        opened: @escaping @Sendable (Int) -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: router(ready: ready, tally: tally),
            server: .http1(configuration: .init(idleTimeout: .seconds(30))),
            configuration: ApplicationConfiguration(
                address: .hostname(endpoint.host, port: endpoint.port), serverName: nil),
            onServerRunning: { opened($0.localAddress?.port ?? endpoint.port) },
            logger: logger)
    }

    static func router(
        ready: @escaping @Sendable () async -> String?, tally: Tally
    ) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.get("/health/live") { _, _ in text("live\n") }
        router.get("/health/ready") { _, _ in
            guard let reason = await ready() else { return text("ready\n") }
            return text(reason + "\n", status: .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in
            let isReady = await ready() == nil
            let gauge = "# HELP citana_ready Whether this node may be sent requests.\n# TYPE citana_ready gauge\n"
            return text(
                "\(gauge)citana_ready \(isReady ? 1 : 0)\n" + tally.exposition,
                type: "text/plain; version=0.0.4; charset=utf-8")
        }
        return router
    }

    private static func text(
        _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
