// as: Questionnaires
// expect: stored property 'grant' of 'Copyable'-conforming
import Kernel

enum FollowUp: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }
enum Sharing: Treatment { static var declaration: TreatmentDeclaration { fatalError() } }

final class Drawer: Sendable {
    let grant: Grant<Read, FollowUp>
    init(_ grant: consuming Grant<Read, FollowUp>) { self.grant = grant }
}
struct Pocket {
    let grant: Grant<Read, FollowUp>
}
