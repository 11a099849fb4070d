import Kernel
import Web

/// "What could this person see?": the policy of today asked on the facts of today, nothing opened, the question itself
/// a line of the log.
struct SimulateAccess: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/accesses/simulator", for: .staff(.dpo)) { request, session in
            try await page(request, session, nil, error: nil)
        }
        routes.post("/accesses/simulator", for: .staff(.dpo), simulate)
    }

    private static let actions: [Action] = [.read, .list, .search, .create, .update, .print, .export, .share]

    private func simulate(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let form = request.form
        do {
            let mode = AccessMode(rawValue: form["mode"]) ?? .normal
            let action = Action(rawValue: form["action"]) ?? .read
            var patient: PatientID?
            if !form["record"].isBlank {
                patient = try await kernel.oversight.records(String(form["record"].prefix(60)), of: caller).first
                guard patient != nil else { throw OversightRefusal.noRecord }
            }
            let forecast = try await kernel.oversight.forecast(
                of: form["grant"], on: patient, mode: mode, action: action, as: caller)
            return try await page(request, session, forecast, error: nil)
        } catch let refusal as OversightRefusal {
            return try await page(request, session, nil, error: refusal.sentence.in(request.language))
        }
    }

    private func page(
        _ request: Request, _ session: StaffSession, _ forecast: AccessForecast?, error: String?
    ) async throws -> Answer {
        let (form, language, texts) = (request.form, request.language, request.texts)
        let people = try await kernel.people.list(session).filter { $0.state == .active }
        let grants = people.flatMap { member in
            member.active.map { grant in
                Choice(
                    value: grant.id, label: "\(member.name), \(grant.role.label.in(language))",
                    selected: grant.id == form["grant"])
            }
        }
        let modes = AccessMode.allCases.map {
            Choice(value: $0.rawValue, label: $0.label.in(language), selected: $0.rawValue == form["mode"])
        }
        let actions = SimulateAccess.actions.map {
            Choice(value: $0.rawValue, label: $0.label.in(language), selected: $0.rawValue == form["action"])
        }
        let page = SimulatorPage(
            title: texts("simulator.title"), tabs: .simulator, error: error, grants: grants, modes: modes,
            actions: actions, record: form["record"],
            asked: forecast.map { _ in asked(grants, modes, actions, form["record"], texts) },
            classes: forecast?.classes.map { part($0, language) } ?? [],
            modules: forecast?.modules.flatMap { views($0, language) } ?? [])
        return .page(page, status: error == nil ? 200 : 422)
    }

    private func asked(
        _ grants: [Choice], _ modes: [Choice], _ actions: [Choice], _ record: String, _ texts: Texts
    ) -> String {
        func chosen(_ choices: [Choice]) -> String { choices.first(where: \.selected)?.label ?? choices[0].label }
        let whom =
            record.isBlank ? texts("simulator.any") : "\(texts("simulator.record")) \(record)"
        return "\(chosen(grants)) · \(chosen(actions)) · \(whom) · \(chosen(modes))"
    }

    private func part(_ part: AccessForecast.Part, _ language: Language) -> SimulatorPage.Part {
        SimulatorPage.Part(
            documents: part.documents.label.in(language), allowed: part.decision.verdict.permit != nil,
            sentence: part.decision.whyThey.in(language), code: SimulateAccess.code(part.decision))
    }

    /// One line for each treatment of the module.
    private func views(_ view: AccessForecast.View, _ language: Language) -> [SimulatorPage.View] {
        let treatments = kernel.register.declarations.module(view.module)?.treatments ?? []
        let permit = view.decision.verdict.permit
        let visible = permit?.visible.map { $0.label.in(language) }.joined(separator: ", ")
        return treatments.map { treatment in
            SimulatorPage.View(
                treatment: "\(treatment.code) · \(treatment.title)", allowed: permit != nil,
                sentence: view.decision.whyThey.in(language), code: SimulateAccess.code(view.decision),
                visible: visible)
        }
    }

    private static func code(_ decision: StoredDecision) -> String {
        decision.verdict.permit?.basis.rawValue ?? decision.verdict.refusal?.rawValue ?? ""
    }
}
