// as: Questionnaires
// compiles
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func read(
    _ gate: Gate, _ answer: Sealed<String, Health, FollowUp>, of patient: PatientID, about resource: Resource,
    as caller: Caller
) async throws -> Int {
    try await gate.open(Read.self, FollowUp.self, of: patient, about: resource, as: caller) {
        (grant: borrowing Grant<Read, FollowUp>) in try grant.open(answer).count
    }
}
