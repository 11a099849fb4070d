import Kernel
import Web

/// `/consents`.
struct AwaitedPage: Page {
    static let template: StaticString = "consents/index"
    static let example = AwaitedPage(
        title: "Consentements et oppositions", rows: [.example], none: true, more: "/consents?after=x")
    let title: String
    let rows: [Row]
    let none: Bool
    let more: String?

    struct Row: Sendable {
        let path: String
        let person: String
        let born: String?
        let cared: String
        let due: [Due]
        static let example = Row(
            path: "/patients/1/consents", person: "EXEMPLE Dominique", born: "28/03/1979", cared: "01/01/2026",
            due: [.example])
    }
    struct Due: Sendable {
        let words: String
        let urgent: Bool
        static let example = Due(words: "information non délivrée", urgent: true)
    }
}

/// `/patients/{patient}/consents`.
struct PatientConsentsPage: Page {
    static let template: StaticString = "consents/file"
    static let example = PatientConsentsPage(
        title: "Consentements et oppositions", emergency: .example, error: "erreur", path: "/patients/1",
        person: "EXEMPLE Dominique", told: "informée le 01/01/2026", isTold: true, consents: [.example],
        noConsent: true, oppositions: [.example], noOpposition: true, blocks: [.example], optional: .example,
        history: [.example], forms: .example)
    let title: String
    let emergency: EmergencyBanner?
    let error: String?
    let path: String
    /// Nil where the reader may not see who it is.
    let person: String?
    let told: String
    let isTold: Bool
    let consents: [ConsentRow]
    let noConsent: Bool
    let oppositions: [OppositionRow]
    let noOpposition: Bool
    let blocks: [BlockRow]
    let optional: OptionalPart
    let history: [HistoryRow]
    /// Nil where the reader may look and not write down.
    let forms: Forms?

    struct ConsentRow: Sendable {
        let consent: String
        let recipients: String
        let categories: String
        let since: String
        let until: String?
        let by: String
        let text: String
        let withdrawable: Bool
        static let example = ConsentRow(
            consent: "c", recipients: "infirmier", categories: "comptes rendus", since: "01/01/2026",
            until: "01/03/2026", by: "dit au professionnel", text: "sharing/1/fr", withdrawable: true)
    }
    struct OppositionRow: Sendable {
        let opposition: String
        let against: String
        let covers: String
        let even: Bool
        let opposedOn: String
        let liftable: Bool
        static let example = OppositionRow(
            opposition: "o", against: "tout professionnel", covers: "tout le dossier", even: true,
            opposedOn: "01/01/2026", liftable: true)
    }
    struct BlockRow: Sendable {
        let block: String
        let blocked: String
        let blockedOn: String
        let unblockable: Bool
        static let example = BlockRow(
            block: "b", blocked: "Nora Exemple", blockedOn: "01/01/2026", unblockable: true)
    }
    /// Consent in the sense of the RGPD: apart, and visibly another thing.
    struct OptionalPart: Sendable {
        let given: [Given]
        let nothing: Bool
        let purposes: [Choice]
        let optionalText: ShownText
        static let example = OptionalPart(
            given: [.example], nothing: true, purposes: [.example], optionalText: .example)

        struct Given: Sendable {
            let accepted: String
            let purpose: String
            let acceptedOn: String
            let takeable: Bool
            static let example = Given(
                accepted: "r", purpose: "T99", acceptedOn: "01/01/2026", takeable: true)
        }
    }
    struct HistoryRow: Sendable {
        let on: String
        let what: String
        let how: String
        static let example = HistoryRow(on: "01/01/2026", what: "consentement", how: "dit au professionnel")
    }
    /// What may be chosen; nothing is chosen beforehand.
    struct Forms: Sendable {
        let teamTexts: [TeamText]
        let sharing: ShownText
        let means: [Choice]
        let supports: [Choice]
        let representatives: [Choice]
        let professions: [Choice]
        let structures: [Choice]
        let classes: [Choice]
        let colleagues: [Choice]
        static let example = Forms(
            teamTexts: [.example], sharing: .example, means: [.example], supports: [.example],
            representatives: [.example], professions: [.example], structures: [.example], classes: [.example],
            colleagues: [.example])
    }
    struct TeamText: Sendable {
        let subject: String
        let label: String
        let shown: ShownText
        static let example = TeamText(subject: "care-team", label: "équipe de santé", shown: .example)
    }
}

/// Shown on every page of a record while an emergency lasts, with its end.
struct EmergencyBanner: Sendable {
    let until: String
    let endPath: String
    static let example = EmergencyBanner(until: "14:05", endPath: "/patients/1/emergency/end")
}
