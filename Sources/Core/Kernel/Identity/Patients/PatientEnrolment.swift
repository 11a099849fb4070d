/// What somebody typed about a new patient.
public struct PatientDraft: Sendable, Hashable {
    public let identity: PatientIdentity
    public let contacts: [NewContact]
    /// The care relation that begins with the enrolment; office staff enrol without one.
    public let relation: NewRelation?

    public init(identity: PatientIdentity, contacts: [NewContact] = [], relation: NewRelation? = nil) {
        self.identity = identity
        self.contacts = contacts
        self.relation = relation
    }
}

/// A contact before it has a row.
public struct NewContact: Sendable, Hashable {
    public let kind: ContactKind
    public let value: String
    public let preferred: Bool
    public let language: Language

    public init(_ kind: ContactKind, _ value: String, preferred: Bool = false, language: Language = .fr) {
        self.kind = kind
        self.value = value
        self.preferred = preferred
        self.language = language
    }

    func contact(_ id: String, member: String? = nil) -> PatientContact {
        PatientContact(id: id, member: member, kind: kind, value: value, preferred: preferred, language: language)
    }
}

/// A care relation of the caller before it has a row.
public struct NewRelation: Sendable, Hashable {
    public let role: String
    public let basis: TeamBasis
    /// The day on which the patient was told.
    public let informedOn: Day?

    public init(role: String, basis: TeamBasis, informedOn: Day?) {
        self.role = role
        self.basis = basis
        self.informedOn = informedOn
    }
}

extension PatientBook {
    /// Enrols somebody: the header, the number, contacts, the caller's care relation, the search digests and the trace
    /// in one commit with the line. Looking for duplicates first is the page's duty (`candidates`), deciding is the
    /// person's. Throws `GateRefusal`.
    public func enrol(_ draft: PatientDraft, as caller: Caller) async throws -> PatientID {
        let secret = try await secret(caller.structure)
        return try await gate.enrol(as: caller) { (grant: borrowing Grant<Write, IdentityAndCareCircle>) in
            let author = IdentityAuthor(account: caller.id, now: grant.now)
            let patient = grant.patient
            func seal(_ text: String, _ place: Place) throws -> [UInt8] { try grant.seal(text, at: place) }
            var changes = try IdentityWriting.enrolment(
                draft.identity, contacts: draft.contacts.map { $0.contact(author.freshID()) }, of: patient,
                by: author, secret: secret, seal)
            if let relation = draft.relation, let membership = caller.facts.membership {
                changes.append(
                    try CareRelations.insertion(
                        CareRelation(
                            id: CareRelations.id(membership, at: author.now), membership: membership,
                            role: relation.role, basis: relation.basis, informedOn: relation.informedOn,
                            startsOn: author.day), of: patient, seal))
            }
            try await grant.commit(changes)
            return patient
        }
    }
}
