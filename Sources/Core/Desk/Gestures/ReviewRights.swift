import Kernel
import Web

/// The yearly review: every right with its age and last use, kept or ended line by line, by whom and when recorded.
struct ReviewRights: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/people/review", for: .staff(.administrator, .dpo)) { request, session in
            try await page(request, session, refusal: nil)
        }
        routes.post("/people/review", for: .staff(.administrator), review)
    }

    private func page(_ request: Request, _ session: StaffSession, refusal: PeopleRefusal?) async throws -> Answer {
        let (today, language) = (kernel.clock.today, request.language)
        let people = try await kernel.people.list(session).filter { $0.state != .closed }
        // What is due first comes first.
        let grants = people.flatMap { member in member.active.map { (member, $0) } }
            .sorted { ($0.1.dueOn, $0.0.name) < ($1.1.dueOn, $1.0.name) }
        let lines = grants.map { member, grant in
            ReviewPage.Line(
                grant: grant.id, person: member.name, personPath: "/people/\(member.id)",
                role: grant.role.label.in(language), since: grant.startsOn.written(in: language),
                age: ReviewRights.age(from: grant.startsOn, to: today, request.texts),
                used: grant.lastUsedAt?.parisDay.written(in: language),
                reviewed: grant.reviewedOn?.written(in: language), due: grant.dueOn.written(in: language),
                isOverdue: grant.isOverdue(on: today))
        }
        let overdue = lines.count(where: \.isOverdue)
        let page = ReviewPage(
            title: request.texts("people.review"), tabs: PeopleTabs(session, on: .review),
            error: refusal?.sentence.in(language), canAct: session.has(.administrator), overdue: overdue,
            hasOverdue: overdue > 0, lines: lines, noLine: lines.isEmpty)
        return .page(page, status: refusal == nil ? 200 : 422)
    }

    private func review(_ request: Request, _ session: StaffSession) async throws -> Answer {
        do {
            guard let decision = ReviewDecision(rawValue: request.form["decision"]) else { throw PeopleRefusal.unknown }
            try await kernel.people.review(request.form["grant"], decision, by: session, from: request.doorstep)
            return .seeOther("/people/review")
        } catch let refusal as PeopleRefusal {
            return try await page(request, session, refusal: refusal)
        } catch SignInRefusal.proofNeeded { return StepUp.first("/people/review") }
    }

    /// In whole months, years from two on.
    static func age(from start: Day, to today: Day, _ texts: Texts) -> String {
        var months = (today.year - start.year) * 12 + today.month - start.month
        if today.day < start.day { months -= 1 }
        if months < 1 { return texts("people.age.new") }
        return months < 24
            ? "\(months) \(texts("people.age.months"))" : "\(months / 12) \(texts("people.age.years"))"
    }
}
