/// Wrapped patient keys, in the key store. Never kept in memory: each verdict reads the one it needs.
enum PatientKeysTable: ReferenceTable {
    static let name: StaticString = "patient_keys"
    static let title: StaticString = "Clés des patients, chiffrées"
    static let columns = [
        ReferenceColumn("structure"), ReferenceColumn("wrapped", .bytes), ReferenceColumn("created_at", .instant),
    ]
}

extension Keychain {
    /// A key for somebody new. Durable before it is returned, so that no row is ever sealed under a key that is lost.
    func makePatientKey(for patient: PatientID, of structure: String, at now: Instant) async throws -> PatientKey {
        let key = PatientKey.fresh(for: patient, of: structure)
        try await with(keyOf: structure) { parent in
            let wrapped = try key.wrapped(under: parent)
            try await store.write { tx in
                try parent.fence(tx)
                try tx.run(
                    """
                    INSERT INTO patient_keys (id, structure, wrapped, created_at)
                    VALUES (\(patient.value), \(structure), \(wrapped), \(now))
                    """)
            }
        }
        return key
    }

    /// Throws `VaultError.patientKeyMissing` where there is none, or it was destroyed.
    func patientKey(of patient: PatientID, in structure: String) async throws -> PatientKey {
        let key = try await with(keyOf: structure) { parent in
            try await wrapped([patient], in: structure).first.map {
                try PatientKey.unwrap($0.cell, patient: patient, under: parent)
            }
        }
        guard let key else { throw VaultError.patientKeyMissing }
        return key
    }

    /// What the key sealed can be read by nobody any more; its backups end with their own, short life. Idempotent.
    func destroyPatientKey(of patient: PatientID) async throws {
        try await store.write { tx in
            _ = try tx.run("DELETE FROM patient_keys WHERE id = \(patient.value)")
        }
    }

    func holdsKey(of patient: PatientID) async throws -> Bool {
        try await store.read { tx in try tx.first("SELECT id FROM patient_keys WHERE id = \(patient.value)") != nil }
    }

    /// Many at once, for a page of a list. A patient without a key is absent from the answer.
    func patientKeys(of patients: [PatientID], in structure: String) async throws -> [PatientID: PatientKey] {
        try await with(keyOf: structure) { parent in
            try Dictionary(
                uniqueKeysWithValues: await wrapped(patients, in: structure).map { patient, cell in
                    (patient, try PatientKey.unwrap(cell, patient: patient, under: parent))
                })
        }
    }

    private func wrapped(
        _ patients: [PatientID], in structure: String
    ) async throws -> [(patient: PatientID, cell: [UInt8])] {
        try await store.read { tx in
            try patients.compactMap { patient in
                try tx.first(
                    "SELECT wrapped FROM patient_keys WHERE id = \(patient.value) AND structure = \(structure)"
                ).map { (patient, try $0.bytes("wrapped")) }
            }
        }
    }
}
