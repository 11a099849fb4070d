/// Gestures on contacts, circle and care relations of a patient, and on what the term of the file counts from.
extension PatientBook {
    /// Records a death, or takes back one that was recorded by mistake; the term of the file is computed again in the
    /// same commit (CSP R1112-7). Throws `GateRefusal`.
    public func recordDeath(on day: Day?, of patient: PatientID, as caller: Caller) async throws {
        try await write(patient, about: .identity, as: caller, action: .update) { _, seal in
            [try Patients.died(on: day, patient, seal)]
        }
    }

    /// Records the end of the last stay, or the last consultation. Throws `GateRefusal`.
    public func recordVisit(on day: Day, of patient: PatientID, as caller: Caller) async throws {
        try await write(patient, about: .identity, as: caller, action: .update) { _, _ in
            [Patients.visited(on: day, patient)]
        }
    }

    /// Suspends the term of the file while a claim lasts, or lets it run again; the file then ends where it would have,
    /// the days of the claim are not added. Throws `GateRefusal`.
    public func suspendRetention(_ suspended: Bool, of patient: PatientID, as caller: Caller) async throws {
        try await write(patient, about: .identity, as: caller, action: .update) { _, _ in
            [Patients.suspend(suspended, patient)]
        }
    }

    /// Adds a contact of the patient; what can be searched finds them from now on. Throws `GateRefusal`.
    public func add(_ contact: NewContact, of patient: PatientID, as caller: Caller) async throws {
        let secret = try await secret(caller.structure)
        try await write(patient, about: .contact, as: caller, action: .update) { author, seal in
            let row = contact.contact(author.freshID())
            let term: SearchTerm? =
                switch row.kind {
                case .phone: .phone(row.value)
                case .mail, .secureMail: .mail(row.value)
                case .address: nil
                }
            let found = term.map { [PatientSearch.insertion(secret.digest($0), of: patient)] } ?? []
            return [try PatientContacts.insertion(row, of: patient, seal)] + found
        }
    }

    /// Adds somebody to the circle, with a contact and a title where they have one. Throws `GateRefusal`.
    public func add(
        _ member: NewMember, of patient: PatientID, as caller: Caller
    ) async throws {
        try await write(patient, about: .circle, as: caller, action: .update) { author, seal in
            let row = CircleMember(
                id: author.freshID(), familyName: member.familyName, givenName: member.givenName,
                birthDate: member.birthDate, relationship: member.relationship, startsOn: author.day)
            var changes = [try CircleMembers.insertion(row, of: patient, seal)]
            if let contact = member.contact {
                changes.append(
                    try PatientContacts.insertion(
                        contact.contact(author.freshID(), member: row.id), of: patient, seal))
            }
            if let mandate = member.mandate {
                changes.append(
                    try Mandates.insertion(mandate.held(by: row.id, author), of: patient, seal))
            }
            return changes
        }
    }

    /// Gives a member of the circle a title. Throws `GateRefusal`.
    public func add(
        _ mandate: NewMandate, to member: String, of patient: PatientID, as caller: Caller
    ) async throws {
        try await write(patient, about: .circle, as: caller, action: .update) { author, seal in
            [try Mandates.insertion(mandate.held(by: member, author), of: patient, seal)]
        }
    }

    /// Revokes a title: from today on it opens nothing. Throws `GateRefusal`.
    public func revoke(mandate: String, of patient: PatientID, as caller: Caller) async throws {
        try await write(patient, about: .circle, as: caller, action: .update) { author, _ in
            [Mandates.revocation(mandate, of: patient, on: author.day)]
        }
    }

    /// Somebody leaves the circle today; their titles are revoked with it. Throws `GateRefusal`.
    public func end(member: String, of patient: PatientID, as caller: Caller) async throws {
        let sheet = try await read(patient, as: caller)
        let held = sheet.mandates.filter { $0.member == member && $0.revokedOn == nil }.map(\.id)
        try await write(patient, about: .circle, as: caller, action: .update) { author, _ in
            [CircleMembers.ending(member, of: patient, on: author.day)]
                + held.map { Mandates.revocation($0, of: patient, on: author.day) }
        }
    }

    /// Records that somebody of the staff cares for the patient from today on. Throws `GateRefusal`.
    public func begin(
        _ relation: NewRelation, of membership: String, with patient: PatientID, as caller: Caller
    ) async throws {
        try await write(patient, about: .circle, as: caller, action: .update) { author, seal in
            [
                try CareRelations.insertion(
                    CareRelation(
                        id: CareRelations.id(membership, at: author.now), membership: membership, role: relation.role,
                        basis: relation.basis, informedOn: relation.informedOn, startsOn: author.day), of: patient,
                    seal)
            ]
        }
    }

    /// Ends a care relation; today is its last day. Throws `GateRefusal`.
    public func end(relation: String, with patient: PatientID, as caller: Caller) async throws {
        try await write(patient, about: .circle, as: caller, action: .update) { author, _ in
            [CareRelations.ending(relation, of: patient, on: author.day)]
        }
    }
}

/// Somebody near the patient before they have a row.
public struct NewMember: Sendable, Hashable {
    public let familyName: String
    public let givenName: String
    public let birthDate: Day?
    public let relationship: String
    public let contact: NewContact?
    public let mandate: NewMandate?

    public init(
        familyName: String, givenName: String, birthDate: Day? = nil, relationship: String, contact: NewContact? = nil,
        mandate: NewMandate? = nil
    ) {
        self.familyName = familyName
        self.givenName = givenName
        self.birthDate = birthDate
        self.relationship = relationship
        self.contact = contact
        self.mandate = mandate
    }
}

/// A title before it has a row. Evidence that was seen counts as checked by whoever writes it down, today.
public struct NewMandate: Sendable, Hashable {
    public let title: MandateTitle
    public let reach: MandateReach
    public let evidence: String?
    public let startsOn: Day
    public let endsOn: Day?

    public init(title: MandateTitle, reach: MandateReach, evidence: String?, startsOn: Day, endsOn: Day? = nil) {
        self.title = title
        self.reach = reach
        self.evidence = evidence
        self.startsOn = startsOn
        self.endsOn = endsOn
    }

    func held(by member: String, _ author: IdentityAuthor) -> HeldMandate {
        HeldMandate(
            id: author.freshID(), member: member, title: title, reach: reach, evidence: evidence,
            checkedOn: author.day, checkedBy: author.account, startsOn: startsOn, endsOn: endsOn)
    }
}
