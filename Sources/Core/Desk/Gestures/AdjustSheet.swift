import Kernel
import Web

/// The DPO changes what the structure may change, within bounds, and says why.
struct AdjustSheet: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/register/overrides", for: .staff(.dpo, .administrator, .operator)) { request, session in
            try await page(request, session, error: nil)
        }
        routes.post("/register/overrides", for: .staff(.dpo), adjust)
    }

    private func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let place = try await RegisterPlace(request, session, kernel)
        let sheet = try await kernel.register.sheet(of: place.structure, role: .controller).sheet
        let made = try await kernel.register.overrides(of: place.structure)
        let page = OverridesPage(
            title: request.texts("overrides.title"), links: place.links, canAct: session.has(.dpo), none: made.isEmpty,
            overrides: made.reversed().map { override in
                .init(treatment: override.treatment, sentence: override.applied.sentence)
            },
            choices: sheet.treatments.flatMap { AdjustSheet.choices($0, chosen: request.form["what"], request.texts) },
            value: request.form["value"], reason: request.form["reason"], error: error)
        return .page(page, status: error == nil ? 200 : 422)
    }

    /// What a line lets a structure change.
    private static func choices(_ line: Sheet.Line, chosen: String, _ texts: Texts) -> [OverridesPage.Choice] {
        var all = [("legalBasis", texts("overrides.basis")), ("recipient", texts("overrides.recipient"))]
        for rule in RetentionPart.codes(line.retention) {
            all.append(("retention.\(rule.code)", "\(texts("overrides.retention")) : \(rule.subject)"))
        }
        return all.map { field, label in
            let value = "\(line.code)/\(field)"
            return .init(value: value, label: "\(line.code) · \(label)", selected: value == chosen)
        }
    }

    private func adjust(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let structure = try await kernel.structures.find(session.structureRef)
        let parts = request.form["what"].split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let field = Override.Field(parts[1]) else {
            return try await page(request, session, error: request.texts("overrides.choose"))
        }
        do {
            try await kernel.register.override(
                treatment: parts[0], field: field, value: request.form["value"], reason: request.form["reason"],
                for: structure, author: session.account.name)
        } catch let refusal as OverrideRefusal {
            return try await page(request, session, error: refusal.message(in: request.language))
        }
        return .seeOther("/register/overrides")
    }
}

extension RetentionPart {
    /// Rules of a line, each once.
    static func codes(_ entries: [Sheet.Retention]) -> [(code: String, subject: String)] {
        var seen: Set<String> = []
        return entries.filter { seen.insert($0.code).inserted }.map { ($0.code, $0.subject) }
    }
}
