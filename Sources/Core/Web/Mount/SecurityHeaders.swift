import HTTPTypes
import Hummingbird
import Logging

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
        if site.secure { set("Strict-Transport-Security", "max-age=63072000; includeSubDomains") }
        if response.headers[.cacheControl] == nil { set("Cache-Control", "no-store") }
        return response
    }
}

/// Logs the pattern of the route and the status, never the address asked for: it may hold a secret.
struct AccessLogLine<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Hummingbird.Request, context: Context,
        next: @concurrent (Hummingbird.Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let took = ContinuousClock.now - start
        context.logger.info(
            "request",
            metadata: [
                "route": "\(request.method.rawValue) \(context.endpointPath ?? "-")",
                "status": "\(response.status.code)", "ms": "\(took / .milliseconds(1))",
            ])
        return response
    }
}
