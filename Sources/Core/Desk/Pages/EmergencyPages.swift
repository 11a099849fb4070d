import Kernel
import Web

/// `/accesses/emergencies`.
struct EmergenciesPage: Page {
    static let template: StaticString = "emergencies/index"
    static let example = EmergenciesPage(
        title: "Accès en urgence", tabs: .example, done: true, waiting: 2, overdue: 1, late: true, rows: [.example],
        none: true,
        more: "/accesses/emergencies?after=x")
    let title: String
    let tabs: AccessTabs
    /// Those that were reviewed are shown, not those that wait.
    let done: Bool
    let waiting: Int
    let overdue: Int
    let late: Bool
    let rows: [EmergencyRow]
    let none: Bool
    let more: String?
}

/// One emergency: who, when, until when it must be read again. No name of a patient.
struct EmergencyRow: Sendable {
    let address: String
    let opened: String
    let ended: String?
    let opener: String
    let mode: String
    /// The last digits of the record's number.
    let record: String
    let due: String
    let delay: String
    let overdue: Bool
    let verdict: String?
    static let example = EmergencyRow(
        address: "/accesses/emergencies/1", opened: "01/01/2026 14:05", ended: "01/01/2026 15:00",
        opener: "Nora Exemple, infirmière", mode: "bris de glace", record: "a1b2c3d4e5f6", due: "08/01/2026",
        delay: "2 jours de retard", overdue: true, verdict: "justifié")
}

/// `/accesses/emergencies/{review}`.
struct EmergencyPage: Page {
    static let template: StaticString = "emergencies/one"
    static let example = EmergencyPage(
        title: "Relire un accès", error: "erreur", line: .example, reason: "malaise", open: true,
        conclusion: "justifié", abusive: true, comment: "appel confirmé", reviewer: "Delphine Exemple",
        reviewed: "02/01/2026", typed: "appel confirmé")
    let title: String
    let error: String?
    let line: EmergencyRow
    let reason: String
    let open: Bool
    let conclusion: String?
    let abusive: Bool
    let comment: String
    let reviewer: String
    let reviewed: String
    /// What was typed, kept.
    let typed: String
}
