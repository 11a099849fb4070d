import Kernel
import Web

/// One patient's page, as much of it as the gate lends; and the way in when there is an emergency.
struct ReadPatient: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/patients/{patient}", for: .staff(.professional, .staff)) { request, session in
            try await page(request, session, error: nil)
        }
        routes.post("/patients/{patient}/emergency", for: .staff(.professional), emergency)
        routes.post("/patients/{patient}/emergency/end", for: .staff(.professional), end)
    }

    /// Reads the file and shows it; in an emergency under way, with its banner.
    func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do {
            return .page(
                try await filePage(request, try await kernel.patients.file(patient, as: caller), error: error),
                status: error == nil ? 200 : 422)
        } catch GateRefusal.refused(let reason, let possible) where possible {
            if let underway = try await kernel.emergencies.underway(patient, as: caller),
                let file = try? await kernel.patients.file(patient, as: caller, mode: .underway(underway.mode))
            {
                return .page(
                    try await filePage(request, file, underway, error: error), status: error == nil ? 200 : 422)
            }
            return refused(request, reason, error: nil)
        } catch GateRefusal.refused, GateRefusal.absent { return .notFound }
    }

    /// Ends one's own emergency by hand: the next request finds the record closed.
    private func end(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let ended = try await kernel.emergencies.end(PatientID(request.parameter("patient")), as: caller)
        return ended ? .seeOther("/patients") : .notFound
    }

    /// Break-glass: a reason and a fresh proof, written down before anything opens (rule 43).
    private func emergency(_ request: Request, _ session: StaffSession) async throws -> Answer {
        guard session.isFresh(at: kernel.clock.now) else { return .seeOther("/account/confirm") }
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let reason = request.form["reason"]
        do {
            let file = try await kernel.patients.file(
                patient, as: caller, mode: .emergency(.breakGlass, reason: String(reason.prefix(500))))
            let underway = try await kernel.emergencies.underway(patient, as: caller)
            return .page(try await filePage(request, file, underway, error: nil))
        } catch GateRefusal.refused(let code, let possible) {
            guard possible || code == .reasonMissing || code == .freshProofMissing else { return .notFound }
            return refused(request, code, error: code.sentence.in(request.language))
        } catch GateRefusal.absent { return .notFound }
    }

    private func refused(_ request: Request, _ reason: ReasonCode, error: String?) -> Answer {
        .page(
            PatientRefusedPage(
                title: request.texts("patients.refused"), why: reason.sentence.in(request.language),
                path: "/patients/\(request.parameter("patient"))", emergency: true, error: error,
                reason: request.form["reason"]), status: error == nil ? 404 : 422)
    }

    private func filePage(
        _ request: Request, _ file: PatientFile, _ underway: EmergencyUnderway? = nil, error: String?
    ) async throws -> PatientFilePage {
        let (language, identity, today) = (request.language, file.record.identity, kernel.clock.today)
        let contacts = file.contacts.filter { $0.endedOn == nil }
        return PatientFilePage(
            title: "\(identity.traits.birthName) \(identity.traits.firstBirthGivenName)",
            emergency: file.inEmergency ? underway.map { EmergencyBanner($0, of: file.record.id) } : nil, error: error,
            path: "/patients/\(file.record.id)",
            header: IdentityHeader(identity, request.insEnvironment, language),
            mergedPath: file.record.mergedInto.map { "/patients/\($0)" },
            absorbed: file.absorbed.map { .init(absorbedPath: "/patients/\($0)") },
            showsContacts: file.visible.contains(.contact), contacts: contacts.map { row($0, language) },
            noContact: contacts.isEmpty,
            kinds: ContactKind.allCases.map {
                .init(value: $0.rawValue, label: $0.label.in(language), selected: false)
            },
            showsCircle: file.visible.contains(.circle), circle: file.circle.map { circle($0, today, language) },
            noCircle: file.circle.isEmpty,
            titles: MandateTitle.allCases.map {
                .init(value: $0.rawValue, label: $0.holder.in(language), selected: false)
            }, carers: file.relations.map { carer($0, today, request) }, noCarer: file.relations.isEmpty,
            history: file.events.reversed().map { event in
                .init(on: event.decidedAt.parisDay.french, what: request.texts("identity.\(event.kind.rawValue)"))
            })
    }

    private func row(_ contact: PatientContact, _ language: Language) -> PatientFilePage.ContactRow {
        .init(kind: contact.kind.label.in(language), value: contact.value)
    }

    private func circle(
        _ place: PatientFile.Place, _ today: Day, _ language: Language
    ) -> PatientFilePage.CircleRow {
        .init(
            member: place.member.id, memberName: "\(place.member.givenName) \(place.member.familyName)",
            relationship: place.member.relationship,
            present: place.member.isPresent(on: today) && place.member.endsOn == nil,
            reach: place.contacts.filter { $0.endedOn == nil }.map { row($0, language) },
            mandates: place.mandates.map { mandate, worth in
                .init(
                    mandate: mandate.id, holder: mandate.title.holder.in(language),
                    worth: worth.reason.sentence.in(language), inForce: worth.reason == .inForce,
                    until: mandate.endsOn?.french, revocable: mandate.revokedOn == nil)
            })
    }

    private func carer(_ carer: PatientFile.Carer, _ today: Day, _ request: Request) -> PatientFilePage.CarerRow {
        let relation = carer.relation
        return .init(
            relation: relation.id, carerName: carer.name ?? request.texts("patients.unknownCarer"),
            role: relation.role, basis: request.texts("team.\(relation.basis.rawValue)"),
            since: relation.startsOn.french, ended: relation.endsOn?.french,
            current: relation.isInForce(on: today) && relation.endsOn == nil)
    }
}
