import Kernel
import Web

/// Access for a colleague who lost every means of signing in: one administrator asks, another agrees and hands the new
/// link over in person.
struct Recover: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/people/recoveries", for: .staff(.administrator)) { request, session in
            try await page(request, session)
        }
        routes.post("/people/recoveries", for: .staff(.administrator), ask)
        routes.post("/people/recoveries/agree", for: .staff(.administrator), agree)
    }

    private func page(
        _ request: Request, _ session: StaffSession, refusal: SignInRefusal? = nil
    ) async throws -> Answer {
        let structure = try await kernel.structures.list().first { $0.ref == session.structureRef }
        let people = if let structure { try await kernel.accounts.staff(of: structure) } else { [Account]() }
        let names = Dictionary(people.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let waiting = try await kernel.recovery.waiting(session).map { asked in
            RecoveriesPage.Waiting(
                id: asked.id, name: names[asked.account] ?? "", by: names[asked.firstApprover] ?? "",
                at: asked.askedAt.written(in: request.language), mine: asked.firstApprover == session.account.id)
        }
        let page = RecoveriesPage(
            title: request.texts("recoveries.title"), error: refusal?.sentence(in: request.language), waiting: waiting,
            people: people.filter { $0.id != session.account.id }.map {
                RecoveriesPage.Person(id: $0.id, name: $0.name, function: $0.function)
            })
        return ComeIn.answer(page, refusal)
    }

    private func ask(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            _ = try await kernel.recovery.ask(
                for: request.form["account"], by: session, from: request.doorstep)
            return .seeOther("/people/recoveries")
        } catch SignInRefusal.proofNeeded {
            return .seeOther("/account/confirm")
        } catch let refusal as SignInRefusal {
            return try await page(request, session, refusal: refusal)
        }
    }

    private func agree(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            let token = try await kernel.recovery.agree(
                request.form["recovery"], by: session, from: request.doorstep)
            return .page(
                RecoveryLinkPage(
                    title: request.texts("recoveries.agreed"), link: request.absolute("/enrol/" + token)))
        } catch SignInRefusal.proofNeeded {
            return .seeOther("/account/confirm")
        } catch let refusal as SignInRefusal {
            return try await page(request, session, refusal: refusal)
        }
    }
}
