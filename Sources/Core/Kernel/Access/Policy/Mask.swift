extension Mask {
    /// Whom a mask hides an item from; its author is excepted elsewhere.
    func hides(from caller: Facts.Caller) -> Bool {
        let kind = caller.kind
        switch self {
        case .invisibleToPatient:
            return kind.isPerson
        case .invisibleToRepresentatives:
            return kind == .representative
        case .hiddenFromProfessionals:
            return !kind.isPerson && !kind.isUpkeep
        case .hiddenFromSocialProfessionals:
            if kind.isPerson || kind.isUpkeep { return false }
            return !(kind.isProfessional && caller.profession?.category == .health)
        case .hiddenFromThirdPersons:
            switch kind {
            case .caregiver, .insurer, .vendorSupport, .machineClient, .administrator: return true
            case .professional, .partnerProfessional, .officeStaff, .dpo, .patient, .representative, .job,
                .commandLine:
                return false
            }
        }
    }
}
