import Kernel
import Web

/// Sign-in through another identity provider: leaving, coming back, choosing a situation d'exercice.
struct SignInWith: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        // By GET: a form's answer may not lead a browser to another site. It opens nothing by itself.
        routes.get("/sign-in/with/{provider}", for: .anyone, leave)
        routes.get("/sign-in/return", for: .anyone, comeBack)
        routes.get("/sign-in/situation", for: .anyone, situations)
        routes.post("/sign-in/situation", for: .anyone, choose)
    }

    private func leave(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        let key = request.parameter("provider")
        guard kernel.providers.buttons.contains(where: { $0.key == key }) else { return .notFound }
        return try await request.depart(toProvider: key) ?? refused(.away, request)
    }

    private func comeBack(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        answer(to: try await request.arriveFromProvider(), request)
    }

    private func situations(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        // By what is read, not by when they were stored: the same list each time.
        let choices = try await request.situations().sorted { left, right in
            let (a, b) = (left.situation, right.situation)
            return (a.structureName, a.practice?.siteName ?? "", a.position, left.id)
                < (b.structureName, b.practice?.siteName ?? "", b.position, right.id)
        }
        guard !choices.isEmpty else { return refused(.startAgain, request) }
        return .page(
            SituationsPage(
                title: request.texts("situations.title"),
                situations: choices.map { choice in
                    let practice = choice.situation.practice
                    return SituationsPage.Choice(
                        id: choice.id, structure: choice.situation.structureName,
                        site: practice?.siteName ?? "",
                        profession: practice?.professionTitle(in: request.language) ?? choice.situation.position,
                        sector: practice?.sector.map { String($0.prefix { $0 != "^" }) } ?? "")
                }))
    }

    private func choose(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        answer(to: try await request.choose(situation: request.form["situation"]), request)
    }

    private func answer(to outcome: ProviderOutcome, _ request: Request) -> Answer {
        switch outcome {
        case .signedIn(let answer): answer
        case .choice: .seeOther("/sign-in/situation")
        case .person(.opened(let answer)): answer
        case .person: refused(.notYou, request)
        case .refused(let refusal): refused(refusal, request)
        }
    }

    private func refused(_ refusal: ProviderRefusal, _ request: Request) -> Answer {
        let status =
            switch refusal {
            case .notKnown, .notYou: 403
            case .startAgain: 400
            case .away: 503
            }
        return .page(
            ProviderRefusedPage(
                title: request.texts("provider.refused"), text: request.texts("provider.refused.\(refusal.rawValue)")),
            status: status)
    }
}
