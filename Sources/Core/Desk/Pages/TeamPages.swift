import Kernel
import Web

/// `/teams`.
struct TeamsPage: Page {
    static let template: StaticString = "teams/index"
    static let example = TeamsPage(
        title: "Équipes de soins", error: "erreur", teams: [.example], none: true, manages: true,
        grounds: [.example])
    let title: String
    let error: String?
    let teams: [Team]
    let none: Bool
    let manages: Bool
    let grounds: [Choice]

    struct Team: Sendable {
        let team: String
        let name: String
        let ground: String
        /// What the ground asks of the patient.
        let asks: String
        let deed: String?
        let attested: String
        let over: Bool
        let ended: String?
        let places: [Place]
        let nobody: Bool
        let changeable: Bool
        let candidates: [Choice]
        static let example = Team(
            team: "t", name: "Équipe", ground: "même établissement", asks: "information", deed: "convention",
            attested: "01/01/2026", over: true, ended: "02/02/2026", places: [.example], nobody: true,
            changeable: true, candidates: [.example])
    }
    struct Place: Sendable {
        let place: String
        let member: String
        let role: String
        let from: String
        let to: String?
        let removable: Bool
        static let example = Place(
            place: "p", member: "Nora Exemple", role: "infirmière", from: "01/01/2026", to: "02/02/2026",
            removable: true)
    }
}

/// `/patients/{patient}/team`.
struct PatientTeamPage: Page {
    static let template: StaticString = "teams/patient"
    static let example = PatientTeamPage(
        title: "Équipe de soins", emergency: .example, error: "erreur", path: "/patients/1", person: "EXEMPLE",
        carers: [.example], nobody: true, changes: .example)
    let title: String
    let emergency: EmergencyBanner?
    let error: String?
    let path: String
    let person: String
    let carers: [Carer]
    let nobody: Bool
    /// Nil while an emergency lasts: it opens, it does not rearrange.
    let changes: Changes?

    struct Carer: Sendable {
        let relation: String
        let carer: String
        let role: String
        let ground: String
        let worth: String
        let good: Bool
        let informed: String?
        let from: String
        let to: String?
        let endable: Bool
        static let example = Carer(
            relation: "r", carer: "Nora Exemple", role: "infirmière", ground: "même établissement",
            worth: "tient", good: true, informed: "01/01/2026", from: "01/01/2026", to: "02/02/2026", endable: true)
    }
    struct Changes: Sendable {
        let colleagues: [Choice]
        let grounds: [Choice]
        let teamText: ShownText
        static let example = Changes(colleagues: [.example], grounds: [.example], teamText: .example)
    }
}
