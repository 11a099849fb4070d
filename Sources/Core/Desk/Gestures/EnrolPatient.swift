import Kernel
import Web

/// A person enters the structure. Records that may be theirs already are shown first; whoever enrols decides.
struct EnrolPatient: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/patients/new", for: .staff(.professional, .staff)) { request, session in
            .page(page(request, session, error: nil))
        }
        routes.post("/patients/new", for: .staff(.professional, .staff), enrol)
    }

    private func page(
        _ request: Request, _ session: StaffSession, error: String?, near: [PatientRow] = [], hidden: Int = 0
    ) -> NewPatientPage {
        let form = request.form
        return NewPatientPage(
            title: request.texts("patients.new"), error: error, traits: TraitFields(form, request.language),
            phone: form["phone"], mail: form["mail"], isProfessional: session.has(.professional),
            role: form["role"].isEmpty ? session.account.function : form["role"], informed: form.has("informed"),
            near: near, warns: !near.isEmpty || hidden > 0, hidden: FindPatients.hidden(hidden, request.texts))
    }

    private func enrol(_ request: Request, _ session: StaffSession) async throws -> Answer {
        let identity: PatientIdentity
        do {
            let typed = try TraitFields.read(request.form)
            identity = PatientIdentity(traits: typed.traits, used: typed.used)
        } catch let problem as TraitFields.Problem {
            return .page(page(request, session, error: problem.sentence(request)), status: 422)
        }
        let contacts = [(ContactKind.phone, "phone"), (.mail, "mail")].compactMap { kind, field in
            let value = request.form[field]
            return !value.isBlank ? NewContact(kind, value) : nil
        }
        let caller = try await kernel.callers.caller(session, from: request.doorstep)
        if !request.form.has("confirmed") {
            let (near, hidden) = try await kernel.patients.candidates(for: identity, as: caller)
            if !near.isEmpty || hidden > 0 {
                let language = request.language
                let rows = near.map { candidate, line in
                    PatientRow(
                        line, language,
                        reasons: candidate.reasons.map { $0.label.in(language) }.joined(separator: ", "))
                }
                return .page(page(request, session, error: nil, near: rows, hidden: hidden), status: 409)
            }
        }
        var relation: NewRelation?
        if session.has(.professional), let membership = session.membership {
            relation = NewRelation(
                role: request.form["role"].isEmpty ? session.account.function : request.form["role"],
                basis: try await kernel.careTeams.basis(of: membership, in: session.account.structure),
                informedOn: request.form.has("informed") ? kernel.clock.today : nil)
        }
        do {
            let patient = try await kernel.patients.enrol(
                PatientDraft(identity: identity, contacts: contacts, relation: relation), as: caller)
            return .seeOther("/patients/\(patient)")
        } catch GateRefusal.refused(let reason, _) {
            return .page(page(request, session, error: reason.sentence.in(request.language)), status: 422)
        }
    }
}

extension TraitFields {
    /// Why a form is no identity yet.
    enum Problem: Error {
        case trait(TraitProblem)
        case birthDate, sex, birthPlace

        func sentence(_ request: Request) -> String {
            switch self {
            case .trait(let problem): problem.sentence.in(request.language)
            case .birthDate: request.texts("patients.badBirthDate")
            case .sex: request.texts("patients.chooseSex")
            case .birthPlace: request.texts("patients.badBirthPlace")
            }
        }
    }

    init(_ form: Form, _ language: Language) {
        self.init(
            birthName: form["birthName"], firstGivenName: form["firstGivenName"], givenNames: form["givenNames"],
            day: form["day"], month: form["month"], year: form["year"],
            sexes: Sex.allCases.map {
                Choice(value: $0.rawValue, label: $0.label.in(language), selected: form["sex"] == $0.rawValue)
            }, birthPlace: form["birthPlace"], usedName: form["usedName"], usedGivenName: form["usedGivenName"])
    }

    init(_ identity: PatientIdentity, _ language: Language) {
        let (traits, date) = (identity.traits, identity.traits.birthDate)
        self.init(
            birthName: traits.birthName, firstGivenName: traits.firstBirthGivenName,
            givenNames: traits.birthGivenNames ?? "", day: "\(date.day.day)", month: "\(date.day.month)",
            year: "\(date.day.year)",
            sexes: Sex.allCases.map {
                Choice(value: $0.rawValue, label: $0.label.in(language), selected: traits.sex == $0)
            }, birthPlace: traits.birthPlace?.code ?? "", usedName: identity.used.name ?? "",
            usedGivenName: identity.used.givenName ?? "")
    }

    static func read(_ form: Form) throws -> (traits: StrictTraits, used: UsedNames) {
        func number(_ field: String) throws -> Int? {
            let text = form[field].filter { !$0.isWhitespace }
            guard !text.isEmpty else { return nil }
            guard text.count <= 4, let number = Int(text) else { throw Problem.birthDate }
            return number
        }
        guard let year = try number("year"),
            let born = BirthDate(year: year, month: try number("month"), day: try number("day"))
        else { throw Problem.birthDate }
        guard let sex = Sex(rawValue: form["sex"]) else { throw Problem.sex }
        let code = form["birthPlace"].filter { !$0.isWhitespace }.uppercased()
        let place = BirthPlace(code)
        guard code.isEmpty || place != nil else { throw Problem.birthPlace }
        do {
            return (
                try StrictTraits(
                    birthName: form["birthName"], firstBirthGivenName: form["firstGivenName"],
                    birthGivenNames: form["givenNames"], birthDate: born, sex: sex, birthPlace: place),
                try UsedNames(name: form["usedName"], givenName: form["usedGivenName"])
            )
        } catch { throw Problem.trait(error) }
    }
}
