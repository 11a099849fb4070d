import Kernel
import Web

/// Who looked at one's record: each line in plain words, with what lets the browser check it.
struct ReadMyAccesses: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/me/access", for: .person, page)
        routes.get("/me/access/{line}/proof", for: .person, proof)
    }

    private func page(_ request: Request, _ session: PersonSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let before = request.query("before").flatMap(Int64.init)
        do {
            let trail = try await kernel.trail.page(of: PatientID(session.patient), before: before, as: caller)
            let colleagues = try await kernel.accounts.colleagues(in: session.structure)
            let words = TrailWords(
                request: request, session: session, colleagues: colleagues,
                structures: try await kernel.structures.list(),
                treatments: kernel.register.declarations.all.flatMap(\.treatments))
            // What no checkpoint covers yet has no proof: it comes with the next second.
            let covered = trail.lines.filter { $0.proof != nil }
            let pending = trail.lines.count - covered.count
            return .page(
                MyAccessesPage(
                    title: request.texts("me.access"), tabs: MyTabs(.access), structure: session.structureName,
                    key: kernel.logKey ?? "", keyKnown: kernel.logKey != nil, first: trail.first, last: trail.last,
                    removed: trail.first > 1 ? "\(request.texts("me.access.removed")) \(trail.first - 1)." : nil,
                    newest: covered.first?.number ?? 0, pending: pending, waits: pending > 0,
                    lines: covered.map(words.line), none: covered.isEmpty,
                    older: trail.next.map { "/me/access?before=\($0)" }, isFirst: before == nil))
        } catch GateRefusal.refused(let reason, _) {
            return .page(
                MyClosedPage(
                    title: request.texts("me.access"), tabs: MyTabs(.access),
                    why: MySpaceWords.refusal(reason, request)), status: 403)
        } catch GateRefusal.absent { return .notFound }
    }

    /// The proof as a file, for other software than ours.
    private func proof(_ request: Request, _ session: PersonSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do {
            let found = try await kernel.trail.proof(
                of: request.parameter("line"), about: PatientID(session.patient), as: caller)
            guard let (number, text) = found else { return .notFound }
            return .file(
                Array(text.utf8), type: "text/plain; charset=utf-8", name: "citana-\(number).tlog-proof")
        } catch GateRefusal.refused, GateRefusal.absent { return .notFound }
    }
}

/// A line of the log in plain words.
struct TrailWords: Sendable {
    let request: Request
    let session: PersonSession
    let colleagues: [Colleague]
    let structures: [StructureHeader]
    let treatments: [TreatmentDeclaration]

    private var texts: Texts { request.texts }

    func line(_ line: TrailLine) -> MyAccessesPage.Line {
        let proof = line.proof
        guard let said = line.said else {
            return MyAccessesPage.Line(
                id: line.id, number: line.number, at: nil, atCode: "", who: texts("me.access.keyGone"), did: "",
                action: "", verdict: "", mode: "", actor: "", refused: false, emergency: false, outcome: false,
                why: nil,
                keptBack: true, proof: proof?.text ?? "", entry: nil, salt: nil, leaf: proof?.leaf)
        }
        let outcome = said.cites != nil
        return MyAccessesPage.Line(
            id: line.id, number: line.number,
            at: "\(MySpaceWords.day(said.at.parisDay, request)) \(said.at.parisClock)",
            atCode: String(said.at.milliseconds), who: who(said),
            did: outcome ? self.outcome(said.verdict) : did(said), action: said.action, verdict: said.verdict,
            mode: said.mode, actor: said.actorID, refused: said.verdict == "deny",
            emergency: said.mode != AccessMode.normal.rawValue, outcome: outcome,
            why: outcome ? nil : why(said), keptBack: line.keptBack, proof: proof?.text ?? "", entry: proof?.entry,
            salt: proof?.salt, leaf: proof?.leaf)
    }

    private func who(_ said: TrailLine.Said) -> String {
        switch said.actor {
        case .patient:
            return session.member == nil ? texts("me.access.you") : texts("me.access.patient")
        case .representative, .caregiver:
            if said.actorID == session.member { return texts("me.access.you") }
            return texts(said.actor == .representative ? "me.access.representative" : "me.access.caregiver")
        case .program: return texts("me.access.program")
        case .staff(let account, let structure):
            if let colleague = colleagues.first(where: { $0.account == account }) {
                return "\(colleague.name), \(colleague.function), \(session.structureName)"
            }
            let name = structures.first { $0.id == structure }?.name ?? texts("consents.unknownStructure")
            return "\(texts("me.access.professional")), \(name)"
        }
    }

    private func did(_ said: TrailLine.Said) -> String {
        let did = known("me.did.\(said.action)") ?? said.action
        let what = known("me.what.\(said.kind)") ?? treatments.first { $0.code == said.treatment }?.title ?? ""
        let sentence = what.isEmpty ? did : "\(did) : \(what)"
        return said.verdict == "deny" ? "\(texts("me.access.tried")) \(sentence)" : sentence
    }

    private func outcome(_ verdict: String) -> String {
        known("me.outcome.\(verdict)") ?? texts("me.outcome.other")
    }

    private func why(_ said: TrailLine.Said) -> String? {
        if let why = said.why { return why.in(request.language) }
        return known("me.reason.\(said.reason)")
    }

    /// Nil for a key without a text.
    private func known(_ key: String) -> String? {
        let text = texts(key)
        return text == key ? nil : text
    }
}
