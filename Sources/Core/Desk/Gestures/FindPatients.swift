import Kernel
import Web

/// Who of the structure's patients somebody looks for, and whom they care for. What is typed stays out of addresses:
/// a search is a form that is sent.
struct FindPatients: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/patients", for: .staff(.professional, .staff), mine)
        routes.post("/patients/search", for: .staff(.professional, .staff), search)
    }

    private func mine(_ request: Request, _ session: StaffSession) async throws -> Answer {
        .page(try await page(request, session, query: nil, error: nil))
    }

    private func search(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let form = request.form
        let query: PatientQuery?
        var error: String?
        if !form["number"].isBlank {
            query = .number(form["number"])
            do { _ = try Matricule(form["number"]) } catch {
                return try await refused(request, session, error.sentence)
            }
        } else if let born = Day(form["born"]), !form["name"].isBlank {
            query = .person(name: form["name"], born: born)
        } else {
            query = nil
            error = request.texts("patients.askMore")
        }
        return .page(
            try await page(request, session, query: query, error: error), status: error == nil ? 200 : 422)
    }

    private func refused(
        _ request: Request, _ session: StaffSession, _ sentence: Bilingual
    ) async throws -> Answer {
        .page(try await page(request, session, query: nil, error: sentence.in(request.language)), status: 422)
    }

    private func page(
        _ request: Request, _ session: StaffSession, query: PatientQuery?, error: String?
    ) async throws -> PatientsPage {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let form = request.form
        var found: PatientPage?
        if let query {
            let after = form["after"].isEmpty ? nil : form["after"]
            found = try await kernel.patients.search(query, after: after, as: caller)
        }
        let mine = try await kernel.patients.mine(after: request.query("after"), as: caller)
        let language = request.language
        return PatientsPage(
            title: request.texts("patients.title"), number: form["number"], name: form["name"], born: form["born"],
            error: error, searched: found != nil, found: found?.lines.map { PatientRow($0, language) } ?? [],
            none: found.map { $0.lines.isEmpty && $0.hidden == 0 } ?? false,
            hidden: FindPatients.hidden(found?.hidden ?? 0, request.texts),
            more: found?.next.map { next in
                SearchAgain(byNumber: form["number"], byName: form["name"], byBirth: form["born"], after: next)
            }, mine: mine.lines.map { PatientRow($0, language) }, noMine: mine.lines.isEmpty,
            mineAfter: mine.next.map { "/patients?after=\($0)" })
    }

    /// That records exist is told to staff of the structure who named somebody exactly; whose they are is not.
    static func hidden(_ count: Int, _ texts: Texts) -> String? {
        count == 0 ? nil : "\(count) · \(texts("patients.hidden"))"
    }
}
