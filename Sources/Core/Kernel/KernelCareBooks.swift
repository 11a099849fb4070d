extension Kernel {
    /// Accesses in an emergency: under way, ended by hand, read again by somebody.
    public var emergencies: EmergencyBook {
        EmergencyBook(gate: gate, store: store, log: log, clock: clock)
    }

    /// The access log as the person that it is about reads it.
    public var trail: AccessTrail { AccessTrail(gate: gate, log: log) }

    /// Treatments of this build that rest on consent (art. 6.1.a RGPD): the only ones for which it is asked.
    public var optionalTreatments: [TreatmentDeclaration] {
        register.declarations.all.flatMap(\.treatments).filter { $0.legalBasis.privateBody.basis == .consent }
    }
}
