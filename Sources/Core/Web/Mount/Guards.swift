import Crypto
import HTTPTypes
import Hummingbird
import Kernel

/// Cookies, and the token that every form carries.
enum Guards {
    /// `__Host-` keeps a cookie to this host and to TLS; the loopback demo speaks plain HTTP.
    static func cookieName(_ site: Site) -> String { site.secure ? "__Host-citana" : "citana" }
    static func visitorName(_ site: Site) -> String { site.secure ? "__Host-citana-form" : "citana-form" }
    static func deviceName(_ site: Site) -> String { site.secure ? "__Host-citana-device" : "citana-device" }
    static let languageName = "citana-lang"

    static func cookie(_ name: String, _ value: String, site: Site, maxAge: Int? = nil) -> String {
        let age = maxAge.map { "; Max-Age=\($0)" } ?? ""
        return "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax\(site.secure ? "; Secure" : "")\(age)"
    }

    static func cookies(_ request: Hummingbird.Request) -> [String: String] {
        var found: [String: String] = [:]
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { found[String(parts[0])] = String(parts[1]) }
            }
        }
        return found
    }

    /// The form token that belongs to a cookie: whoever cannot read the cookie cannot make it.
    static func formToken(for secret: String) -> String {
        let key = SymmetricKey(data: Array(secret.utf8))
        return Hex.encode(HMAC<SHA256>.authenticationCode(for: Array("citana form".utf8), using: key))
    }

    /// Compares in constant time.
    static func formTokenIsRight(_ given: String, for secret: String) -> Bool {
        let key = SymmetricKey(data: Array(secret.utf8))
        guard let code = Hex.decode(given) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Array("citana form".utf8), using: key)
    }

    /// A browser says where a request comes from; a form of another site is refused even with a token.
    static func comesFromElsewhere(_ request: Hummingbird.Request) -> Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
            return site == "cross-site" || site == "same-site"
        }
        guard let origin = request.headers[.origin] else { return false }
        guard let host = request.head.authority else { return true }
        return origin != "https://\(host)" && origin != "http://\(host)"
    }

    /// The body, within its size and time limits, as form fields.
    static func form(of request: Hummingbird.Request, site: Site) async throws -> Form {
        let body = request.body
        return try await withThrowingTaskGroup(of: Form.self) { group in
            group.addTask {
                let buffer = try await body.collect(upTo: site.bodyBytes)
                return Form(fields: URLEncoded.fields(String(decoding: buffer.readableBytesView, as: UTF8.self)))
            }
            group.addTask {
                try await Task.sleep(for: .seconds(site.requestSeconds))
                throw HTTPError(.requestTimeout)
            }
            defer { group.cancelAll() }
            guard let form = try await group.next() else { throw HTTPError(.requestTimeout) }
            return form
        }
    }

    /// Where the request comes from: the connection's other end, or what the trusted proxy says of it. Only the last
    /// entry of `X-Forwarded-For` is the proxy's own word; what stands before it is the visitor's.
    static func address(_ request: Hummingbird.Request, _ context: WebContext, site: Site) -> String {
        let forwarded = HTTPField.Name("X-Forwarded-For").flatMap { request.headers[values: $0].last }
        return address(peer: context.remoteAddress ?? "", forwarded: forwarded, trustedProxy: site.trustedProxy)
    }

    static func address(peer: String, forwarded: String?, trustedProxy: String?) -> String {
        guard let trustedProxy, peer == trustedProxy, let said = forwarded?.split(separator: ",").last else {
            return peer
        }
        return String(said.filter { $0 != " " }.prefix(100))
    }

    /// A path of this site: `//host/…` would lead a link that repeats it to another one.
    static func ownPath(_ path: String) -> String { "/" + path.drop { $0 == "/" || $0 == "\\" } }
}
