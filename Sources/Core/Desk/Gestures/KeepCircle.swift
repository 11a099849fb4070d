import Kernel
import Web

/// Contacts, circle, titles and care relations of one patient.
struct KeepCircle: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.post("/patients/{patient}/contacts", for: .staff(.professional, .staff), addContact)
        routes.post("/patients/{patient}/circle", for: .staff(.professional, .staff), addMember)
        routes.post("/patients/{patient}/circle/end", for: .staff(.professional, .staff), endMember)
        routes.post("/patients/{patient}/titles/revoke", for: .staff(.professional, .staff), revoke)
        routes.post("/patients/{patient}/care/end", for: .staff(.professional, .staff), endCare)
    }

    private func addContact(_ request: Request, _ session: StaffSession) async throws -> Answer {
        guard let kind = ContactKind(rawValue: request.form["kind"]), KeepCircle.says(request.form["value"]) else {
            return try await refused(request, session, request.texts("patients.contactMissing"))
        }
        let contact = NewContact(kind, String(request.form["value"].prefix(300)), language: request.language)
        return try await act(request, session) { patient, caller in
            try await kernel.patients.add(contact, of: patient, as: caller)
        }
    }

    private func addMember(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let form = request.form
        guard KeepCircle.says(form["familyName"]), KeepCircle.says(form["givenName"]),
            KeepCircle.says(form["relationship"])
        else { return try await refused(request, session, request.texts("patients.memberMissing")) }
        var mandate: NewMandate?
        if let title = MandateTitle(rawValue: form["title"]) {
            let classes: Extent<DocumentClass> = form.has("reads") ? .all : .only([])
            mandate = NewMandate(
                title: title,
                reach: MandateReach(classes: classes, mayDecide: form.has("decides"), mayAnswer: form.has("answers")),
                evidence: KeepCircle.says(form["evidence"]) ? String(form["evidence"].prefix(200)) : nil,
                startsOn: kernel.clock.today, endsOn: Day(form["until"]))
        }
        let member = NewMember(
            familyName: String(form["familyName"].prefix(200)), givenName: String(form["givenName"].prefix(200)),
            birthDate: nil, relationship: String(form["relationship"].prefix(200)),
            contact: KeepCircle.says(form["phone"]) ? NewContact(.phone, String(form["phone"].prefix(100))) : nil,
            mandate: mandate)
        return try await act(request, session) { patient, caller in
            try await kernel.patients.add(member, of: patient, as: caller)
        }
    }

    private func endMember(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { patient, caller in
            try await kernel.patients.end(member: request.form["member"], of: patient, as: caller)
        }
    }

    private func revoke(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { patient, caller in
            try await kernel.patients.revoke(mandate: request.form["mandate"], of: patient, as: caller)
        }
    }

    private func endCare(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { patient, caller in
            try await kernel.patients.end(relation: request.form["relation"], with: patient, as: caller)
        }
    }

    private func refused(_ request: Request, _ session: StaffSession, _ error: String) async throws -> Answer {
        try await ReadPatient(kernel: kernel).page(request, session, error: error)
    }

    private func act(
        _ request: Request, _ session: StaffSession, _ body: (PatientID, Caller) async throws -> Void
    ) async throws -> Answer {
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do { try await body(patient, caller) } catch GateRefusal.refused(let reason, _) {
            return try await refused(request, session, reason.sentence.in(request.language))
        } catch GateRefusal.absent { return .notFound } catch StorageError.conflict {
            return try await refused(request, session, IdentityRefusal.changedMeanwhile.sentence.in(request.language))
        }
        return .seeOther("/patients/\(patient)")
    }

    private static func says(_ text: String) -> Bool { text.contains { !$0.isWhitespace } }
}
