/// Who may decide in a patient's stead today.
extension PatientBook {
    /// Representatives whose title was checked, is in force and lets them decide; none where the caller may not see
    /// the circle. Throws what is no refusal.
    public func representatives(of patient: PatientID, as caller: Caller) async throws -> [DecidingRepresentative] {
        let today = clock.today
        let resource = Resource(of: .kernel, "care-circle", classes: [.circle])
        do {
            return try await gate.open(
                Read.self, IdentityAndCareCircle.self, of: patient, about: resource, as: caller
            ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in
                let content = try await PatientBook.content(grant)
                return content.mandates.compactMap { mandate in
                    guard let member = content.members.first(where: { $0.id == mandate.member }) else { return nil }
                    let worth = Representation(
                        of: mandate, heldBy: member, patientBorn: content.record.identity.traits.birthDate, on: today)
                    guard worth.reach.mayDecide else { return nil }
                    return DecidingRepresentative(
                        mandate: mandate.id, name: "\(member.givenName) \(member.familyName)", title: mandate.title,
                        of: patient)
                }
            }
        } catch GateRefusal.refused { return [] }
    }

    /// Birth name and first given name, for the head of a page; nil where the caller may not see them.
    public func name(of patient: PatientID, as caller: Caller, mode: Mode = .normal) async throws -> String? {
        do {
            return try await gate.open(
                Read.self, IdentityAndCareCircle.self, of: patient, about: PatientBook.header, as: caller, mode: mode
            ) { (grant: borrowing Grant<Read, IdentityAndCareCircle>) in
                let structure = grant.structure
                let row = try await grant.read { tx in try Patients.row(patient, in: structure, tx) }
                guard let row else { throw GateRefusal.absent }
                let record = try Patients.read(row, number: nil) { cell, place in try grant.open(cell, at: place) }
                let traits = record.identity.traits
                return "\(traits.birthName) \(traits.firstBirthGivenName)"
            }
        } catch GateRefusal.refused { return nil }
    }
}
