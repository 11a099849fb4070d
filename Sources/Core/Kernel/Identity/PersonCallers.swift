/// Patients and the people who act for them, as the gate judges them.
extension Callers {
    /// The caller that a person's session stands for, for their own record and no other.
    ///
    /// A birth date is one factor behind a link: enough to answer what one was invited to. A code that came by another
    /// channel than the link is the second factor on another channel that reading asks for (rule 32).
    public func caller(_ session: PersonSession, from doorstep: Doorstep) async throws -> Caller {
        let kind = if let member = session.member { try await kind(of: member, session) } else { CallerKind.patient }
        return Caller(
            Facts.Caller(
                kind: kind, id: session.member ?? session.patient, structure: session.structure,
                level: Callers.level(ofProof: session.proof),
                invitedTo: session.task), means: "link:\(session.proof)", address: doorstep.address)
    }

    private static func level(ofProof proof: String) -> AuthenticationLevel {
        if proof == "france-connect" { return .franceConnect }
        return LinkCode.Channel(rawValue: proof) == nil ? .personLink : .twoFactors
    }

    /// What a member of the circle is, by the titles that they hold: sealed, so opened here and told to nobody.
    private func kind(of member: String, _ session: PersonSession) async throws -> CallerKind {
        let (patient, structure) = (PatientID(session.patient), session.structure)
        let rows = try await store.read(in: structure) { tx in try Mandates.rows(patient, in: structure, tx) }
        let key = try await keychain.patientKey(of: patient, in: structure)
        for row in rows where try row.text("member") == member {
            let id = try row.text("id")
            let cell = try row.bytes("title")
            let title = String(
                decoding: try key.open(cell, at: Place(table: "mandates", column: "title", row: id)), as: UTF8.self)
            switch MandateTitle(rawValue: title) {
            case .parentalAuthority, .guardianship, .familyAuthorisation: return .representative
            case .assistance, .trustedPerson, .caregiver, .heir, nil: continue
            }
        }
        return .caregiver
    }
}
