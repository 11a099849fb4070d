import Kernel
import Web

/// The DPO sees what a module adds to the sheet, acknowledges it, and it is on; or stops it; or confirms what an
/// operator declared in their name.
struct DecideModules: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/register/modules", for: .staff(.dpo, .administrator, .operator)) { request, session in
            try await page(request, session, error: nil)
        }
        routes.post("/register/modules/enable", for: .staff(.dpo), enable)
        routes.post("/register/modules/disable", for: .staff(.dpo), disable)
        routes.post("/register/modules/confirm", for: .staff(.dpo), confirm)
    }

    private func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let contract = try await kernel.contracts.contract(of: place.structure)
        let states = try await kernel.contracts.states(of: place.structure)
        var cards: [ModulesPage.Card] = []
        for state in states {
            let preview = try await kernel.register.preview(state.module.value, for: place.structure)
            cards.append(card(state, preview, request))
        }
        let page = ModulesPage(
            title: request.texts("modules.title"), links: place.links, ref: place.chosenRef,
            contract: contract.map {
                Sheet.ContractReference($0).sentence
            },
            canAct: session.has(.dpo), canConfirm: session.has(.dpo), error: error, modules: cards)
        return .page(page, status: error == nil ? 200 : 422)
    }

    private func card(_ state: ModuleState, _ preview: ModulePreview, _ request: Request) -> ModulesPage.Card {
        let french = request.language == .fr
        let module = kernel.register.declarations.module(state.module)
        let acknowledgement = state.acknowledgement.map { known in
            "\(request.texts("acknowledgement.\(known.how.rawValue)")) \(known.name), \(known.on.french)"
        }
        return ModulesPage.Card(
            name: state.module.value, title: french ? preview.moduleTitle.fr : preview.moduleTitle.en,
            promise: (french ? module?.promise.fr : module?.promise.en) ?? "",
            state: request.texts("module.state.\(state.status.rawValue)"), since: state.since?.french,
            acknowledgement: acknowledgement, toConfirm: state.acknowledgement?.how == .declared,
            on: state.status == .enabled, off: state.status == .never || state.status == .disabled,
            preview: PreviewPart(preview, request.texts))
    }

    private func enable(_ request: Request, _ session: StaffSession) async throws -> Answer {
        guard request.form.has("acknowledged") else {
            return try await page(request, session, error: request.texts("modules.tick"))
        }
        let structure = try await kernel.structures.find(session.structureRef)
        let acknowledgement = Acknowledgement(name: session.account.name, how: .byDPO, on: kernel.clock.today)
        return try await decide(request, session) {
            try await kernel.register.enable(
                request.form["module"], for: structure, acknowledgement: acknowledgement, author: session.account.name)
        }
    }

    private func disable(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let structure = try await kernel.structures.find(session.structureRef)
        return try await decide(request, session) {
            try await kernel.register.disable(request.form["module"], for: structure, author: session.account.name)
        }
    }

    private func confirm(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let structure = try await kernel.structures.find(session.structureRef)
        return try await decide(request, session) {
            try await kernel.contracts.confirm(
                ModuleName(request.form["module"]), for: structure, by: session.account.name)
        }
    }

    private func decide(
        _ request: Request, _ session: StaffSession, _ act: () async throws -> Void
    ) async throws
        -> Answer
    {
        do { try await act() } catch let refusal as ContractRefusal {
            return try await page(request, session, error: refusal.sentence(in: request.language))
        }
        return .seeOther("/register/modules")
    }
}
