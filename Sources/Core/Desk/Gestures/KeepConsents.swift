import Kernel
import Web

/// What one patient decided about sharing: recorded, lifted, taken back by whoever cares for them.
struct KeepConsents: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/patients/{patient}/consents", for: .staff(.professional, .staff)) { request, session in
            try await page(request, session, error: nil)
        }
        routes.post("/patients/{patient}/consents/inform", for: .staff(.professional, .staff), inform)
        routes.post("/patients/{patient}/consents/give", for: .staff(.professional, .staff), give)
        routes.post("/patients/{patient}/consents/withdraw", for: .staff(.professional, .staff), withdraw)
        routes.post("/patients/{patient}/consents/oppose", for: .staff(.professional, .staff), oppose)
        routes.post("/patients/{patient}/consents/block", for: .staff(.professional, .staff), block)
        routes.post("/patients/{patient}/consents/lift", for: .staff(.professional, .staff), lift)
        routes.post("/patients/{patient}/consents/optional", for: .staff(.professional, .staff), accept)
        routes.post("/patients/{patient}/consents/optional/withdraw", for: .staff(.professional, .staff), takeBack)
    }

    /// The page; for whoever may write down a decision, with the forms for it.
    private func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let composing = ComposeConsents(kernel: kernel, request: request, patient: patient, caller: caller)
        do {
            let history = try await kernel.consents.history(of: patient, as: caller, toDecide: true)
            let optional = try await kernel.consents.optionalHistory(of: patient, as: caller, toDecide: true)
            return .page(
                try await composing.page(history, optional: optional, decides: true, emergency: nil, error: error),
                status: error == nil ? 200 : 422)
        } catch GateRefusal.refused {
            // An emergency reads what was decided; it decides nothing.
            guard let underway = try await kernel.emergencies.underway(patient, as: caller),
                let history = try? await kernel.consents.history(
                    of: patient, as: caller, mode: .underway(underway.mode))
            else { return .notFound }
            return .page(
                try await composing.page(history, optional: [], decides: false, emergency: underway, error: error))
        } catch GateRefusal.absent { return .notFound }
    }

    // MARK: Gestures

    private func inform(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, patient, caller in
            guard let subject = InformationSubject(rawValue: form["subject"]),
                [.careTeam, .careTeamOfBoth].contains(subject)
            else { throw ConsentRefusal.textOfAnotherKind }
            let text = try await kernel.consents.shown(subject, as: form["text"], digest: form["digest"])
            try await kernel.consents.inform(
                text, means: try means(form), support: SupportHanded(rawValue: form["support"]),
                by: try await representative(form, patient, caller), of: patient, as: caller)
        }
    }

    private func give(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, patient, caller in
            let text = try await kernel.consents.shown(.sharing, as: form["text"], digest: form["digest"])
            guard form["until"].isEmpty || Day(form["until"]) != nil else { throw ConsentRefusal.careEndsBefore }
            try await kernel.consents.consent(
                ConsentBook.Draft(
                    scope: KeepConsents.scope(form, everythingWhereNothing: false), text: text,
                    support: SupportHanded(rawValue: form["support"]), means: try means(form),
                    careEndsOn: Day(form["until"]), representative: try await representative(form, patient, caller)),
                of: patient, as: caller)
        }
    }

    private func withdraw(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, patient, caller in
            if form["end"] == CareConsent.Kind.careEnded.rawValue {
                try await kernel.consents.endCare(
                    [form["consent"]], means: try means(form), of: patient, as: caller)
            } else {
                try await kernel.consents.withdraw(
                    [form["consent"]], means: try means(form), of: patient, as: caller)
            }
        }
    }

    private func oppose(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, patient, caller in
            try await kernel.consents.oppose(
                KeepConsents.scope(form, everythingWhereNothing: true), coversEmergency: !form["even"].isEmpty,
                means: try means(form), by: try await representative(form, patient, caller), of: patient, as: caller)
        }
    }

    private func block(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, patient, caller in
            let known = try await kernel.accounts.colleagues(in: caller.structure).map(\.account)
            guard known.contains(form["blocked"]) else { throw ConsentRefusal.recipientsMissing }
            try await kernel.consents.block(
                form["blocked"], means: try means(form), by: try await representative(form, patient, caller),
                of: patient, as: caller)
        }
    }

    private func lift(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, patient, caller in
            try await kernel.consents.lift(form["opposition"], means: try means(form), of: patient, as: caller)
        }
    }

    private func accept(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, patient, caller in
            let text = try await kernel.consents.shown(.optional, as: form["text"], digest: form["digest"])
            guard kernel.optionalTreatments.contains(where: { $0.code == form["purpose"] }) else {
                throw ConsentRefusal.textOfAnotherKind
            }
            try await kernel.consents.accept(form["purpose"], text: text, means: .oral, of: patient, as: caller)
        }
    }

    private func takeBack(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { form, patient, caller in
            try await kernel.consents.takeBack(optional: form["accepted"], means: .oral, of: patient, as: caller)
        }
    }

    // MARK: What a form says

    /// An opposition that names nobody and nothing is to everybody and everything; a consent never is.
    static func scope(_ form: Form, everythingWhereNothing: Bool) -> SharingScope {
        func extent<Element>(_ listed: [Element]) -> Extent<Element> { listed.isEmpty ? .all : .only(listed) }
        let classes = form.all("class").compactMap(DocumentClass.init(rawValue:))
        return SharingScope(
            structures: extent(form.all("structure").filter { !$0.isEmpty }),
            professions: extent(form.all("profession").compactMap(Profession.init(rawValue:))),
            classes: classes.isEmpty ? (everythingWhereNothing ? .all : .only([])) : .only(classes))
    }

    /// Online is the person's own way, in their own space.
    private func means(_ form: Form) throws -> DecisionMeans {
        guard let means = DecisionMeans(rawValue: form["means"]), means != .online else {
            throw ConsentRefusal.meansMissing
        }
        return means
    }

    /// Looked up anew: an id in a form is no title.
    private func representative(
        _ form: Form, _ patient: PatientID, _ caller: Caller
    ) async throws -> DecidingRepresentative? {
        guard !form["representative"].isEmpty else { return nil }
        let known = try await kernel.patients.representatives(of: patient, as: caller)
        guard let found = known.first(where: { $0.mandate == form["representative"] }) else {
            throw ConsentRefusal.representativeUnknown
        }
        return found
    }

    private func act(
        _ request: Request, _ session: StaffSession, _ body: (Form, PatientID, Caller) async throws -> Void
    ) async throws -> Answer {
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do { try await body(request.form, patient, caller) } catch let refusal as ConsentRefusal {
            return try await page(request, session, error: refusal.sentence.in(request.language))
        } catch GateRefusal.refused(let reason, _) {
            return try await page(request, session, error: reason.sentence.in(request.language))
        } catch GateRefusal.absent { return .notFound }
        return .seeOther("/patients/\(patient)/consents")
    }
}
