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
        menus = rooms.flatMap { room in ([room.menu].compactMap { $0 } + room.furtherMenu).map { (room.name, $0) } }
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

    /// `observe` is told of every answer, by the route's pattern.
    package func router(observe: @escaping @Sendable (Passage) -> Void = { _ in }) -> Router<WebContext> {
        // HEAD is answered as GET is, without the body.
        let router = Router(context: WebContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: AccessLogLine(observe: observe))
        router.add(middleware: SecurityHeaders(site: site))
        router.add(middleware: ProblemMiddleware(mount: self))
        router.add(middleware: AddressLimit())
        for route in routes {
            let method: HTTPRequest.Method = route.method == .get ? .get : .post
            router.on(RouterPath(route.path), method: method) { request, context in
                try await answer(request, context, route: route)
            }
        }
        for name in assets.names {
            router.get(RouterPath("/static/\(name)")) { _, _ in assets.response(name) }
        }
        return router
    }

    private func answer(
        _ request: Hummingbird.Request, _ context: WebContext, route: Route
    ) async throws
        -> Response
    {
        let cookies = Guards.cookies(request)
        let session = try await session(request)
        let secret = cookies[session == nil ? Guards.visitorName(site) : Guards.cookieName(site)]
        var form = Form(fields: [:])
        if route.method == .post {
            form = try await Guards.form(of: request, site: site)
            guard !Guards.comesFromElsewhere(request), let secret,
                Guards.formTokenIsRight(form["csrf"], for: secret)
            else { throw HTTPError(.forbidden) }
            guard !form.holdsNUL else { throw HTTPError(.unprocessableContent) }
        }
        let visit = Visit(
            request: made(request, context, form: form, cookies: cookies), session: session, secret: secret,
            chosenLanguage: chosenLanguage(request))
        // No store can hold U+0000: an address with one names nothing.
        if visit.request.holdsNUL { return try await render(.notFound, visit) }
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

    /// Who is signed in, as the cookie says.
    func session(_ request: Hummingbird.Request) async throws -> StaffSession? {
        guard let token = Guards.cookies(request)[Guards.cookieName(site)],
            let session = try await kernel.sessions.find(token)
        else { return nil }
        // The cast's sessions prove nothing: a store that was a demonstration's lets nobody in elsewhere.
        return site.environment != .demo && session.level == .demo ? nil : session
    }

    /// What the visitor's forms are bound to, so far as the cookies say.
    func secret(_ request: Hummingbird.Request) -> String? {
        let cookies = Guards.cookies(request)
        return cookies[Guards.cookieName(site)] ?? cookies[Guards.visitorName(site)]
    }

    private func signIn(_ request: Hummingbird.Request) -> Response {
        let wantsPage = request.headers[.accept]?.contains("text/html") ?? false
        guard wantsPage else { return Response(status: .unauthorized) }
        return Response(status: .seeOther, headers: [.location: "/sign-in"])
    }

    func made(
        _ request: Hummingbird.Request, _ context: WebContext, form: Form, cookies: [String: String]
    ) -> Request {
        let language = language(of: request, cookies: cookies)
        let parameters = Dictionary(
            context.parameters.map { (String($0.key), URLEncoded.decoded(String($0.value), plusIsSpace: false)) },
            uniquingKeysWith: { first, _ in first })
        let query = URLEncoded.fields(request.uri.query ?? "").compactMapValues(\.first)
        return Request(
            language: language, texts: templates.texts(language), path: Guards.ownPath(request.uri.path),
            parameters: parameters, queries: query, otherQuery: URLEncoded.without("lang", request.uri.query ?? ""),
            form: form, address: Guards.address(request, context, site: site),
            device: request.headers[.userAgent] ?? "", reference: context.reference, printer: printer,
            door: Door(
                sessions: kernel.sessions, site: site, token: cookies[Guards.cookieName(site)],
                deviceToken: cookies[Guards.deviceName(site)]),
            outside: Outside(kernel, site: site, cookies: cookies))
    }

    private func chosenLanguage(_ request: Hummingbird.Request) -> Language? {
        URLEncoded.fields(request.uri.query ?? "")["lang"]?.first.flatMap(Language.init)
    }

    /// `?lang=`, then the cookie, then what the browser prefers, then French.
    func language(of request: Hummingbird.Request, cookies: [String: String]) -> Language {
        if let chosen = chosenLanguage(request) { return chosen }
        if let kept = cookies[Guards.languageName].flatMap(Language.init) { return kept }
        for wish in (request.headers[.acceptLanguage] ?? "").split(separator: ",").prefix(10) {
            if let language = Language(rawValue: String(wish.drop { $0 == " " }.prefix(2)).lowercased()) {
                return language
            }
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
