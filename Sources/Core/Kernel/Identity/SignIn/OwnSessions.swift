/// Where somebody is signed in, from what, and in which situation d'exercice.
extension OwnAccount {
    public struct Session: Sendable, Hashable {
        public let id: String
        public let address: String
        public let device: String
        public let openedAt: Instant
        public let seenAt: Instant
        public let isThis: Bool
    }

    public struct Device: Sendable, Hashable {
        public let id: String
        public let device: String
        public let firstSeenAt: Instant
        public let lastSeenAt: Instant
    }

    /// Live ones, the latest first.
    public func sessions(of session: StaffSession) async throws -> [Session] {
        let now = clock.now
        let account = session.account.id
        let rows = try await store.read { tx in
            try Sessions.rows(
                of: account, now: now, idleSince: now.adding(seconds: -SessionBook.idleSeconds), tx)
        }
        var all: [Session] = []
        for row in rows {
            let id = try row.text("id")
            let key = try await keychain.key(for: try row.text("structure"))
            all.append(
                Session(
                    id: id, address: try key.open(try row.bytes("address"), at: Sessions.place("address", id)),
                    device: try key.open(try row.bytes("device"), at: Sessions.place("device", id)),
                    openedAt: try row.instant("created_at"), seenAt: try row.instant("last_seen_at"),
                    isThis: id == session.id))
        }
        return all
    }

    /// Browsers that have signed in, the latest first.
    public func devices(of session: StaffSession) async throws -> [Device] {
        let account = session.account.id
        let rows = try await store.read { tx in try KnownDevices.rows(of: account, tx) }
        var all: [Device] = []
        for row in rows {
            let id = try row.text("id")
            let key = try await keychain.key(for: try row.text("structure"))
            all.append(
                Device(
                    id: id, device: try key.open(try row.bytes("device"), at: KnownDevices.place(id)),
                    firstSeenAt: try row.instant("created_at"), lastSeenAt: try row.instant("last_seen_at")))
        }
        return all
    }

    /// Ends one of one's own sessions; its next request is signed out. No fresh proof is asked for: whoever sees a
    /// stranger in the list must be able to act at once.
    public func revoke(_ id: String, _ session: StaffSession, from doorstep: Doorstep) async throws {
        let now = clock.now
        try await change(session, .session, .removed, from: doorstep) { tx in
            guard try Sessions.revoke(id, of: session.account.id, at: now, tx) else { throw SignInRefusal.expired }
        }
    }

    /// Ends all but this one.
    public func revokeOthers(_ session: StaffSession, from doorstep: Doorstep) async throws {
        let now = clock.now
        try await change(session, .session, .removed, from: doorstep) { tx in
            _ = try Sessions.revokeAll(of: session.account.id, but: session.id, at: now, tx)
        }
    }

    /// Forgets a browser: its next sign-in counts as one from a new device.
    public func forget(device id: String, _ session: StaffSession, from doorstep: Doorstep) async throws {
        try await change(session, .session, .removed, from: doorstep) { tx in
            guard try KnownDevices.remove(id, of: session.account.id, tx) else { throw SignInRefusal.expired }
        }
    }

    /// What the person may be, in the order in which it was granted.
    public func situations(of session: StaffSession) async throws -> [Situation] {
        let account = session.account.id
        let rows = try await store.read { tx in
            try Memberships.rows(ofAccount: account, tx).compactMap { row -> (Row, String)? in
                try Memberships.structureName(try row.text("structure"), tx).map { (row, $0) }
            }
        }
        var all: [Situation] = []
        for (row, name) in rows {
            let structure = try row.text("structure")
            let read = try Memberships.read(row, key: try await keychain.key(for: structure))
            all.append(
                Situation(
                    id: try row.text("id"), structure: structure, structureName: name, role: read.role,
                    position: read.position))
        }
        return all
    }

    /// Takes on another situation; rights are judged anew at the next request (rule 29).
    public func take(_ situation: String, _ session: StaffSession, from doorstep: Doorstep) async throws {
        guard let chosen = try await situations(of: session).first(where: { $0.id == situation }),
            let row = try await store.read({ tx in try Sessions.row(session.id, tx) })
        else { throw SignInRefusal.notAllowed }
        let id = session.id
        let old = try await keychain.key(for: try row.text("structure"))
        let opening = try await signIn.sessions.opening(
            id, account: session.account.id, structure: chosen.structure, membership: chosen.id, hash: [],
            level: session.level, address: try old.open(try row.bytes("address"), at: Sessions.place("address", id)),
            device: try old.open(try row.bytes("device"), at: Sessions.place("device", id)))
        try await change(session, .situation, .changed, from: doorstep) { tx in try Sessions.bind(opening, tx) }
    }
}
