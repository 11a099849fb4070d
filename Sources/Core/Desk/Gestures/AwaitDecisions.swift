import Kernel
import Web

/// What is still to be done about the decisions of the professional's patients.
struct AwaitDecisions: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/consents", for: .staff(.professional), list)
    }

    private func list(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let (awaited, next) = try await kernel.patients.decisionsAwaited(after: request.query("after"), as: caller)
        let language = request.language
        func day(_ day: Day) -> String { language == .fr ? day.french : day.description }
        let rows = awaited.map { one in
            AwaitedPage.Row(
                path: "/patients/\(one.patient)/consents",
                person: one.identity.map { "\($0.traits.birthName) \($0.traits.firstBirthGivenName)" }
                    ?? request.texts("consents.unnamed"),
                born: one.identity.map { day($0.traits.birthDate.day) }, cared: day(one.since),
                due: one.due.map { due in
                    let words = request.texts("consents.due.\(due.rawValue)")
                    let ends = due == .careEnding ? one.endsOn.map { " " + day($0) } ?? "" : ""
                    return AwaitedPage.Due(
                        words: words + ends, urgent: due == .information || due == .careEnding)
                })
        }
        return .page(
            AwaitedPage(
                title: request.texts("consents.title"), rows: rows, none: rows.isEmpty,
                more: next.map { "/consents?after=\($0)" }))
    }
}
