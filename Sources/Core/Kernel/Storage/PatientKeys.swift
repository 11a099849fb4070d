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
        let wrapped = try key.wrapped(under: try await self.key(for: structure))
        try await store.write { tx in
            _ = try tx.run(
                """
                INSERT INTO patient_keys (id, structure, wrapped, created_at)
                VALUES (\(patient.value), \(structure), \(wrapped), \(now))
                """)
        }
        return key
    }

    /// Throws `VaultError.patientKeyMissing` where there is none, or it was destroyed.
    func patientKey(of patient: PatientID, in structure: String) async throws -> PatientKey {
        let structureKey = try await key(for: structure)
        let wrapped = try await store.read { tx in
            try tx.first(
                "SELECT wrapped FROM patient_keys WHERE id = \(patient.value) AND structure = \(structure)")?
                .bytes("wrapped")
        }
        guard let wrapped else { throw VaultError.patientKeyMissing }
        return try PatientKey.unwrap(wrapped, patient: patient, under: structureKey)
    }

    /// Many at once, for a page of a list. A patient without a key is absent from the answer.
    func patientKeys(of patients: [PatientID], in structure: String) async throws -> [PatientID: PatientKey] {
        let structureKey = try await key(for: structure)
        let found = try await store.read { tx in
            try patients.compactMap { patient in
                try tx.first(
                    "SELECT wrapped FROM patient_keys WHERE id = \(patient.value) AND structure = \(structure)"
                ).map { (patient, try $0.bytes("wrapped")) }
            }
        }
        return try Dictionary(
            uniqueKeysWithValues: found.map { patient, wrapped in
                (patient, try PatientKey.unwrap(wrapped, patient: patient, under: structureKey))
            })
    }
}
