public import Kernel

/// Nobody in particular.
public struct Visitor: Sendable {
    /// Whoever is signed in all the same, for pages that greet both.
    public let session: StaffSession?
}

/// Whom a path is for; fixes the type of session that its handler receives. The set is closed: modules choose among
/// these, they cannot make one.
public struct Audience<Session: Sendable>: Sendable {
    /// Name in the routes' golden file.
    let label: String
    let admit: @Sendable (StaffSession?, Request) async throws -> Admission<Session>

    init(
        label: String, admit: @escaping @Sendable (StaffSession?, Request) async throws -> Admission<Session>
    ) {
        self.label = label
        self.admit = admit
    }
}

enum Admission<Session: Sendable>: Sendable {
    case admitted(Session)
    /// Not signed in: sign-in page, 401 for programs.
    case signIn
    /// Signed in, not for them: as if absent.
    case absent
    /// Nobody proved who they are behind a link in this browser: told how to.
    case noPerson
}

extension Audience where Session == Visitor {
    /// Everybody.
    public static var anyone: Audience<Visitor> {
        Audience(label: "anyone") { session, _ in .admitted(Visitor(session: session)) }
    }
}

extension Audience where Session == StaffSession {
    /// Whoever is signed in.
    public static var signedIn: Audience<StaffSession> {
        Audience(label: "signed in") { session, _ in session.map(Admission.admitted) ?? .signIn }
    }

    /// Staff who hold one of these roles.
    public static func staff(_ roles: StaffRole...) -> Audience<StaffSession> {
        Audience(label: roles.map(\.rawValue).joined(separator: ", ")) { session, _ in
            guard let session else { return .signIn }
            return roles.contains(where: session.has) ? .admitted(session) : .absent
        }
    }
}

extension Audience where Session == PersonSession {
    /// A patient, or somebody of their circle, who proved who they are behind a link in this browser.
    public static var person: Audience<PersonSession> {
        Audience(label: "person") { _, request in try await request.person().map(Admission.admitted) ?? .noPerson }
    }
}

/// What somebody sees who asks for the person's space without having proved who they are.
struct NoPersonPage: Page {
    static let template: StaticString = "no-person"
    static let example = NoPersonPage(title: "Votre espace")
    let title: String
}
