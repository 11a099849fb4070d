import HTTPTypes
import Hummingbird

/// On every answer, whatever happened.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    let site: Site

    static var policy: String {
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }

    func handle(
        _ request: Hummingbird.Request, context: Context,
        next: @concurrent (Hummingbird.Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if site.secure { response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        func set(_ name: String, _ value: String) {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        set("Content-Security-Policy", Self.policy)
        set("X-Content-Type-Options", "nosniff")
        set("Referrer-Policy", "no-referrer")
        set("Cross-Origin-Opener-Policy", "same-origin")
        set("Cross-Origin-Resource-Policy", "same-origin")
        set("X-Frame-Options", "DENY")
        set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        if response.headers[.cacheControl] == nil { set("Cache-Control", "no-store") }
        return response
    }
}
