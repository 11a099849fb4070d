import Kernel
import Synchronization

/// A path, its audience and its handler, as the server mounts it.
struct Route: Sendable {
    enum Method: String, Sendable { case get = "GET", post = "POST" }
    let method: Method
    let path: String
    let module: ModuleName
    let audience: String
    /// Nil: the caller is not admitted; the second value says whether to send them to sign-in.
    let handle: @Sendable (Request, StaffSession?) async throws -> Outcome

    enum Outcome: Sendable {
        case answer(Answer)
        case signIn
        case absent
    }
}

/// Where a module says which paths it answers. There is no way to add one without an audience.
public final class Routes: Sendable {
    private let module: ModuleName
    private let list = Mutex<[Route]>([])

    init(of module: ModuleName) { self.module = module }

    var all: [Route] { list.withLock { $0 } }

    /// Reads; changes nothing. `{name}` in the path is a parameter.
    public func get<Session>(
        _ path: StaticString, for audience: Audience<Session>,
        _ handler: @escaping @Sendable (Request, Session) async throws -> Answer
    ) { add(.get, path, audience, handler) }

    /// A form sent; refused without the form's token.
    public func post<Session>(
        _ path: StaticString, for audience: Audience<Session>,
        _ handler: @escaping @Sendable (Request, Session) async throws -> Answer
    ) { add(.post, path, audience, handler) }

    private func add<Session>(
        _ method: Route.Method, _ path: StaticString, _ audience: Audience<Session>,
        _ handler: @escaping @Sendable (Request, Session) async throws -> Answer
    ) {
        let route = Route(method: method, path: path.description, module: module, audience: audience.label) {
            request, session in
            switch try await audience.admit(session, request) {
            case .admitted(let admitted): .answer(try await handler(request, admitted))
            case .signIn: .signIn
            case .absent: .absent
            case .noPerson: .answer(.page(NoPersonPage(title: request.texts("person.title")), status: 401))
            }
        }
        list.withLock { $0.append(route) }
    }
}
