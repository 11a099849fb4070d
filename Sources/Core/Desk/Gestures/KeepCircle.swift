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
        guard let kind = ContactKind(rawValue: request.form["kind"]), !request.form["value"].isBlank else {
            return try await refused(request, session, request.texts("patients.contactMissing"))
        }
        guard KeepCircle.isRight(request.form["value"], as: kind) else {
            return try await refused(request, session, request.texts("patients.contactInvalid"))
        }
        let contact = NewContact(kind, request.form["value"], language: request.language)
        return try await act(request, session) { patient, caller in
            try await kernel.patients.add(contact, of: patient, as: caller)
        }
    }

    private func addMember(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let form = request.form
        guard !form["familyName"].isBlank, !form["givenName"].isBlank,
            !form["relationship"].isBlank
        else { return try await refused(request, session, request.texts("patients.memberMissing")) }
        let written = ["familyName", "givenName", "relationship", "evidence"].map { form[$0] }
        guard written.allSatisfy(KeepCircle.fits) else {
            return try await refused(request, session, request.texts("patients.tooLong"))
        }
        guard form["phone"].isBlank || KeepCircle.isRight(form["phone"], as: .phone) else {
            return try await refused(request, session, request.texts("patients.contactInvalid"))
        }
        let title = MandateTitle(rawValue: form["title"])
        // A date or a title that cannot be read must not become a title without end, nor none.
        guard title != nil || form["title"].isEmpty, form["until"].isEmpty || Day(form["until"]) != nil else {
            return try await refused(request, session, request.texts("patients.titleInvalid"))
        }
        let member = NewMember(
            familyName: form["familyName"], givenName: form["givenName"], birthDate: nil,
            relationship: form["relationship"],
            contact: !form["phone"].isBlank ? NewContact(.phone, form["phone"]) : nil,
            mandate: title.map { mandate($0, form) })
        return try await act(request, session) { patient, caller in
            try await kernel.patients.add(member, of: patient, as: caller)
        }
    }

    private func mandate(_ title: MandateTitle, _ form: Form) -> NewMandate {
        // Ticked boxes say "yes": a field that is merely there opens nothing.
        let classes: Extent<DocumentClass> = form["reads"].isEmpty ? .only([]) : .all
        return NewMandate(
            title: title,
            reach: MandateReach(
                classes: classes, mayDecide: !form["decides"].isEmpty, mayAnswer: !form["answers"].isEmpty),
            evidence: !form["evidence"].isBlank ? form["evidence"] : nil, startsOn: kernel.clock.today,
            endsOn: Day(form["until"]))
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

    /// Short enough to be kept whole, and without control characters, which a name or an address never has.
    private static func fits(_ text: String) -> Bool {
        text.count <= 300 && !text.holdsControlCharacter
    }

    private static func isRight(_ text: String, as kind: ContactKind) -> Bool {
        guard fits(text) else { return false }
        switch kind {
        case .mail, .secureMail: return SearchTerm.mail(text) != nil
        case .phone:
            let signs: Set<Character> = ["+", " ", ".", "-", "(", ")", "\u{00A0}", "\u{202F}"]
            return text.allSatisfy { $0.isASCII && $0.isNumber || signs.contains($0) }
                && text.count(where: \.isNumber) >= 4
        case .address: return true
        }
    }

}
