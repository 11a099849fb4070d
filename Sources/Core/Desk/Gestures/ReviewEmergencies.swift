import Kernel
import Web

/// Accesses in an emergency, read again by somebody (rule 43): who waits, the reason, the conclusion.
struct ReviewEmergencies: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/accesses/emergencies", for: .staff(.dpo), list)
        routes.get("/accesses/emergencies/{review}", for: .staff(.dpo)) { request, session in
            try await one(request, session, error: nil)
        }
        routes.post("/accesses/emergencies/{review}", for: .staff(.dpo), conclude)
    }

    private func list(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let done = request.query("done") != nil
        let (reviews, next) = try await kernel.emergencies.reviews(
            done: done, after: request.query("after"), as: caller)
        let names = try await names(session)
        let (waiting, overdue) = try await kernel.emergencies.waiting(in: session.account.structure)
        return .page(
            EmergenciesPage(
                title: request.texts("emergencies.title"), tabs: .reviews, done: done, waiting: waiting,
                overdue: overdue,
                late: overdue > 0, rows: reviews.map { row($0, names, request) }, none: reviews.isEmpty,
                more: next.map { "/accesses/emergencies?\(done ? "done=1&" : "")after=\($0)" }))
    }

    private func one(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do {
            guard
                let (review, reason, comment) = try await kernel.emergencies.read(
                    request.parameter("review"), as: caller)
            else { return .notFound }
            let names = try await names(session)
            let page = EmergencyPage(
                title: request.texts("emergencies.one"), error: error, line: row(review, names, request),
                reason: reason, open: review.conclusion == nil,
                conclusion: review.conclusion.map { request.texts("emergencies.\($0.rawValue)") },
                abusive: review.conclusion == .abusive, comment: comment ?? "",
                reviewer: review.reviewedBy.map { names[$0] ?? request.texts("consents.formerColleague") } ?? "",
                reviewed: review.reviewedOn.map { day($0, request) } ?? "", typed: request.form["words"])
            return .page(page, status: error == nil ? 200 : 422)
        } catch GateRefusal.refused, GateRefusal.absent { return .notFound }
    }

    private func conclude(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do {
            guard let conclusion = EmergencyConclusion(rawValue: request.form["conclusion"]) else {
                throw ReviewRefusal.wordsMissing
            }
            try await kernel.emergencies.conclude(
                request.parameter("review"), conclusion, words: request.form["words"], as: caller)
            return .seeOther("/accesses/emergencies")
        } catch let refusal as ReviewRefusal {
            return try await one(request, session, error: refusal.sentence.in(request.language))
        } catch GateRefusal.refused, GateRefusal.absent { return .notFound }
    }

    private func names(_ session: StaffSession) async throws -> [String: String] {
        let colleagues = try await kernel.accounts.colleagues(in: session.account.structure)
        return Dictionary(
            colleagues.map { ($0.account, "\($0.name), \($0.function)") }, uniquingKeysWith: { first, _ in first })
    }

    private func day(_ day: Day, _ request: Request) -> String {
        request.language == .fr ? day.french : day.description
    }

    private func row(
        _ review: EmergencyReview, _ names: [String: String], _ request: Request
    ) -> EmergencyRow {
        func moment(_ at: Instant) -> String { "\(day(at.parisDay, request)) \(at.parisClock)" }
        let days = review.dueOn.number - kernel.clock.today.number
        let delay =
            review.conclusion != nil
            ? ""
            : days < 0
                ? "\(-days) \(request.texts("emergencies.daysLate"))"
                : "\(days) \(request.texts("emergencies.daysLeft"))"
        return EmergencyRow(
            address: "/accesses/emergencies/\(review.id)", opened: moment(review.openedAt),
            ended: review.endedAt.map(moment),
            opener: names[review.openedBy] ?? request.texts("consents.formerColleague"),
            mode: request.texts("access.mode.\(review.mode.rawValue)"),
            record: String(review.patient.value.suffix(12)), due: day(review.dueOn, request), delay: delay,
            overdue: review.conclusion == nil && days < 0,
            verdict: review.conclusion.map { request.texts("emergencies.\($0.rawValue)") })
    }
}
