import Kernel
import Web

/// `/account`.
struct AccountPage: Page {
    static let template: StaticString = "account"
    static let example = AccountPage(
        title: "Mon compte", name: "Nom", function: "fonction", roles: "rôle", structure: "Structure",
        email: "a@b.example", severalSituations: true, administrator: true,
        factors: [
            .init(id: "1", kind: "Clé", label: "téléphone", added: "2026-01-01", used: "2026-01-02", removable: true)
        ], noFactor: true, codesLeft: 10, fresh: true, passkey: .example,
        sessions: [
            .init(
                id: "1", device: "Firefox", address: "192.0.2.1", opened: "2026-01-01", seen: "2026-01-02",
                isThis: false)
        ], devices: [.init(id: "1", device: "Firefox", first: "2026-01-01", last: "2026-01-02")])
    let title: String
    let name: String
    let function: String
    let roles: String
    let structure: String
    let email: String
    let severalSituations: Bool
    let administrator: Bool
    let factors: [Factor]
    let noFactor: Bool
    let codesLeft: Int
    /// Whether a proof is recent enough to change anything.
    let fresh: Bool
    let passkey: PasskeyForm
    let sessions: [Session]
    let devices: [Device]

    struct Factor: Sendable {
        let id: String
        let kind: String
        /// Nil where none was given.
        let label: String?
        let added: String
        /// Nil where it was not used yet.
        let used: String?
        let removable: Bool
    }
    struct Session: Sendable {
        let id: String
        let device: String
        let address: String
        let opened: String
        let seen: String
        let isThis: Bool
    }
    struct Device: Sendable {
        let id: String
        let device: String
        let first: String
        let last: String
    }
}

/// `/account/situation`.
struct SituationPage: Page {
    static let template: StaticString = "situation"
    static let example = SituationPage(
        title: "Situation",
        situations: [
            .init(id: "1", structure: "Structure", position: "fonction", role: "rôle", current: true)
        ])
    let title: String
    let situations: [Choice]

    struct Choice: Sendable {
        let id: String
        let structure: String
        let position: String
        let role: String
        let current: Bool
    }
}

/// `/account/confirm`.
struct ConfirmPage: Page {
    static let template: StaticString = "confirm"
    static let example = ConfirmPage(
        title: "Confirmer", error: "Refusé", path: "/account/confirm", back: "/account", isDemo: true,
        passkey: .example)
    let title: String
    let error: String?
    /// Where the form goes, with the page that it leads back to.
    let path: String
    let back: String
    /// The cast has no means of proving anything but a new sign-in.
    let isDemo: Bool
    let passkey: PasskeyForm
}

/// `/account/password`.
struct PasswordPage: Page {
    static let template: StaticString = "password"
    static let example = PasswordPage(title: "Mot de passe", error: "Refusé")
    let title: String
    let error: String?
}

/// `/account/application`.
struct ApplicationPage: Page {
    static let template: StaticString = "application"
    static let example = ApplicationPage(title: "Application", error: "Refusé", totp: .example)
    let title: String
    let error: String?
    let totp: TOTPForm
}
