import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Web

/// The pages' port: TLS 1.3 with HTTP/2 and HTTP/1.1, or plain HTTP behind the trusted proxy or on the loopback demo.
enum Front {
    /// Connections at once; what comes after waits to be accepted.
    static let connections = 4096

    static func application(
        _ setup: Setup, mount: Mount, tally: Tally, logger: Logger, opened: @escaping @Sendable (Int) -> Void
    ) throws -> some ApplicationProtocol {
        Application(
            router: mount.router { tally.count($0) },
            server: try server(setup),
            configuration: ApplicationConfiguration(
                address: .hostname(setup.listen.host, port: setup.listen.port), serverName: nil,
                availableConnectionsDelegate: .maximum(connections, logger: logger)),
            onServerRunning: { opened($0.localAddress?.port ?? setup.listen.port) },
            logger: logger)
    }

    /// Head and body must each keep moving: a connection that is silent this long is closed. Headers: 16 kB, 100.
    private static func limits(_ setup: Setup) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: .seconds(Int64(setup.requestSeconds)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 100))
    }

    private static func server(_ setup: Setup) throws -> HTTPServerBuilder {
        guard case .certificate(let certificate, let key) = setup.tls else {
            return .http1(configuration: limits(setup))
        }
        return try .http2Upgrade(
            tlsConfiguration: try tls(certificate: certificate, key: key),
            configuration: .init(
                idleTimeout: .seconds(setup.requestSeconds), gracefulCloseTimeout: .seconds(5),
                streamConfiguration: limits(setup)))
    }

    static func tls(certificate: String, key: String) throws -> TLSConfiguration {
        let chain: [NIOSSLCertificateSource]
        do { chain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) } } catch {
            throw Failure("tls.certificateFile: \(certificate) is no readable PEM certificate.", code: 2)
        }
        let secret: NIOSSLPrivateKey
        do { secret = try NIOSSLPrivateKey(file: key, format: .pem) } catch {
            throw Failure("tls.keyFile: \(key) is no readable PEM key.", code: 2)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(secret))
        configuration.minimumTLSVersion = .tlsv13
        do { _ = try NIOSSLContext(configuration: configuration) } catch {
            throw Failure("tls.certificateFile and tls.keyFile do not belong together.", code: 2)
        }
        return configuration
    }
}
