import Kernel
import Web

/// What the same declarations give beside the sheet: the notice and the impact file.
struct InformPersons: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        let readers = Audience.staff(.dpo, .administrator, .operator)
        routes.get("/register/notice", for: readers, notice)
        routes.get("/register/impact", for: readers, impact)
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
}
