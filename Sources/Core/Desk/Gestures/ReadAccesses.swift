import Kernel
import Web

/// The data protection officer reads the access log: between two days, by who acted, by record, by act. What is typed
/// stays out of addresses, and each reading is itself a line of the log.
struct ReadAccesses: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/accesses", for: .staff(.dpo), search)
        routes.post("/accesses/search", for: .staff(.dpo), search)
        routes.post("/accesses/export", for: .staff(.dpo), export)
        routes.get("/accesses/{line}", for: .staff(.dpo), line)
        routes.get("/accesses/{line}/proof", for: .staff(.dpo), proof)
    }

    /// Days that are read where nobody chose any.
    private static let usualDays = 6

    private func fields(_ form: Form) -> LogFields {
        let today = kernel.clock.today
        let asked = form.has("from") || form.has("to")
        return LogFields(
            from: asked ? form["from"] : today.adding(days: -ReadAccesses.usualDays).description,
            to: asked ? form["to"] : today.description, record: form["record"], refusedOnly: !form["refused"].isEmpty,
            emergenciesOnly: !form["emergencies"].isEmpty, outcomes: !form["outcomes"].isEmpty)
    }

    private func search(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let (form, fields) = (request.form, fields(request.form))
        do {
            let page = try await kernel.oversight.search(
                try await asked(form, fields, of: caller), as: caller)
            return try await self.page(request, session, fields, page, error: nil)
        } catch let refusal as OversightRefusal {
            return try await self.page(request, session, fields, nil, error: refusal.sentence.in(request.language))
        }
    }

    /// What the form asks for. Throws `OversightRefusal`.
    private func asked(_ form: Form, _ fields: LogFields, of caller: Caller) async throws -> OversightBook.Search {
        var filter = LogFilter(
            action: form["act"].isEmpty ? nil : form["act"], actor: form["actor"].isEmpty ? nil : form["actor"],
            verdict: fields.refusedOnly ? "deny" : nil)
        filter.emergenciesOnly = fields.emergenciesOnly
        filter.withoutOutcomes = !fields.outcomes
        var search = try OversightBook.Search(from: Day(fields.from), to: Day(fields.to), filter: filter)
        search.after = form["after"].isEmpty ? nil : form["after"]
        if !fields.record.isBlank {
            guard let record = try await kernel.oversight.records(String(fields.record.prefix(60)), of: caller).first
            else { throw OversightRefusal.noRecord }
            search.about = record
        }
        return search
    }

    private func page(
        _ request: Request, _ session: StaffSession, _ fields: LogFields, _ found: LogPage?, error: String?
    ) async throws -> Answer {
        let (form, texts) = (request.form, request.texts)
        let lines = found?.lines ?? []
        let names = try await kernel.people.names(of: Set(lines.map(\.line.actor.id)))
        let words = LineWords(names: names, texts: texts)
        let people = try await kernel.people.list(session).map {
            Choice(value: $0.id, label: $0.name, selected: $0.id == form["actor"])
        }
        let acts = LineWords.actions.map {
            Choice(value: $0, label: words.act($0), selected: $0 == form["act"])
        }
        let page = AccessesPage(
            title: texts("log.title"), tabs: .log, error: error, fields: fields, people: people, acts: acts,
            lines: lines.map(words.row), none: found != nil && lines.isEmpty,
            sealed: (found?.sealed ?? 0) > 0 ? "\(found?.sealed ?? 0)" : nil,
            more: found?.next.map { .init(after: $0, actor: form["actor"], act: form["act"]) })
        return .page(page, status: error == nil ? 200 : 422)
    }

    private func export(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let fields = fields(request.form)
        do {
            let search = try OversightBook.Search(from: Day(fields.from), to: Day(fields.to), filter: LogFilter())
            let lines = try await kernel.oversight.export(search, as: caller)
            let name = "\(session.structureRef)-\(fields.from)-\(fields.to)"
            if request.form["format"] == "fhir" {
                let log = try await kernel.publication.origin() ?? ""
                return .file(
                    AuditEventBundle.bytes(lines, log: log), type: "application/fhir+json",
                    name: "audit-events-\(name).json")
            }
            return .file(
                AccessLogCSV.bytes(lines), type: SheetFormat.csv.mediaType, name: "access-log-\(name).csv")
        } catch let refusal as OversightRefusal {
            return try await page(request, session, fields, nil, error: refusal.sentence.in(request.language))
        }
    }

    private func line(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        guard let found = try await kernel.oversight.line(request.parameter("line"), as: caller) else {
            return .notFound
        }
        let line = found.line.line
        let words = LineWords(names: try await kernel.people.names(of: [line.actor.id]), texts: request.texts)
        let day = line.at.parisDay
        return .page(
            AccessLinePage(
                title: request.texts("log.line"), tabs: .log, row: words.row(found.line),
                replay: replay(LineWords.decisions(line), request.texts),
                facts: LineFacts.all(line, request.texts),
                outcomes: found.outcomes.map {
                    "\($0.line.at.written(in: request.language))\(request.language.colon)\(words.why($0.line))"
                },
                noOutcome: found.outcomes.isEmpty, place: found.line.position.map(String.init), proof: found.proof,
                proofPath: "/accesses/\(line.id)/proof", actor: line.actor.id.isEmpty ? nil : line.actor.id,
                from: day.adding(days: -30).description, to: day.description))
    }

    /// Nil where the policy was not asked.
    private func replay(_ decisions: [StoredDecision], _ texts: Texts) -> String? {
        let again = decisions.map(\.replaysTheSame)
        if again.isEmpty { return nil }
        if again.contains(false) { return texts("log.replay.differs") }
        return texts(again.contains(nil) ? "log.replay.otherVersion" : "log.replay.same")
    }

    private func proof(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        guard let found = try await kernel.oversight.line(request.parameter("line"), as: caller),
            let proof = found.proof
        else { return .notFound }
        return .file(
            Array(proof.utf8), type: "text/plain; charset=utf-8",
            name: "proof-\(found.line.position.map(String.init) ?? "0").txt")
    }
}

/// Every field of a line, for whoever wants the codes.
enum LineFacts {
    static func all(_ line: AccessLine, _ texts: Texts) -> [AccessLinePage.Fact] {
        let known: [(String, String?)] = [
            ("number", line.id), ("action", line.action), ("resource", line.resource), ("verdict", line.verdict),
            ("reason", line.reason), ("basis", line.basis), ("mode", line.mode), ("treatment", line.treatment),
            ("module", line.module), ("sheet", line.sheetVersion.map(String.init)), ("policy", line.policyVersion),
            ("actor", line.actor.id), ("nationalID", line.actor.nationalID), ("role", line.actor.role),
            ("structure", line.actor.structure), ("means", line.actor.means), ("level", line.actor.level),
            ("address", line.address), ("correlation", line.correlation),
            ("count", line.count.map(String.init)),
        ]
        return known.compactMap { key, value in
            guard let value, !value.isEmpty else { return nil }
            return .init(label: texts("log.field.\(key)"), value: value)
        }
    }
}
