import Kernel
import Web

/// Home.
struct Welcome: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/", for: .anyone, home)
    }

    private func home(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        guard let session = visitor.session else {
            return .page(
                HomePage(
                    title: "Citana", signedIn: false, structure: "", modules: [], canRead: false, reviews: nil,
                    isDemo: request.isDemo, overdue: nil))
        }
        // Several situations d'exercice, none chosen yet: nothing can be shown before one is.
        if session.membership == nil, session.level != .demo { return .seeOther("/account/situation") }
        let structure = try await kernel.structures.find(session.structureRef)
        let overdue = session.has(.administrator) ? try await kernel.people.overdue(session) : 0
        let states = structure.kind == .publisher ? [] : try await kernel.contracts.states(of: structure)
        let cards = states.compactMap { state -> ModuleCard? in
            guard let module = kernel.register.declarations.module(state.module) else { return nil }
            let french = request.language == .fr
            return ModuleCard(
                title: french ? module.title.fr : module.title.en,
                promise: french ? module.promise.fr : module.promise.en,
                state: request.texts("module.state.\(state.status.rawValue)"), on: state.status == .enabled,
                path: "/" + Welcome.prefix(state.module))
        }
        return .page(
            HomePage(
                title: session.structureName, signedIn: true, structure: session.structureName, modules: cards,
                canRead: [.dpo, .administrator, .operator].contains(where: session.has),
                reviews: try await reviews(session), isDemo: request.isDemo,
                overdue: overdue > 0 ? "\(overdue)" : nil))
    }

    /// Emergencies that wait for a review: the DPO reviews them, an administrator is told that some are late.
    private func reviews(_ session: StaffSession) async throws -> WaitingReviews? {
        guard session.has(.dpo) || session.has(.administrator) else { return nil }
        let (waiting, overdue) = try await kernel.emergencies.waiting(in: session.account.structure)
        guard waiting > 0 else { return nil }
        return WaitingReviews(waiting: waiting, overdue: overdue, late: overdue > 0, reviewer: session.has(.dpo))
    }

    /// The module's prefix on the web: one noun each.
    static func prefix(_ module: ModuleName) -> String {
        switch module.value {
        case "shared-records": "records"
        case "partner-exchange": "partners"
        default: module.value
        }
    }

    static func roles(_ account: Account, _ language: Language) -> String {
        account.roles.map { language == .fr ? $0.label.fr : $0.label.en }.joined(separator: ", ")
    }
}
