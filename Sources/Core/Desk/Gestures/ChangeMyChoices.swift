import Kernel
import Web

/// What the person chose about sharing, and how they change it: a first press shows what will happen, a second does it.
struct ChangeMyChoices: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/me/choices", for: .person) { request, session in try await page(request, session, error: nil) }
        routes.post("/me/choices", for: .person, change)
    }

    private func page(_ request: Request, _ session: PersonSession, error: String?) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let patient = PatientID(session.patient)
        do {
            let history = try await kernel.consents.history(of: patient, as: caller)
            return .page(
                try await composed(request, session, history, error: error), status: error == nil ? 200 : 422)
        } catch GateRefusal.refused(let reason, _) {
            return .page(
                MyClosedPage(
                    title: request.texts("me.choices"), tabs: MyTabs(.choices),
                    why: MySpaceWords.refusal(reason, request)), status: 403)
        } catch GateRefusal.absent { return .notFound }
    }

    private func composed(
        _ request: Request, _ session: PersonSession, _ history: ConsentBook.History, error: String?
    ) async throws -> MyChoicesPage {
        let words = ConsentWords(request, structures: try await kernel.structures.list())
        let colleagues = try await kernel.accounts.colleagues(in: session.structure)
        func choice(_ value: String, _ label: String) -> Choice { Choice(value: value, label: label, selected: false) }
        let state = history.state
        let told = state.informed(of: [.careTeam, .careTeamOfBoth])
        return MyChoicesPage(
            title: request.texts("me.choices"), tabs: MyTabs(.choices), structure: session.structureName,
            done: request.query("done") != nil, error: error, acts: session.member != nil,
            toldOn: told.map(words.day),
            consents: state.consents.map { consent in
                .init(
                    consent: consent.id, recipients: words.recipients(consent.scope),
                    categories: words.categories(consent.scope), since: words.day(consent.givenAt),
                    until: consent.careEndsOn.map(words.day))
            }, noConsent: state.consents.isEmpty,
            oppositions: state.oppositions.map { opposition in
                .init(
                    opposition: opposition.id, against: words.recipients(opposition.scope),
                    covers: words.categories(opposition.scope), even: opposition.coversEmergency,
                    opposedOn: words.day(opposition.givenAt))
            }
                + ComposeConsents.blocks(history).map { block in
                    let name = colleagues.first { $0.account == block.blocked || $0.membership == block.blocked }?.name
                    return .init(
                        opposition: block.id, against: name ?? request.texts("consents.formerColleague"),
                        covers: request.texts("consents.everything"), even: true, opposedOn: words.day(block.givenAt))
                },
            noOpposition: state.oppositions.isEmpty && state.blocked.isEmpty,
            professions: Profession.allCases.map { choice($0.rawValue, $0.label.in(request.language)) },
            classes: DocumentClass.allCases.filter(\.shareable).map {
                choice($0.rawValue, $0.label.in(request.language))
            },
            colleagues: colleagues.filter { $0.role == .professional || $0.role == .staff }.map {
                choice($0.account, "\($0.name), \($0.function)")
            })
    }

    /// One form at a time, told apart by `change`.
    private func change(_ request: Request, _ session: PersonSession) async throws -> Answer {
        let (form, patient) = (request.form, PatientID(session.patient))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        guard ["withdraw", "lift", "oppose", "block"].contains(form["change"]) else { return .notFound }
        guard form["change"] != "block" || !form["blocked"].isEmpty else {
            return try await page(request, session, error: request.texts("me.chooseSomebody"))
        }
        guard form["confirmed"] == "yes" else { return .page(confirmation(request)) }
        do {
            switch form["change"] {
            case "withdraw":
                try await kernel.consents.withdraw([form["consent"]], means: .online, of: patient, as: caller)
            case "lift":
                try await kernel.consents.lift(form["opposition"], means: .online, of: patient, as: caller)
            case "oppose":
                try await kernel.consents.oppose(
                    KeepConsents.scope(form, everythingWhereNothing: true), coversEmergency: !form["even"].isEmpty,
                    means: .online, of: patient, as: caller)
            default:
                let known = try await kernel.accounts.colleagues(in: session.structure).map(\.account)
                guard known.contains(form["blocked"]) else { throw ConsentRefusal.recipientsMissing }
                try await kernel.consents.block(form["blocked"], means: .online, of: patient, as: caller)
            }
        } catch let refusal as ConsentRefusal {
            return try await page(request, session, error: refusal.sentence.in(request.language))
        } catch GateRefusal.refused(let reason, _) {
            return try await page(request, session, error: MySpaceWords.refusal(reason, request))
        } catch GateRefusal.absent { return .notFound }
        return .seeOther("/me/choices?done=1")
    }

    /// What was chosen, once more, with what it will do.
    private func confirmation(_ request: Request) -> MyConfirmationPage {
        let form = request.form
        var kept: [MyConfirmationPage.Field] = []
        for name in ["change", "consent", "opposition", "blocked", "even"] where !form[name].isEmpty {
            kept.append(.init(field: name, value: form[name]))
        }
        for name in ["profession", "class"] { kept += form.all(name).map { .init(field: name, value: $0) } }
        let scope = KeepConsents.scope(form, everythingWhereNothing: true)
        let words = ConsentWords(request, structures: [])
        let change = form["change"]
        let about =
            change == "oppose"
            ? "\(words.recipients(scope)) · \(words.categories(scope))"
                + (form["even"].isEmpty ? "" : " · \(request.texts("consents.even"))") : nil
        return MyConfirmationPage(
            title: request.texts("me.confirm.\(change)"), tabs: MyTabs(.choices),
            effect: request.texts("me.effect.\(change)"), about: about, kept: kept)
    }
}
