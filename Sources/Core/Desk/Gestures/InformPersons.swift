import Kernel
import Web

/// What the same declarations give beside the sheet: the notice, the impact file, the list of processors.
struct InformPersons: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        let readers = Audience.staff(.dpo, .administrator, .operator)
        routes.get("/register/notice", for: readers, notice)
        routes.get("/register/impact", for: readers, impact)
        routes.get("/register/processors", for: readers, processors)
    }

    private func notice(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let sheet = try await kernel.register.sheet(of: place.structure, role: .controller).sheet
        return .page(NoticePage(title: request.texts("notice.title"), links: place.links, notice: Notice(sheet)))
    }

    private func impact(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let sheet = try await kernel.register.sheet(of: place.structure, role: .controller).sheet
        guard let file = ImpactFile(sheet) else { return .notFound }
        return .file(file.bytes(), type: "application/json", name: "pia-\(place.structure.ref).json")
    }

    private func processors(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let sheet = try await kernel.register.sheet(of: place.structure, role: .controller).sheet
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
        let changes = try await kernel.register.providerChanges().reversed().map { change in
            ProcessorsPage.Change(
                service: change.service.label, previous: change.previous, provider: change.provider,
                notice: change.noticeOn?.french ?? "–", effective: change.effectiveOn.french)
        }
        return .page(
            ProcessorsPage(
                title: request.texts("processors.title"), links: place.links, none: parts.isEmpty, processors: parts,
                changes: changes, noChange: changes.isEmpty))
    }
}
