import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle

/// One listening port: what the system refuses becomes a sentence.
struct Port<Site: ApplicationProtocol>: Service {
    let application: Site
    let address: String
    /// The configuration key that names it.
    let key: String

    func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw Failure(sentence(error.errnoCode), code: 4)
        } catch is SocketAddressError {
            throw Failure("\(address) is no address of this machine; change \(key).", code: 2)
        }
    }

    private func sentence(_ code: Int32) -> String {
        switch code {
        case EADDRINUSE: "\(address) is taken by another program; stop it or choose another port (\(key))."
        case EACCES: "\(address) may not be opened by this user; choose a port above 1023 (\(key))."
        case EADDRNOTAVAIL: "\(address) is no address of this machine; change \(key)."
        default: "\(address) cannot be opened (error \(code)); change \(key)."
        }
    }
}
