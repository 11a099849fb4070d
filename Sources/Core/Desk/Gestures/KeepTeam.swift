import Kernel
import Web

/// Who takes part in one patient's care, on which ground, since when; what the ground asks of the patient (rule 39).
struct KeepTeam: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/patients/{patient}/team", for: .staff(.professional, .staff)) { request, session in
            try await page(request, session, error: nil)
        }
        routes.post("/patients/{patient}/team", for: .staff(.professional, .staff), begin)
        routes.post("/patients/{patient}/team/end", for: .staff(.professional, .staff), end)
    }

    private func page(_ request: Request, _ session: StaffSession, error: String?) async throws -> Answer {
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do {
            let file = try await kernel.patients.file(patient, as: caller)
            return .page(
                try await composed(request, session, file, nil, error: error), status: error == nil ? 200 : 422)
        } catch GateRefusal.refused(_, let possible) where possible {
            guard let underway = try await kernel.emergencies.underway(patient, as: caller),
                let file = try? await kernel.patients.file(patient, as: caller, mode: .underway(underway.mode))
            else { return .notFound }
            return .page(try await composed(request, session, file, underway, error: error))
        } catch GateRefusal.refused, GateRefusal.absent { return .notFound }
    }

    private func composed(
        _ request: Request, _ session: StaffSession, _ file: PatientFile, _ underway: EmergencyUnderway?,
        error: String?
    ) async throws -> PatientTeamPage {
        let (structure, today) = (session.account.structure, kernel.clock.today)
        let colleagues = try await kernel.accounts.colleagues(in: structure)
        let traits = file.record.identity.traits
        var carers: [PatientTeamPage.Carer] = []
        for one in file.relations {
            let relation = one.relation
            let bases = try await kernel.careTeams.bases(of: relation.membership, in: structure)
            let current = relation.isInForce(on: today)
            let holds = current && relation.basis != .none && bases.contains(relation.basis)
            let worth =
                !current
                ? "team.worth.over"
                : relation.basis == .none
                    ? "team.worth.none"
                    : !holds
                        ? "team.worth.notAttested"
                        : relation.informedOn == nil ? "team.worth.toInform" : "team.worth.holds"
            carers.append(
                .init(
                    relation: relation.id, carer: one.name ?? request.texts("patients.unknownCarer"),
                    role: relation.role, ground: request.texts("team.ground.\(relation.basis.rawValue)"),
                    worth: request.texts(worth), good: worth == "team.worth.holds",
                    informed: relation.informedOn.map { day($0, request) }, from: day(relation.startsOn, request),
                    to: relation.endsOn.map { day($0, request) },
                    endable: underway == nil && current && relation.endsOn == nil))
        }
        let sharing = try await kernel.consents.shown(.careTeam, in: request.language)
        return PatientTeamPage(
            title: request.texts("team.title"), emergency: underway.map { EmergencyBanner($0, of: file.record.id) },
            error: error, path: "/patients/\(file.record.id)",
            person: "\(traits.birthName) \(traits.firstBirthGivenName)", carers: carers, nobody: carers.isEmpty,
            changes: underway == nil
                ? .init(
                    colleagues: colleagues.filter { $0.role == .professional }.map {
                        Choice(value: $0.membership, label: "\($0.name), \($0.function)", selected: false)
                    },
                    grounds: TeamBasis.allCases.map {
                        Choice(value: $0.rawValue, label: request.texts("team.ground.\($0.rawValue)"), selected: false)
                    }, teamText: ShownText(sharing)) : nil)
    }

    /// Names a colleague; where the patient was told, the text they were shown goes on record before.
    private func begin(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let form = request.form
        let colleagues = try await kernel.accounts.colleagues(in: session.account.structure)
        guard let colleague = colleagues.first(where: { $0.membership == form["member"] && $0.role == .professional })
        else {
            return try await page(
                request, session, error: CareTeamRefusal.unknownColleague.sentence.in(request.language))
        }
        guard let basis = TeamBasis(rawValue: form["ground"]) else {
            return try await page(request, session, error: CareTeamRefusal.groundMissing.sentence.in(request.language))
        }
        let role = form["role"].isEmpty ? colleague.function : form["role"]
        guard role.count <= 200, !role.holdsControlCharacter else {
            return try await page(request, session, error: request.texts("patients.tooLong"))
        }
        let told = !form["told"].isEmpty
        // 2°: it is the patient who recognises somebody as a member.
        guard basis != .namedByPatient || (told && !form["named"].isEmpty) else {
            return try await page(request, session, error: request.texts("team.mustBeNamed"))
        }
        return try await act(request, session) { patient, caller in
            if told {
                let text = try await kernel.consents.shown(.careTeam, as: form["text"], digest: form["digest"])
                try await kernel.consents.inform(text, means: .oral, support: nil, of: patient, as: caller)
            }
            try await kernel.patients.begin(
                NewRelation(role: role, basis: basis, informedOn: told ? kernel.clock.today : nil),
                of: colleague.membership, with: patient, as: caller)
        }
    }

    private func end(_ request: Request, _ session: StaffSession) async throws -> Answer {
        try await act(request, session) { patient, caller in
            try await kernel.patients.end(relation: request.form["relation"], with: patient, as: caller)
        }
    }

    private func act(
        _ request: Request, _ session: StaffSession, _ body: (PatientID, Caller) async throws -> Void
    ) async throws -> Answer {
        let patient = PatientID(request.parameter("patient"))
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        do { try await body(patient, caller) } catch GateRefusal.refused(let reason, _) {
            return try await page(request, session, error: reason.sentence.in(request.language))
        } catch let refusal as ConsentRefusal {
            return try await page(request, session, error: refusal.sentence.in(request.language))
        } catch GateRefusal.absent { return .notFound } catch StorageError.conflict {
            return try await page(
                request, session, error: IdentityRefusal.changedMeanwhile.sentence.in(request.language))
        }
        return .seeOther("/patients/\(patient)/team")
    }

    private func day(_ day: Day, _ request: Request) -> String {
        request.language == .fr ? day.french : day.description
    }
}
