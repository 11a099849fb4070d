import Kernel
import Web

// | what went wrong                                     | exit code |
// |-----------------------------------------------------|-----------|
// | a verification failed, a difference, no such day    | 1         |
// | usage, configuration, unknown names, bad values     | 2         |
// | contract, rights, not acknowledged                  | 3         |
// | store, provider, port, disk                         | 4         |

/// How a command ends when it does not do what was asked: a sentence for standard error, and an exit code.
struct Failure: Error {
    let sentence: String
    let code: Int32

    init(_ sentence: String, code: Int32) {
        self.sentence = sentence
        self.code = code
    }

    /// Nil for errors that are not ours (the argument parser's own).
    init?(_ error: any Error) {
        switch error {
        case let error as Failure: self = error
        case let error as ConfigurationProblem: self.init(error.sentence, code: 2)
        case let error as StructureRefusal: self.init(error.sentence(in: .en), code: 2)
        case let error as ContractRefusal: self.init(error.sentence(in: .en), code: Failure.code(error))
        case let error as AccountRefusal: self.init(error.sentence(in: .en), code: error == .roleHeld ? 3 : 2)
        case let error as SupportRefusal:
            let usage: Set<SupportRefusal> = [.requestMissing, .nothingAsked, .ticketMissing, .endOutOfBounds]
            self.init(error.sentence.en, code: usage.contains(error) ? 2 : 3)
        case GateRefusal.refused(let reason, _): self.init("Refused: \(reason.sentence.en)", code: 3)
        case GateRefusal.absent: self.init("There is no such patient.", code: 1)
        case GateRefusal.logAway:
            self.init("The access log cannot be written, so nothing was done; look at the store.", code: 4)
        case let error as OverrideRefusal: self.init(error.message(in: .en), code: Failure.code(error))
        case let error as ObjectionRefusal: self.init(error.sentence(in: .en), code: Failure.code(error))
        case let error as RegisterRefusal: self.init(error.sentence(in: .en), code: Failure.code(error))
        case let error as PDFProblem: self.init(error.sentence, code: 4)
        case let error as WebProblem: self.init(error.sentence, code: 4)
        case let error as LedgerProblem: self.init(error.sentence, code: 4)
        case let error as SigningKeyProblem: self.init(error.sentence, code: 4)
        case let error as VaultError: self.init(error.sentence, code: 4)
        case let error as StorageError: self.init(Failure.sentence(error), code: 4)
        default: return nil
        }
    }

    private static func code(_ error: ContractRefusal) -> Int32 {
        switch error {
        case .unknownModule, .inThePast, .afterTheEnd: 2
        case .acknowledgementMissing, .noContract: 3
        case .alreadyEnabled, .notEnabled, .nothingToConfirm: 3
        }
    }

    private static func code(_ error: OverrideRefusal) -> Int32 {
        switch error {
        case .unknownTreatment, .unknownField, .unreadable, .reasonMissing: 2
        case .basisNotAllowed, .shorterThanStatute, .outOfBounds, .notChangeable: 3
        }
    }

    private static func code(_ error: ObjectionRefusal) -> Int32 {
        switch error {
        case .reasonMissing, .tooLong: 2
        case .noSuchChange, .tooLate, .alreadyMade, .nothingToAnswer: 3
        }
    }

    private static func code(_ error: RegisterRefusal) -> Int32 {
        switch error {
        case .beforeFirst, .noVersion, .altered, .future: 1
        case .incomplete: 3
        case .falseDeclarations: 2
        }
    }

    private static func sentence(_ error: StorageError) -> String {
        switch error {
        case .unavailable(let why): why
        case .constraint(let name): "The store refused: rule \(name)."
        case .conflict: "The store is busy with another writer; try again."
        case .unexpected(let why): "The store answered something unexpected: \(why)."
        }
    }
}
