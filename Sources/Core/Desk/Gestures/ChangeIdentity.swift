import Kernel
import Web

/// Traits, checks, attributes and merges of one identity. The rules decide, the page says why.
struct ChangeIdentity: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/patients/{patient}/identity", for: .staff(.professional, .staff)) { request, session in
            try await page(request, session, error: nil)
        }
        routes.post("/patients/{patient}/traits", for: .staff(.professional, .staff), traits)
        routes.post("/patients/{patient}/check", for: .staff(.professional, .staff), check)
        routes.post("/patients/{patient}/attribute", for: .staff(.professional, .staff), attribute)
        routes.post("/patients/{patient}/merge", for: .staff(.professional, .staff), merge)
        routes.post("/patients/{patient}/unmerge", for: .staff(.professional, .staff), unmerge)
    }

    private func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let language = request.language
        let file: PatientFile
        do { file = try await kernel.patients.file(patient, as: caller) } catch GateRefusal.refused, GateRefusal.absent
        { return .notFound }
        let identity = file.record.identity
        let near = try await kernel.patients.candidates(
            for: identity, contacts: file.contacts, as: caller
        ).candidates.filter { $0.line.id != patient }
        func choices(_ attributes: [IdentityAttribute]) -> [Choice] {
            attributes.map { .init(value: $0.rawValue, label: $0.label.in(language), selected: false) }
        }
        let held = identity.state.attributes
        let page = PatientIdentityPage(
            title: request.texts("identity.title"), error: error, path: "/patients/\(patient)",
            header: IdentityHeader(identity, request.insEnvironment, language),
            traits: request.form.has("birthName")
                ? TraitFields(request.form, language) : TraitFields(identity, language),
            fromINSi: identity.state.status.retrievedFromINSi,
            evidence: IdentityEvidence.allCases.filter { $0.trust != .low }.map {
                .init(value: $0.rawValue, label: $0.label.in(language), selected: false)
            },
            parents: IdentityEvidence.allCases.filter { $0.trust == .high }.map {
                .init(value: $0.rawValue, label: $0.label.in(language), selected: false)
            }, settable: choices(IdentityAttribute.allCases.filter { !held.contains($0) }),
            removable: choices(IdentityAttribute.allCases.filter(held.contains)),
            near: file.record.mergedInto == nil
                ? near.map { candidate, line in
                    .init(
                        other: line.id.value,
                        otherName: "\(line.identity.traits.birthName) \(line.identity.traits.firstBirthGivenName)",
                        otherBorn: line.identity.traits.birthDate.day.french,
                        otherWhy: candidate.reasons.map { $0.label.in(language) }.joined(separator: ", "))
                } : [], merged: file.record.mergedInto != nil)
        return .page(page, status: error == nil ? 200 : 422)
    }

    private func traits(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            let typed = try TraitFields.read(request.form)
            // A date that was uncertain stays so unless its day or month was typed anew.
            let traits = try await kept(typed.traits, request, session)
            return try await decide(
                .traits(traits, typed.used, acceptingDowngrade: request.form.has("accept")), request, session)
        } catch let problem as TraitFields.Problem {
            return try await page(request, session, error: problem.sentence(request))
        } catch GateRefusal.refused, GateRefusal.absent { return .notFound }
    }

    private func kept(
        _ typed: StrictTraits, _ request: Request, _ session: StaffSession
    ) async throws -> StrictTraits {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let old = try await kernel.patients.file(PatientID(request.parameter("patient")), as: caller)
        let date = old.record.identity.traits.birthDate
        guard date.isUncertain, date.day == typed.birthDate.day else { return typed }
        return try StrictTraits(
            birthName: typed.birthName, firstBirthGivenName: typed.firstBirthGivenName,
            birthGivenNames: typed.birthGivenNames, birthDate: date, sex: typed.sex, birthPlace: typed.birthPlace)
    }

    private func check(_ request: Request, _ session: StaffSession) async throws -> Answer {
        guard let evidence = IdentityEvidence(rawValue: request.form["evidence"]) else {
            return try await page(request, session, error: request.texts("identity.chooseEvidence"))
        }
        let check = DocumentCheck(
            evidence: evidence, parentEvidence: IdentityEvidence(rawValue: request.form["parent"]),
            checkedBy: session.account.id, checkedOn: kernel.clock.today, agrees: request.form.has("agrees"))
        return try await decide(.check(check), request, session)
    }

    private func attribute(_ request: Request, _ session: StaffSession) async throws -> Answer {
        if let attribute = IdentityAttribute(rawValue: request.form["set"]) {
            return try await decide(.set(attribute), request, session)
        }
        guard let attribute = IdentityAttribute(rawValue: request.form["remove"]) else {
            return try await page(request, session, error: request.texts("identity.chooseAttribute"))
        }
        return try await decide(.remove(attribute), request, session)
    }

    private func decide(
        _ decision: IdentityDecision, _ request: Request, _ session: StaffSession
    ) async throws -> Answer {
        try await act(request, session) { patient, caller in
            try await kernel.patients.decide(decision, on: patient, as: caller)
        }
    }

    /// The other record yields to this one.
    private func merge(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { patient, caller in
            try await kernel.patients.merge(PatientID(request.form["other"]), into: patient, as: caller)
        }
    }

    private func unmerge(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { patient, caller in
            try await kernel.patients.unmerge(patient, as: caller)
        }
    }

    private func act(
        _ request: Request, _ session: StaffSession, _ body: (PatientID, Caller) async throws -> Void
    ) async throws -> Answer {
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do { try await body(patient, caller) } catch let refusal as IdentityRefusal {
            return try await page(request, session, error: refusal.sentence.in(request.language))
        } catch let refusal as MergeRefusal {
            return try await page(request, session, error: refusal.sentence.in(request.language))
        } catch GateRefusal.refused(let reason, _) {
            return try await page(request, session, error: reason.sentence.in(request.language))
        } catch GateRefusal.absent { return .notFound }
        return .seeOther("/patients/\(patient)")
    }
}
