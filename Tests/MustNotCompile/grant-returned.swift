// as: Questionnaires
// expect: requires that 'Grant<Read, FollowUp>' conform to 'Copyable'
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func keep(_ gate: Gate, of patient: PatientID, about resource: Resource, as caller: Caller) async throws {
    _ = try await gate.open(Read.self, FollowUp.self, of: patient, about: resource, as: caller) {
        (grant: borrowing Grant<Read, FollowUp>) -> Grant<Read, FollowUp> in grant
    }
}
