import HTTPTypes
import Hummingbird
import Kernel

// | what happened                             | status                                |
// |-------------------------------------------|---------------------------------------|
// | not signed in                             | 303 to sign-in, 401 for programs      |
// | may not, no such thing, module not bought | 404                                   |
// | form without its token, from another site | 403                                   |
// | form problem                              | 422, said beside the field            |
// | contract or register refuses              | 409                                   |
// | too many tries of a secret               | 429                                   |
// | body or address too long                  | 413, 414 (headers: connection closed) |
// | body too slow                             | 408                                   |
// | store or log away                         | 503                                   |
// | a bug                                     | 500, request id, no detail            |

/// A page that says what went wrong, in the reader's language.
struct ProblemPage: Page {
    static let template: StaticString = "problem"
    static let example = ProblemPage(
        title: "Introuvable", text: "Il n'y a rien ici.", reference: "a1b2", hasReference: true)
    let title: String
    let text: String
    let reference: String
    let hasReference: Bool

    init(title: String, text: String, reference: String = "", hasReference: Bool = false) {
        self.title = title
        self.text = text
        self.reference = reference
        self.hasReference = hasReference
    }
}

/// What an error becomes.
enum Problem {
    static func of(_ error: any Error, texts: Texts, reference: String) -> (status: Int, page: ProblemPage) {
        switch error {
        case let error as any HTTPResponseError: return http(error.status.code, texts: texts)
        case let error as StructureRefusal:
            return (404, ProblemPage(title: texts("problem.notFound"), text: error.sentence(in: texts.language)))
        case let error as ContractRefusal:
            return (409, ProblemPage(title: texts("problem.refused"), text: error.sentence(in: texts.language)))
        case RegisterRefusal.incomplete(let gaps):
            let sentence = RegisterRefusal.incomplete(gaps).sentence(in: texts.language)
            return (409, ProblemPage(title: texts("problem.refused"), text: sentence))
        case let error as RegisterRefusal:
            return (404, ProblemPage(title: texts("problem.notFound"), text: error.sentence(in: texts.language)))
        case SignInRefusal.wait(let seconds):
            return (
                429,
                ProblemPage(
                    title: texts("problem.refused"),
                    text: SignInRefusal.wait(seconds: seconds).sentence(in: texts.language))
            )
        case let error as SignInRefusal:
            return (409, ProblemPage(title: texts("problem.refused"), text: error.sentence(in: texts.language)))
        case GateRefusal.logAway:
            return (503, ProblemPage(title: texts("problem.away"), text: texts("problem.away.text")))
        case is GateRefusal: return http(404, texts: texts)
        case StorageError.unavailable, StorageError.conflict, is VaultError:
            return (503, ProblemPage(title: texts("problem.away"), text: texts("problem.away.text")))
        case let error as PDFProblem:
            return (503, ProblemPage(title: texts("problem.pdf"), text: error.sentence))
        default:
            return (
                500,
                ProblemPage(
                    title: texts("problem.bug"), text: texts("problem.bug.text"), reference: reference,
                    hasReference: true)
            )
        }
    }

    static func http(_ status: Int, texts: Texts) -> (status: Int, page: ProblemPage) {
        switch status {
        case 403: (403, ProblemPage(title: texts("problem.form"), text: texts("problem.form.text")))
        case 413: (413, ProblemPage(title: texts("problem.large"), text: texts("problem.large.text")))
        case 408: (408, ProblemPage(title: texts("problem.away"), text: texts("problem.late.text")))
        case 414: (414, ProblemPage(title: texts("problem.large"), text: texts("problem.address.text")))
        case 422: (422, ProblemPage(title: texts("problem.form"), text: texts("problem.characters.text")))
        case 405: (405, ProblemPage(title: texts("problem.method"), text: texts("problem.method.text")))
        case 400..<500: (status, ProblemPage(title: texts("problem.notFound"), text: texts("problem.notFound.text")))
        default: (500, ProblemPage(title: texts("problem.bug"), text: texts("problem.bug.text")))
        }
    }
}
