import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// The only way out to identity providers: addresses of the provider's allow-list, no redirection followed, bounded in
/// time and size (rule 68).
final class ProviderHTTP: Sendable {
    private let client = Mutex<HTTPClient?>(nil)

    /// Longest answer that is read.
    static let maximumBytes = 262_144
    static let connectSeconds: Int64 = 4
    static let answerSeconds: Int64 = 10

    struct Answer: Sendable {
        let status: Int
        /// Lower case, without parameters.
        let type: String
        let body: [UInt8]
    }

    enum Call: Sendable {
        case get
        /// A form, `application/x-www-form-urlencoded`.
        case post([(String, String)])
    }

    /// `authorization` is the header's value. Throws `ProviderFailure`.
    func answer(
        _ call: Call, _ address: String, authorization: String? = nil, accept: String, of provider: IdentityProvider
    ) async throws(ProviderFailure) -> Answer {
        guard provider.allows(address) else { throw .addressRefused }
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "accept", value: accept)
        request.headers.add(name: "user-agent", value: "citana")
        if let authorization { request.headers.add(name: "authorization", value: authorization) }
        if case .post(let fields) = call {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            let text = fields.map { "\(FormText.encode($0.0))=\(FormText.encode($0.1))" }.joined(separator: "&")
            request.body = .bytes(ByteBuffer(string: text))
        }
        do {
            let response = try await opened().execute(request, timeout: .seconds(ProviderHTTP.answerSeconds))
            let type = response.headers.first(name: "content-type") ?? ""
            // A body that is longer than allowed throws, whatever its length header said.
            let body = try await response.body.collect(upTo: ProviderHTTP.maximumBytes)
            return Answer(
                status: Int(response.status.code),
                type: type.prefix { $0 != ";" }.lowercased().filter { $0 != " " },
                body: Array(body.readableBytesView))
        } catch { throw .unreachable }
    }

    private func opened() -> HTTPClient {
        client.withLock { client in
            if let client { return client }
            var configuration = HTTPClient.Configuration(
                redirectConfiguration: .disallow,
                timeout: .init(
                    connect: .seconds(ProviderHTTP.connectSeconds), read: .seconds(ProviderHTTP.answerSeconds)))
            // An answer that unpacks to more than it weighs is none of an identity provider's.
            configuration.decompression = .disabled
            configuration.httpVersion = .automatic
            let made = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            client = made
            return made
        }
    }

    func close() async {
        let client = client.withLock { client in
            defer { client = nil }
            return client
        }
        try? await client?.shutdown()
    }
}

/// Form encoding of one value (WHATWG URL): everything but unreserved characters is percent-encoded.
enum FormText {
    static func encode(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: out.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                out += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return out
    }
}

/// Why a sign-in through a provider did not come about. The code goes to the trace.
enum ProviderFailure: Error, Sendable, Equatable {
    case unknownProvider
    /// The provider does not answer, or not within the limits of time and size.
    case unreachable
    /// It answered something that is not what the specification says.
    case unexpectedAnswer(String)
    /// An address outside the provider's allow-list.
    case addressRefused
    /// The person gave up there, or the provider refused: its own code (RFC 6749 §4.1.2.1).
    case refusedThere
    /// No such departure from this browser: forged, replayed, too old, another browser's.
    case state
    case token(TokenRefusal)
    /// The provider knows the person, we do not, or no practice of theirs is ours.
    case unknownPerson
    case noExercise

    var code: String {
        switch self {
        case .unknownProvider: "provider-unknown"
        case .unreachable: "provider-unreachable"
        case .unexpectedAnswer(let what): "provider-answer-\(what)"
        case .addressRefused: "provider-address"
        case .refusedThere: "provider-refused"
        case .state: "provider-state"
        case .token(let refusal): refusal.rawValue
        case .unknownPerson: "provider-person-unknown"
        case .noExercise: "provider-no-exercise"
        }
    }
}
