/// What a person signed in chooses about access, with a fresh proof: throws `SignInRefusal.proofNeeded` without one,
/// `.notAllowed` for who is neither administrator nor data protection officer, and `MatrixOverride.Refusal`.
extension AccessChoiceBook {
    /// Narrows cells of the matrix, or gives back what had been narrowed.
    public func narrow(
        _ cells: [MatrixOverride.Cell], by session: StaffSession, from doorstep: Doorstep, reason: String
    ) async throws {
        try await narrow(
            cells, of: session.account.structure, by: try author(session, doorstep), reason: reason)
    }

    /// Lets break-glass pass an ordinary opposition, or not: the data protection officer's to say (rule 43).
    public func letBreakGlassPassOpposition(
        _ passes: Bool, by session: StaffSession, from doorstep: Doorstep, reason: String
    ) async throws {
        guard session.has(.dpo) else { throw SignInRefusal.notAllowed }
        try await letBreakGlassPassOpposition(
            passes, of: session.account.structure, by: try author(session, doorstep), reason: reason)
    }

    /// How long emergencies last.
    public func setEmergencyLengths(
        breakGlassSeconds: Int64, centre15Seconds: Int64, by session: StaffSession, from doorstep: Doorstep,
        reason: String
    ) async throws {
        try await setEmergencyLengths(
            breakGlassSeconds: breakGlassSeconds, centre15Seconds: centre15Seconds, of: session.account.structure,
            by: try author(session, doorstep), reason: reason)
    }

    private func author(_ session: StaffSession, _ doorstep: Doorstep) throws -> ChoiceAuthor {
        guard session.has(.dpo) || session.has(.administrator) else { throw SignInRefusal.notAllowed }
        guard session.isFresh(at: clock.now) else { throw SignInRefusal.proofNeeded }
        return ChoiceAuthor(
            id: session.account.id, role: session.account.roles.first?.rawValue ?? "",
            means: session.level.rawValue, address: doorstep.address, reference: doorstep.reference)
    }
}
