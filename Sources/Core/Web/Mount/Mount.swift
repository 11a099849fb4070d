import Foundation
import HTTPTypes
package import Hummingbird
package import Kernel
import Logging
import NIOCore

/// Puts routes, pages and guards on Hummingbird's router.
package struct Mount: Sendable {
    let site: Site
    let kernel: Kernel
    let templates: Templates
    let assets: Assets
    let printer: SheetPrinter
    let routes: [Route]
    let menus: [(module: ModuleName, entry: MenuEntry)]
    /// Modules that need a contract; the others answer for everybody.
    let sold: Set<ModuleName>

    /// Reads views and texts, asks every room for its routes.
    package init(
        site: Site, kernel: Kernel, templates: Templates, printer: SheetPrinter, rooms: [any CareModule.Type],
        sold: [any CareModule.Type]
    ) throws {
        self.site = site
        self.kernel = kernel
        self.templates = templates
        self.printer = printer
        assets = try Assets(Mount.resources)
        var routes: [Route] = []
        for room in rooms {
            let list = Routes(of: room.name)
            room.init(kernel).routes(list)
            routes += list.all
        }
        self.routes = routes
        menus = rooms.compactMap { room in room.menu.map { (room.name, $0) } }
        self.sold = Set(sold.map { $0.name })
    }

    package static let resources = ResourceFolder("Web")

    /// The routes as the golden file prints them.
    package static func routesText(_ rooms: [any CareModule.Type], kernel: Kernel) -> String {
        rooms.flatMap { room in
            let list = Routes(of: room.name)
            room.init(kernel).routes(list)
            return list.all.map { "\($0.method.rawValue)\t\($0.path)\t\($0.module.value)\t\($0.audience)" }
        }.sorted().joined(separator: "\n") + "\n"
    }

    package func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: SecurityHeaders(site: site))
        router.add(middleware: AccessLogLine())
        router.add(middleware: ProblemMiddleware(mount: self))
        for route in routes {
            let method: HTTPRequest.Method = route.method == .get ? .get : .post
            router.on(RouterPath(route.path), method: method) { request, context in
                try await answer(request, context, route: route)
            }
            if route.method == .get {
                router.on(RouterPath(route.path), method: .head) { request, context in
                    try await answer(request, context, route: route)
                }
            }
        }
        for name in assets.names {
            router.get(RouterPath("/static/\(name)")) { _, _ in assets.response(name) }
        }
        return router
    }

    private func answer(_ request: Hummingbird.Request, _ context: BasicRequestContext, route: Route) async throws
        -> Response
    {
        let cookies = Guards.cookies(request)
        let token = cookies[Guards.cookieName(site)]
        let session = if let token { try await kernel.sessions.find(token) } else { StaffSession?.none }
        let secret = session == nil ? cookies[Guards.visitorName(site)] : token
        var form = Form(fields: [:])
        if route.method == .post {
            let buffer = try await request.body.collect(upTo: site.bodyBytes)
            form = Form(fields: URLEncoded.fields(String(decoding: buffer.readableBytesView, as: UTF8.self)))
            guard !Guards.comesFromElsewhere(request), let secret,
                Guards.formTokenIsRight(form["csrf"], for: secret)
            else { throw HTTPError(.forbidden) }
        }
        let visit = Visit(
            request: made(request, context, form: form), session: session, secret: secret,
            chosenLanguage: chosenLanguage(request))
        if sold.contains(route.module) {
            guard let session else { return signIn(request) }
            guard try await kernel.contracts.isEnabled(route.module, forStructure: session.account.structure) else {
                return try await render(.notFound, visit)
            }
        }
        switch try await route.handle(visit.request, session) {
        case .answer(let answer): return try await render(answer, visit)
        case .absent: return try await render(.notFound, visit)
        case .signIn: return signIn(request)
        }
    }

    private func signIn(_ request: Hummingbird.Request) -> Response {
        let wantsPage = request.headers[.accept]?.contains("text/html") ?? false
        guard wantsPage else { return Response(status: .unauthorized) }
        return Response(status: .seeOther, headers: [.location: "/sign-in"])
    }

    func made(_ request: Hummingbird.Request, _ context: BasicRequestContext, form: Form) -> Request {
        let language = language(of: request)
        let parameters = Dictionary(
            context.parameters.map { (String($0.key), URLEncoded.decoded(String($0.value))) },
            uniquingKeysWith: { first, _ in first })
        let query = URLEncoded.fields(request.uri.query ?? "").compactMapValues(\.first)
        return Request(
            language: language, texts: templates.texts(language), path: request.uri.path, parameters: parameters,
            queries: query, form: form, address: "", device: request.headers[.userAgent] ?? "", printer: printer,
            door: Door(
                sessions: kernel.sessions, site: site, token: Guards.cookies(request)[Guards.cookieName(site)]))
    }

    private func chosenLanguage(_ request: Hummingbird.Request) -> Language? {
        URLEncoded.fields(request.uri.query ?? "")["lang"]?.first.flatMap(Language.init)
    }

    /// `?lang=`, then the cookie, then what the browser prefers, then French.
    func language(of request: Hummingbird.Request) -> Language {
        if let chosen = chosenLanguage(request) { return chosen }
        if let kept = Guards.cookies(request)[Guards.languageName].flatMap(Language.init) { return kept }
        for wish in (request.headers[.acceptLanguage] ?? "").split(separator: ",").prefix(10) {
            if let language = Language(rawValue: String(wish.drop { $0 == " " }.prefix(2)).lowercased()) { return language }
        }
        return .fr
    }
}

/// One request on its way: what a page's frame needs beside the answer.
struct Visit: Sendable {
    let request: Request
    let session: StaffSession?
    /// What form tokens are made from; nil: a fresh one will be set.
    let secret: String?
    let chosenLanguage: Language?
}

/// Turns errors into pages.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext
    let mount: Mount

    func handle(
        _ request: Hummingbird.Request, context: BasicRequestContext,
        next: @concurrent (Hummingbird.Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            let made = mount.made(request, context, form: Form(fields: [:]))
            let reference = String(Guards.freshToken().prefix(12))
            let problem = Problem.of(error, texts: made.texts, reference: reference)
            if problem.status >= 500 {
                context.logger.error(
                    "problem", metadata: ["reference": "\(reference)", "kind": "\(type(of: error))"])
            }
            let visit = Visit(request: made, session: nil, secret: nil, chosenLanguage: nil)
            return try await mount.render(.page(problem.page, status: problem.status), visit)
        }
    }
}
