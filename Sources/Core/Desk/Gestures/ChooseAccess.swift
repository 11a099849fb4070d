import Kernel
import Web

/// What each role may do with each class of document, as the house gives it and as the structure narrowed it; and the
/// structure's choices about emergencies. Nothing here can widen (rule 45).
struct ChooseAccess: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        let readers = Audience.staff(.dpo, .administrator, .operator)
        routes.get("/register/access", for: readers) { request, session in
            try await page(request, session, error: nil)
        }
        routes.get("/register/access/{role}", for: readers) { request, session in
            try await rolePage(request, session, error: nil)
        }
        routes.post("/register/access/break-glass", for: .staff(.dpo), breakGlass)
        routes.post("/register/access/lengths", for: .staff(.dpo, .administrator), lengths)
        routes.post("/register/access/{role}", for: .staff(.dpo, .administrator), narrow)
    }

    // MARK: reading

    private func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let choices = try await kernel.accessChoices.choices(of: place.structure.id)
        let history = try await kernel.accessChoices.history(of: place.structure.id)
        let words = MatrixWords(choices: choices, texts: request.texts, suffix: place.links.suffix)
        let names = try await kernel.people.names(of: Set(history.map(\.decidedBy)))
        let page = AccessMatrixPage(
            title: request.texts("access.title"), links: place.links, error: error,
            columns: DocumentClass.allCases.map { $0.label.in(request.language) },
            rows: MatrixRole.all.flatMap(words.rows), passes: choices.breakGlassPassesOpposition,
            canSwitch: session.has(.dpo), canAct: session.has(.dpo) || session.has(.administrator),
            breakGlassMinutes: Int(choices.breakGlassSeconds / 60), centre15Minutes: Int(choices.centre15Seconds / 60),
            reason: request.form["reason"],
            history: history.sorted { $0.decidedAt > $1.decidedAt }.map { words.sentence($0, names) },
            noHistory: history.isEmpty)
        return .page(page, status: error == nil ? 200 : 422)
    }

    private func role(_ request: Request) -> MatrixRole? {
        MatrixRole.all.first { $0.name == request.parameter("role") }
    }

    private func rolePage(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        guard let role = role(request) else { return .notFound }
        let place = try await RegisterPlace(request, session, kernel)
        let choices = try await kernel.accessChoices.choices(of: place.structure.id)
        let words = MatrixWords(choices: choices, texts: request.texts, suffix: place.links.suffix)
        let page = AccessRolePage(
            title: role.label.in(request.language), links: place.links, error: error,
            path: "/register/access/\(role.name)", cells: words.cells(of: role, typed: request.form),
            canAct: session.has(.dpo) || session.has(.administrator))
        return .page(page, status: error == nil ? 200 : 422)
    }

    // MARK: choosing

    private func narrow(_ request: Request, _ session: StaffSession) async throws -> Answer {
        guard let role = role(request), let documents = DocumentClass(rawValue: request.form["documents"]) else {
            return .notFound
        }
        let ticked = Action.allCases.filter { request.form.has($0.rawValue) }
        let cell = MatrixOverride.Cell(
            role, documents, inEmergency: request.form["mode"] == "emergency", actions: ticked)
        let path = "/register/access/\(role.name)"
        do {
            try await kernel.accessChoices.narrow(
                [cell], by: session, from: request.doorstep, reason: String(request.form["reason"].prefix(1000)))
            return .seeOther(path)
        } catch let refusal as MatrixOverride.Refusal {
            return try await rolePage(request, session, error: refusal.sentence.in(request.language))
        } catch SignInRefusal.proofNeeded { return StepUp.first(path) }
    }

    private func breakGlass(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await choose(request, session) { reason in
            try await kernel.accessChoices.letBreakGlassPassOpposition(
                request.form["passes"] == "yes", by: session, from: request.doorstep, reason: reason)
        }
    }

    private func lengths(_ request: Request, _ session: StaffSession) async throws -> Answer {
        guard let glass = Int64(request.form["breakGlass"]), let centre = Int64(request.form["centre15"]),
            (1...240).contains(glass), (1...240).contains(centre)
        else { return try await page(request, session, error: request.texts("access.badLength")) }
        return try await choose(request, session) { reason in
            try await kernel.accessChoices.setEmergencyLengths(
                breakGlassSeconds: glass * 60, centre15Seconds: centre * 60, by: session, from: request.doorstep,
                reason: reason)
        }
    }

    private func choose(
        _ request: Request, _ session: StaffSession, _ body: (String) async throws -> Void
    ) async throws -> Answer {
        do {
            try await body(String(request.form["reason"].prefix(1000)))
            return .seeOther("/register/access")
        } catch let refusal as MatrixOverride.Refusal {
            return try await page(request, session, error: refusal.sentence.in(request.language))
        } catch SignInRefusal.proofNeeded { return StepUp.first("/register/access") }
    }
}
