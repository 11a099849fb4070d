// What a grant lends to the recording of decisions.

extension Grant where Right == Read, Use == ConsentsAndOppositions {
    borrowing func opened(_ cell: [UInt8], _ table: String, _ column: String, _ row: String) throws -> [UInt8] {
        Array(try open(cell, at: Place(table: table, column: column, row: row)).utf8)
    }
}

extension Grant where Right == Write, Use == ConsentsAndOppositions {
    var record: RecordScope { RecordScope(structure: structure, patient: patient) }

    borrowing func sealed(_ scope: SharingScope, _ table: String, _ row: String) throws -> [UInt8] {
        try seal(
            String(decoding: try scope.cell(), as: UTF8.self), at: Place(table: table, column: "scope", row: row))
    }

    /// Who collects and in whose name is not asked: the session says it.
    /// A representative in the room is one whom the kernel looked up, for this patient.
    borrowing func origin(
        _ caller: Caller, _ means: DecisionMeans, _ representative: DecidingRepresentative? = nil
    ) throws -> DecisionOrigin {
        if let representative, representative.patient != patient { throw ConsentRefusal.representativeUnknown }
        let mandate = permit.carriers.first { $0.basis == .mandate }?.source ?? representative?.mandate
        return DecisionOrigin(
            means: means, collectedBy: caller.facts.kind.isPerson ? nil : caller.facts.membership ?? caller.id,
            representative: mandate)
    }

    borrowing func commit(_ line: PatientOpposition) async throws -> String {
        let (scope, record) = (try sealed(line.scope, "oppositions", line.id), record)
        try await commit { tx in
            if let lifted = line.lifts, !(try Oppositions.exists(lifted, record, tx)) {
                throw ConsentRefusal.oppositionMissing
            }
            try Oppositions.insert(line, scope: scope, of: record, tx)
        }
        return line.id
    }
}
