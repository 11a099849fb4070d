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
    let admit: @Sendable (StaffSession?) -> Admission<Session>

    init(label: String, admit: @escaping @Sendable (StaffSession?) -> Admission<Session>) {
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
}

extension Audience where Session == Visitor {
    /// Everybody.
    public static var anyone: Audience<Visitor> {
        Audience(label: "anyone") { .admitted(Visitor(session: $0)) }
    }
}

extension Audience where Session == StaffSession {
    /// Whoever is signed in.
    public static var signedIn: Audience<StaffSession> {
        Audience(label: "signed in") { session in session.map(Admission.admitted) ?? .signIn }
    }

    /// Staff who hold one of these roles.
    public static func staff(_ roles: StaffRole...) -> Audience<StaffSession> {
        Audience(label: roles.map(\.rawValue).joined(separator: ", ")) { session in
            guard let session else { return .signIn }
            return roles.contains(where: session.has) ? .admitted(session) : .absent
        }
    }
}
