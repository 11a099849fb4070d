// as: Questionnaires
// expect: expression uses unsafe constructs but is not marked with 'unsafe'
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

func forge(_ bytes: [UInt8], _ answer: Sealed<String, Health, FollowUp>) throws -> String {
    try bytes.withUnsafeBytes { buffer in
        try buffer.baseAddress?.assumingMemoryBound(to: Grant<Read, FollowUp>.self).pointee.open(answer) ?? ""
    }
}
