import Crypto

/// The key of one patient in one structure. It is unwrapped for one verdict and ends with it: nothing keeps one.
/// Losing it is losing what it sealed, which is how a person is erased.
struct PatientKey: Sendable {
    let patient: PatientID
    let structure: String
    private let key: SymmetricKey

    private init(patient: PatientID, structure: String, key: SymmetricKey) {
        self.patient = patient
        self.structure = structure
        self.key = key
    }

    static func fresh(for patient: PatientID, of structure: String) -> PatientKey {
        PatientKey(patient: patient, structure: structure, key: SymmetricKey(size: .bits256))
    }

    /// Bound to table, column, row, structure and patient: a cell copied to any other place does not open.
    func seal(_ value: [UInt8], at place: Place) throws -> [UInt8] {
        try key.seal(value, boundTo: place.bytes(structure, patient))
    }

    func open(_ cell: [UInt8], at place: Place) throws -> [UInt8] {
        guard let value = key.open(cell, boundTo: place.bytes(structure, patient)) else {
            throw VaultError.sealBroken(place: "\(place.table).\(place.column)")
        }
        return value
    }

    func wrapped(under structureKey: StructureKey) throws -> [UInt8] {
        try structureKey.wrap(key.bytes, boundTo: PatientKey.bound(patient.value, structure))
    }

    static func unwrap(
        _ cell: [UInt8], patient: PatientID, under structureKey: StructureKey
    ) throws -> PatientKey {
        let structure = structureKey.structure
        guard let bytes = structureKey.unwrap(cell, boundTo: bound(patient.value, structure)) else {
            throw VaultError.foreignKeyStore
        }
        return PatientKey(patient: patient, structure: structure, key: SymmetricKey(data: bytes))
    }

    /// What a wrapped key of a patient is bound to.
    static func bound(_ patient: String, _ structure: String) -> [UInt8] {
        Array("patient-key|\(patient)|\(structure)".utf8)
    }
}

extension Place {
    fileprivate func bytes(_ structure: String, _ patient: PatientID) -> [UInt8] {
        var bytes = self.bytes(structure)
        bytes.append(124)
        bytes += patient.value.utf8
        return bytes
    }
}
