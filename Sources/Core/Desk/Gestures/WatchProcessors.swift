import Kernel
import Web

/// The DPO reads who works for the publisher, what changed, and objects within the notice; the operator answers
/// (RGPD art. 28.2, rule 9).
struct WatchProcessors: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/register/processors", for: .staff(.dpo, .administrator, .operator)) { request, session in
            try await page(request, session, error: nil)
        }
        routes.post("/register/processors/object", for: .staff(.dpo), object)
        routes.post("/register/processors/answer", for: .staff(.operator), answer)
    }

    private func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let sheet = try await kernel.register.sheet(of: place.structure, role: .controller).sheet
        let parts = WatchProcessors.parts(sheet)
        let changes = try await kernel.register.providerChanges().reversed().map { change in
            ProcessorsPage.Change(
                service: change.service.label, previous: change.previous, provider: change.provider,
                notice: change.noticeOn?.french ?? "–", effective: change.effectiveOn.french)
        }
        let objections = try await kernel.register.objections(of: place.structure)
        let page = ProcessorsPage(
            title: request.texts("processors.title"), links: place.links, none: parts.isEmpty, processors: parts,
            changes: changes, noChange: changes.isEmpty,
            objections: objections.reversed().map { $0.sentence(in: request.language) },
            noObjection: objections.isEmpty, openObjection: objections.contains(where: \.isOpen),
            objectable: session.has(.dpo) ? try await objectable(beside: objections) : [],
            answerable: session.has(.operator) ? WatchProcessors.answerable(objections) : [], ref: place.chosenRef,
            reason: request.form["reason"], error: error)
        return .page(page, status: error == nil ? 200 : 422)
    }

    private static func parts(_ sheet: Sheet) -> [ProcessorsPage.Part] {
        var parts: [ProcessorsPage.Part] = []
        for processor in sheet.treatments.flatMap(\.processors)
        where !parts.contains(where: { $0.name == processor.name }) {
            let lines = sheet.treatments.filter { $0.processors.contains { $0.code == processor.code } }
            parts.append(
                .init(
                    name: processor.name, sentence: processor.sentence,
                    transfer: lines.flatMap(\.transfers).first { $0.processor == processor.code }?.guarantee,
                    treatments: lines.map(\.code).joined(separator: ", ")))
        }
        return parts
    }

    /// Changes in force that are still within their notice and to which nobody objected.
    private func objectable(beside made: [ProviderObjection]) async throws -> [ProcessorsPage.Objectable] {
        let today = kernel.clock.today
        return try await kernel.register.objectableChanges().filter { change in
            let inTime = change.objectionDeadline.map { today <= $0 } ?? true
            return inTime && !made.contains { $0.change.id == change.id }
        }.map { change in
            .init(
                service: change.service.rawValue, name: change.processorName ?? change.provider,
                deadline: change.objectionDeadline?.french)
        }
    }

    private static func answerable(_ objections: [ProviderObjection]) -> [ProcessorsPage.Answerable] {
        objections.filter(\.isOpen).map { objection in
            .init(
                service: objection.change.service.rawValue,
                name: objection.change.processorName ?? objection.change.provider)
        }
    }

    private func object(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let structure = try await kernel.structures.find(session.structureRef)
        return try await decide(request, session) { service in
            try await kernel.register.object(
                to: service, reason: request.form["reason"], for: structure, author: session.account.name)
        }
    }

    private func answer(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        guard let outcome = ProviderObjection.Outcome(rawValue: request.form["outcome"]) else {
            return try await page(request, session, error: request.texts("processors.choose"))
        }
        return try await decide(request, session) { service in
            try await kernel.register.answer(
                service, outcome: outcome, text: request.form["reason"], for: place.structure,
                author: session.account.name)
        }
    }

    private func decide(
        _ request: Request, _ session: StaffSession, _ act: (ProviderService) async throws -> Void
    ) async throws -> Answer {
        do {
            guard let service = ProviderService(rawValue: request.form["service"]) else {
                throw ObjectionRefusal.noSuchChange
            }
            try await act(service)
        } catch let refusal as ObjectionRefusal {
            return try await page(request, session, error: refusal.sentence(in: request.language))
        }
        let place = try await RegisterPlace(request, session, kernel)
        return .seeOther("/register/processors\(place.links.suffix)")
    }
}
