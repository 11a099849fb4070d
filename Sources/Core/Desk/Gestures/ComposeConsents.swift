import Kernel
import Web

/// Makes the page of one patient's decisions: what is in force, in plain words, the history, the forms.
struct ComposeConsents: Sendable {
    let kernel: Kernel
    let request: Request
    let patient: PatientID
    let caller: Caller

    private var language: Language { request.language }
    private var texts: Texts { request.texts }

    func page(
        _ history: ConsentBook.History, optional: [RGPDConsent], decides: Bool, emergency: EmergencyUnderway?,
        error: String?
    ) async throws -> PatientConsentsPage {
        let structures = try await kernel.structures.list()
        let words = ConsentWords(request, structures: structures)
        let colleagues = try await kernel.accounts.colleagues(in: caller.structure)
        let state = history.state
        let told = state.informed(of: [.careTeam, .careTeamOfBoth])
        let standing = ComposeConsents.blocks(history)
        let mode: Mode = emergency.map { .underway($0.mode) } ?? .normal
        return PatientConsentsPage(
            title: texts("consents.title"), emergency: emergency.map { EmergencyBanner($0, of: patient) }, error: error,
            path: "/patients/\(patient)", person: try await kernel.patients.name(of: patient, as: caller, mode: mode),
            told: told.map { "\(texts("consents.toldOn")) \(words.day($0))." } ?? texts("consents.notToldText"),
            isTold: told != nil, consents: state.consents.map { consent($0, words, colleagues, decides) },
            noConsent: state.consents.isEmpty,
            oppositions: state.oppositions.map { opposition in
                .init(
                    opposition: opposition.id, against: words.recipients(opposition.scope),
                    covers: words.categories(opposition.scope), even: opposition.coversEmergency,
                    opposedOn: words.day(opposition.givenAt), liftable: decides)
            }, noOpposition: state.oppositions.isEmpty && standing.isEmpty,
            blocks: standing.map { block in
                .init(
                    block: block.id, blocked: who(block.blocked ?? "", colleagues), blockedOn: words.day(block.givenAt),
                    unblockable: decides)
            }, optional: try await optionalPart(optional, words, decides),
            history: ConsentHistory(words: words, colleagues: colleagues).rows(history, optional),
            forms: decides ? try await forms(structures, colleagues) : nil)
    }

    private func consent(
        _ consent: CareConsent, _ words: ConsentWords, _ colleagues: [Colleague], _ decides: Bool
    ) -> PatientConsentsPage.ConsentRow {
        .init(
            consent: consent.id, recipients: words.recipients(consent.scope),
            categories: words.categories(consent.scope), since: words.day(consent.givenAt),
            until: consent.careEndsOn.map(words.day), by: words.means(consent.origin.means),
            text: words.reference(consent.text), withdrawable: decides)
    }

    /// Blocks that nobody lifted.
    static func blocks(_ history: ConsentBook.History) -> [PatientOpposition] {
        let lifted = Set(history.oppositions.compactMap(\.lifts))
        return history.oppositions.filter { $0.kind == .block && !lifted.contains($0.id) }
    }

    private func who(_ id: String, _ colleagues: [Colleague]) -> String {
        colleagues.first { $0.account == id || $0.membership == id }?.name ?? texts("consents.formerColleague")
    }

    private func optionalPart(
        _ history: [RGPDConsent], _ words: ConsentWords, _ decides: Bool
    ) async throws -> PatientConsentsPage.OptionalPart {
        let treatments = kernel.optionalTreatments
        let taken = Set(history.compactMap(\.withdraws))
        let given = history.filter { $0.kind == .consent && !taken.contains($0.id) }
        return .init(
            given: given.map { line in
                .init(
                    accepted: line.id, purpose: treatments.first { $0.code == line.purpose }?.title ?? line.purpose,
                    acceptedOn: words.day(line.givenAt), takeable: decides)
            }, nothing: treatments.isEmpty && given.isEmpty,
            purposes: decides
                ? treatments.filter { treatment in !given.contains { $0.purpose == treatment.code } }.map {
                    Choice(value: $0.code, label: $0.title, selected: false)
                } : [], optionalText: ShownText(try await kernel.consents.shown(.optional, in: language)))
    }

    private func forms(
        _ structures: [StructureHeader], _ colleagues: [Colleague]
    ) async throws -> PatientConsentsPage.Forms {
        func choice(_ value: String, _ label: String) -> Choice { Choice(value: value, label: label, selected: false) }
        var teamTexts: [PatientConsentsPage.TeamText] = []
        for subject in [InformationSubject.careTeam, .careTeamOfBoth] {
            teamTexts.append(
                .init(
                    subject: subject.rawValue, label: texts("consents.subject.\(subject.rawValue)"),
                    shown: ShownText(try await kernel.consents.shown(subject, in: language))))
        }
        let representatives = try await kernel.patients.representatives(of: patient, as: caller)
        return .init(
            teamTexts: teamTexts, sharing: ShownText(try await kernel.consents.shown(.sharing, in: language)),
            means: [DecisionMeans.oral, .written, .telephone].map {
                choice($0.rawValue, texts("consents.means.\($0.rawValue)"))
            },
            supports: SupportHanded.allCases.map { choice($0.rawValue, texts("consents.support.\($0.rawValue)")) },
            representatives: representatives.map {
                choice($0.mandate, "\($0.name), \($0.title.holder.in(language))")
            },
            professions: Profession.allCases.map { choice($0.rawValue, $0.label.in(language)) },
            structures: structures.filter { $0.kind != .publisher }.map { choice($0.id, $0.name) },
            classes: DocumentClass.allCases.filter(\.shareable).map { choice($0.rawValue, $0.label.in(language)) },
            colleagues: colleagues.filter { $0.role == .professional || $0.role == .staff }.map {
                choice($0.account, "\($0.name), \($0.function)")
            })
    }
}

extension EmergencyBanner {
    init(_ underway: EmergencyUnderway, of patient: PatientID) {
        self.init(until: underway.until.parisClock, endPath: "/patients/\(patient)/emergency/end")
    }
}

/// Everything that was decided and told, the latest first, in plain words.
struct ConsentHistory {
    let words: ConsentWords
    let colleagues: [Colleague]

    func rows(_ history: ConsentBook.History, _ optional: [RGPDConsent]) -> [PatientConsentsPage.HistoryRow] {
        var rows: [(at: Instant, id: String, row: PatientConsentsPage.HistoryRow)] = []
        func add(_ at: Instant, _ id: String, _ what: String, _ how: String) {
            rows.append((at, id, .init(on: words.day(at), what: what, how: how)))
        }
        for line in history.consents {
            let what = words.texts("consents.history.\(line.kind.rawValue)")
            let covers =
                line.kind == .consent ? " : \(words.recipients(line.scope)), \(words.categories(line.scope))" : ""
            add(
                line.givenAt, line.id, what + covers,
                how(line.origin) + support(line.support) + " · \(line.text.stored)")
        }
        for line in history.oppositions {
            let what = words.texts("consents.history.\(line.kind.rawValue)")
            let covers =
                line.kind == .opposition ? " : \(words.recipients(line.scope)), \(words.categories(line.scope))" : ""
            add(line.givenAt, line.id, what + covers, how(line.origin))
        }
        for line in history.information {
            let origin = DecisionOrigin(
                means: line.means, collectedBy: line.givenBy, representative: line.representative)
            add(
                Instant.start(ofParisDay: line.givenOn), line.id,
                words.texts("consents.history.information"),
                how(origin) + support(line.support) + " · \(line.text.stored)")
        }
        for line in optional {
            add(
                line.givenAt, line.id,
                words.texts("consents.history.optional-\(line.kind.rawValue)") + " \(line.purpose)",
                words.means(line.means))
        }
        return rows.sorted { ($0.at, $0.id) > ($1.at, $1.id) }.map(\.row)
    }

    private func how(_ origin: DecisionOrigin) -> String {
        let means = words.means(origin.means)
        let by = origin.collectedBy.map { id in
            colleagues.first { $0.membership == id || $0.account == id }?.name
                ?? words.texts("consents.formerColleague")
        }
        let inStead = origin.representative == nil ? "" : ", " + words.texts("consents.byRepresentative")
        return means + (by.map { " · \($0)" } ?? "") + inStead
    }

    private func support(_ support: SupportHanded?) -> String { words.support(support).map { ", \($0)" } ?? "" }
}
