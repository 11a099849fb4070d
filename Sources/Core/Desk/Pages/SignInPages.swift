import Kernel
import Web

/// A form that the browser's authenticator answers. Hidden until the script has found one.
struct PasskeyForm: Sendable {
    let path: String
    /// `get` or `create`, as `navigator.credentials` names them.
    let ceremony: String
    /// JSON.
    let options: String
    let button: String
    /// Whether the person may give the device a name.
    let named: Bool
    static let example = PasskeyForm(
        path: "/sign-in/passkey", ceremony: "get", options: "{}", button: "Clé d'accès", named: true)
}

/// The secret of an authenticator application, as text and as a link.
struct TOTPForm: Sendable {
    let number: String
    let secret: String
    let link: String
    static let example = TOTPForm(number: "0", secret: "ABCD EFGH", link: "otpauth://totp/Citana:a")
}

/// `/sign-in`, first step.
struct SignInPage: Page {
    static let template: StaticString = "sign-in"
    static let example = SignInPage(
        title: "Connexion", error: "Refusé", mail: "a@b.example", passkey: .example, isDemo: true,
        hasProviders: true, providers: [.init(key: "psc", name: "Pro Santé Connect")],
        structures: [
            .init(name: "Structure", people: [.init(id: "1", name: "Nom", function: "fonction", roles: "rôle")])
        ])
    let title: String
    let error: String?
    let mail: String
    let passkey: PasskeyForm
    let isDemo: Bool
    let hasProviders: Bool
    let providers: [Provider]
    let structures: [Group]

    /// Another identity provider: a link, since a form's answer may not lead to another site.
    struct Provider: Sendable {
        let key: String
        let name: String
    }

    struct Group: Sendable {
        let name: String
        let people: [Person]
    }
    struct Person: Sendable {
        let id: String
        let name: String
        let function: String
        let roles: String
    }
}

/// `/sign-in`, second step.
struct SignInCodePage: Page {
    static let template: StaticString = "sign-in-code"
    static let example = SignInCodePage(title: "Code", error: "Refusé", pending: "0")
    let title: String
    let error: String?
    /// What the first step gave; good for five minutes.
    let pending: String
}

/// `/enrol/{token}`.
struct EnrolPage: Page {
    static let template: StaticString = "enrol"
    static let example = EnrolPage(
        title: "Ouvrir mon compte", error: "Refusé", path: "/enrol/0", structure: "Structure", name: "Nom",
        mail: "a@b.example", totp: .example, passkey: .example)
    let title: String
    let error: String?
    let path: String
    let structure: String
    let name: String
    let mail: String
    let totp: TOTPForm
    let passkey: PasskeyForm
}

/// `/enrol/{token}` where the link is used, over or unknown.
struct EnrolOverPage: Page {
    static let template: StaticString = "enrol-over"
    static let example = EnrolOverPage(title: "Lien expiré")
    let title: String
}

/// Recovery codes, shown once.
struct RecoveryCodesPage: Page {
    static let template: StaticString = "recovery-codes"
    static let example = RecoveryCodesPage(title: "Codes de secours", codes: ["ABCD-EFGH-IJKL-MNOP"], next: "/")
    let title: String
    let codes: [String]
    let next: String
}
