import HTTPTypes
import Hummingbird
import Kernel
import Logging

/// Logs the pattern of the route and the status, never the address asked for: it may hold a secret (rule 33). Gives
/// every answer the id under which the log knows it.
struct AccessLogLine: RouterMiddleware {
    typealias Context = WebContext
    let observe: @Sendable (Passage) -> Void

    func handle(
        _ request: Hummingbird.Request, context: WebContext,
        next: @concurrent (Hummingbird.Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next(request, context)
        let took = ContinuousClock.now - start
        let passage = Passage(
            method: AccessLogLine.known(request.method), route: context.endpointPath ?? "-",
            status: response.status.code, seconds: took / .seconds(1))
        observe(passage)
        context.logger.info(
            "request",
            metadata: [
                "route": "\(passage.method) \(passage.route)", "status": "\(passage.status)",
                "ms": "\((took / .microseconds(10)).rounded() / 100)",
            ])
        if let name = HTTPField.Name("X-Request-Id") { response.headers[name] = context.reference }
        return response
    }

    /// A method that nobody knows is a text of the visitor's: it goes neither to the log nor to a counter.
    private static func known(_ method: HTTPRequest.Method) -> String {
        let all: [HTTPRequest.Method] = [.get, .head, .post, .put, .delete, .patch, .options]
        return all.contains(method) ? method.rawValue : "other"
    }
}

/// Addresses longer than 4 kB are refused (414).
struct AddressLimit: RouterMiddleware {
    typealias Context = WebContext
    static let bytes = 4096

    func handle(
        _ request: Hummingbird.Request, context: WebContext,
        next: @concurrent (Hummingbird.Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard (request.head.path ?? "").utf8.count <= AddressLimit.bytes else { throw HTTPError(.uriTooLong) }
        return try await next(request, context)
    }
}

/// Turns errors into pages.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = WebContext
    let mount: Mount

    func handle(
        _ request: Hummingbird.Request, context: WebContext,
        next: @concurrent (Hummingbird.Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            let made = mount.made(
                request, context, form: Form(fields: [:]), cookies: Guards.cookies(request))
            let problem = Problem.of(error, texts: made.texts, reference: context.reference)
            if problem.status >= 500 {
                // The kind only: an error's own words may hold what a row holds.
                context.logger.error(
                    "problem", metadata: ["kind": "\(type(of: error))", "status": "\(problem.status)"])
            }
            // Where something of ours failed, without the session: finding it may be what failed.
            let session = problem.status < 500 ? try? await mount.session(request) : nil
            let visit = Visit(
                request: made, session: session, secret: mount.secret(request), chosenLanguage: nil)
            var answer = Answer.page(problem.page, status: problem.status)
            if case SignInRefusal.wait(let seconds) = error { answer = answer.retry(afterSeconds: seconds) }
            return try await mount.render(answer, visit)
        }
    }
}
