import Kernel
import Web

/// The space of a patient, or of somebody who acts for them: what they chose, who looked, what they may ask.
struct LiveMySpace: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/me", for: .person, home)
        routes.post("/me/leave", for: .person) { request, _ in try await request.leavePersonSpace() }
    }

    private func home(_ request: Request, _ session: PersonSession) async throws -> Answer {
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        let patient = PatientID(session.patient)
        var choices: MySpacePage.Choices?
        var refusal: String?
        do {
            let state = try await kernel.consents.history(of: patient, as: caller).state
            choices = .init(
                consents: state.consents.count, oppositions: state.oppositions.count + state.blocked.count,
                nothing: state.consents.isEmpty && state.oppositions.isEmpty && state.blocked.isEmpty)
        } catch GateRefusal.refused(let reason, _) {
            refusal = MySpaceWords.refusal(reason, request)
        } catch GateRefusal.absent { refusal = request.texts("me.noRecord") }
        let header = try await kernel.structures.list().first { $0.id == session.structure }
        let structure = if let header { try await kernel.structures.find(header.ref) } else { Structure?.none }
        return .page(
            MySpacePage(
                title: request.texts("me.title"), tabs: MyTabs(.home), structure: session.structureName,
                acts: session.member != nil, refusal: refusal, choices: choices,
                phone: structure?.phone ?? "", mail: structure?.email ?? "", officer: structure?.dpo.name ?? "",
                officerMail: structure?.dpo.email ?? "", officerPhone: structure?.dpo.phone ?? "",
                until: session.expiresAt.parisClock))
    }
}

/// Words that several pages of a person's space share.
enum MySpaceWords {
    /// Why something is not shown, to the person themselves, with the way out.
    static func refusal(_ reason: ReasonCode, _ request: Request) -> String {
        reason == .levelTooLow ? request.texts("me.needsCode") : reason.sentence.in(request.language)
    }

    static func day(_ day: Day, _ request: Request) -> String {
        request.language == .fr ? day.french : day.description
    }
}
