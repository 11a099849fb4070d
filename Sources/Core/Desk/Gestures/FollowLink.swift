import Kernel
import Web

/// A person's link. A visit changes nothing and shows nothing personal; a proof opens one task.
struct FollowLink: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/l/{token}", for: .anyone, show)
        routes.post("/l/{token}", for: .anyone, act)
        // By GET: a form's answer may not lead a browser to another site. It uses nothing up.
        routes.get("/l/{token}/with/{provider}", for: .anyone, leave)
    }

    private func show(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        let token = request.parameter("token")
        if let session = try await request.person(), try await request.isOwn(session, link: token) {
            return .page(
                PersonTaskPage(
                    title: request.texts("link.open.title"), structure: session.structureName, path: "/l/\(token)"))
        }
        return try await door(token, request)
    }

    /// One form at a time, told apart by `step`.
    private func act(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        let token = request.parameter("token")
        switch request.form["step"] {
        case "birth-date":
            return try await answer(to: request.prove(link: token, birthDate: birthDate(request)), token, request)
        case "code":
            return try await answer(to: request.prove(link: token, code: request.form["code"]), token, request)
        case "send":
            // The box is the person's word that they are there: what follows links and presses buttons leaves it.
            guard request.form.has("ready") else {
                return try await door(token, request, status: 422, problem: "link.problem.ready")
            }
            return try await answer(to: request.sendCode(link: token), token, request)
        case "leave": return try await request.leave(link: token)
        default: return try await door(token, request, status: 422)
        }
    }

    private func leave(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        let token = request.parameter("token")
        let away = try await request.depart(toProvider: request.parameter("provider"), fromLink: token)
        guard let away else { return try await door(token, request, status: 404) }
        return away
    }

    private func answer(to outcome: LinkOutcome, _ token: String, _ request: Request) async throws -> Answer {
        switch outcome {
        case .opened(let answer): answer
        case .malformed: try await door(token, request, status: 422, problem: "link.problem.malformed")
        case .wrong: try await door(token, request, status: 422, problem: "link.problem.wrong")
        case .resting: try await door(token, request, status: 429)
        case .none: try await door(token, request, status: 404)
        }
    }

    private func answer(to sending: LinkSending, _ token: String, _ request: Request) async throws -> Answer {
        switch sending {
        case .sent: .seeOther("/l/\(token)")
        case .tooSoon: try await door(token, request, status: 429, problem: "link.problem.tooSoon")
        case .unavailable: try await door(token, request, status: 503, problem: "link.problem.unavailable")
        case .resting: try await door(token, request, status: 429)
        case .none: try await door(token, request, status: 404)
        }
    }

    private func door(
        _ token: String, _ request: Request, status: Int = 200, problem: String? = nil
    ) async throws -> Answer {
        var page = LinkPage(
            title: request.texts("link.title"), path: "/l/\(token)", birthDate: false, code: false, codeSent: false,
            channel: "", problem: problem.map { request.texts($0) } ?? "", hasProblem: problem != nil, resting: false,
            minutes: 0, providers: [])
        var wait = 60
        switch try await request.door(ofLink: token) {
        case .none:
            return .page(LinkGonePage(title: request.texts("link.gone.title")), status: 404)
        case .resting(let minutes):
            page.resting = true
            page.minutes = minutes
            wait = minutes * 60
        case .birthDate: page.birthDate = true
        case .code(let channel, let sent):
            page.code = true
            page.codeSent = sent
            page.channel = request.texts("link.channel.\(channel.rawValue)")
        }
        page.providers = try await request.buttons(ofLink: token).map {
            .init(leave: "/l/\(token)/with/\($0.key)", name: $0.name)
        }
        let answer = Answer.page(page, status: status)
        return status == 429 ? answer.retry(afterSeconds: wait) : answer
    }

    /// Nil unless the three fields name a day.
    private func birthDate(_ request: Request) -> Day? {
        func number(_ field: String) -> Int? {
            let text = request.form[field].filter { !$0.isWhitespace }
            return text.utf8.count <= 4 ? Int(text) : nil
        }
        guard let day = number("day"), let month = number("month"), let year = number("year"), year > 1850 else {
            return nil
        }
        return Day(year: year, month: month, day: day)
    }
}
