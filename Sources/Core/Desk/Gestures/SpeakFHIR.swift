import FHIR
import Kernel
import Web

/// FHIR R4 for whoever is signed in: what the interface can, and who a patient is. Programs of partners will come with
/// a token; until then a request without a session is answered 401.
struct SpeakFHIR: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/fhir/R4/metadata", for: .anyone) { _, _ in
            .resource(Capabilities.json(date: "2026-11-24").bytes)
        }
        routes.get("/fhir/R4/Patient/{patient}", for: .staff(.professional, .staff), patient)
    }

    private func patient(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do {
            let record = try await kernel.patients.identity(of: PatientID(request.parameter("patient")), as: caller)
            return .resource(Patient(record, in: request.insEnvironment, session.structureRef).json.bytes)
        } catch GateRefusal.refused, GateRefusal.absent {
            return .resource(Outcome.json("not-found", request.texts("fhir.notFound")).bytes, status: 404)
        }
    }
}

extension Patient {
    /// The number travels only with a qualified identity, and only where it may be used (rules 18 and 22).
    init(_ record: PatientRecord, in environment: INSEnvironment, _ structure: String) {
        let (identity, traits) = (record.identity, record.identity.traits)
        self.init(
            id: record.id.value, birthName: traits.birthName, firstGivenName: traits.firstBirthGivenName,
            birthGivenNames: traits.birthGivenNames, usedName: identity.used.name,
            usedGivenName: identity.used.givenName, gender: Gender(traits.sex),
            birthDate: traits.birthDate.day.description, birthPlace: traits.birthPlace?.code,
            deathDate: record.deathDate?.description,
            national: identity.outbound(in: environment).ins.map {
                Patient.National(value: $0.matricule.value, oid: $0.oid, type: $0.type)
            },
            local: identity.localNumber.map { Identifier(system: "urn:citana:\(structure):ipp", value: $0) },
            identityStatus: identity.state.status.rawValue)
    }
}

extension Patient.Gender {
    /// What civil status leaves open is unknown here: FHIR's `other` says something else.
    init(_ sex: Sex) {
        self =
            switch sex {
            case .female: .female
            case .male: .male
            case .indeterminate: .unknown
            }
    }
}
