import Crypto

/// Sessions of staff: an opaque token for the browser, its SHA-256 in the store (rule 31). Revoking is writing the
/// row; the next request on any node sees it. Each is bound to one situation d'exercice (rule 29).
public struct SessionBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let record: SignInRecord
    let outbox: Outbox

    init(store: any Store, keychain: Keychain, log: AuditLog, clock: TimeSource, outbox: Outbox) {
        self.outbox = outbox
        self.store = store
        self.keychain = keychain
        self.clock = clock
        record = SignInRecord(store: store, keychain: keychain, log: log, clock: clock)
    }

    /// 30 minutes without an action end a session.
    static let idleSeconds: Int64 = 1800
    /// 10 hours end it in any case.
    static let absoluteSeconds: Int64 = 36_000

    /// What a session is opened with, prepared outside its transaction.
    struct Seed: Sendable {
        let token: String
        let opening: Sessions.Opening
        let deviceToken: String
        let deviceRow: String
        /// Sealed under the key of the account's structure.
        let device: [UInt8]
        let home: String
        let mustChoose: Bool
        /// Queued where the browser turns out to be new.
        let notice: Outbox.Prepared
    }

    func seed(_ holder: Holder, level: SessionLevel, from doorstep: Doorstep) async throws -> Seed {
        let now = clock.now
        // One situation is taken at once; among several the person chooses, and holds no right until then.
        let only = holder.memberships.count == 1 ? holder.memberships.first : nil
        let structure = try only?.text("structure") ?? holder.structure
        let token = Token.fresh()
        let deviceToken = doorstep.deviceToken ?? Token.fresh()
        let row = RowID.fresh(at: now)
        let home = try await keychain.key(for: holder.structure)
        let id = RowID.fresh(at: now)
        return Seed(
            token: token,
            opening: try await opening(
                id, account: holder.account, structure: structure, membership: try only?.text("id"),
                hash: Token.hash(token), level: level, address: doorstep.address, device: doorstep.device),
            deviceToken: deviceToken, deviceRow: row,
            device: try home.seal(doorstep.device, at: KnownDevices.place(row)),
            home: holder.structure, mustChoose: holder.memberships.count > 1,
            notice: try await outbox.prepare(
                .init(
                    template: .newDevice, structure: holder.structure, recipient: .account(holder.account), about: id)))
    }

    func opening(
        _ id: String, account: String, structure: String, membership: String?, hash: [UInt8], level: SessionLevel,
        address: String, device: String
    ) async throws -> Sessions.Opening {
        let key = try await keychain.key(for: structure)
        return Sessions.Opening(
            id: id, account: account, structure: structure, membership: membership, hash: hash, level: level,
            address: try key.seal(address, at: Sessions.place("address", id)),
            device: try key.seal(device, at: Sessions.place("device", id)))
    }

    func open(_ seed: Seed, at now: Instant, _ tx: borrowing Writing) throws -> Entry {
        try Sessions.insert(seed.opening, at: now, until: now.adding(seconds: SessionBook.absoluteSeconds), tx)
        let new = try KnownDevices.meet(
            Token.hash(seed.deviceToken), id: seed.deviceRow, account: seed.opening.account, structure: seed.home,
            device: seed.device, at: now, tx)
        // Nobody is told of the first browser that they ever came in with.
        if new, try KnownDevices.isOneOfSeveral(of: seed.opening.account, tx) {
            try StaffMessages.insert(seed.notice, tx)
        }
        return Entry(token: seed.token, deviceToken: seed.deviceToken, isNewDevice: new, mustChoose: seed.mustChoose)
    }

    /// A session of the demonstration's cast; the door refuses it elsewhere. 64 hexadecimal digits.
    package func open(_ account: Account, address: String, device: String) async throws -> String {
        let now = clock.now
        let token = Token.fresh()
        let memberships = try await store.read { tx in try Memberships.rows(ofAccount: account.id, tx) }
        let opening = try await opening(
            RowID.fresh(at: now), account: account.id, structure: account.structure,
            membership: memberships.count == 1 ? try memberships[0].text("id") : nil, hash: Token.hash(token),
            level: .demo, address: String(address.prefix(100)), device: String(device.prefix(300)))
        let line = try await record.prepare(
            .init(
                event: .demo, outcome: .accepted, account: account.id, structure: account.structure, address: address,
                device: device))
        try await store.write { tx in
            try Sessions.insert(opening, at: now, until: now.adding(seconds: SessionBook.absoluteSeconds), tx)
            try record.trace(line, at: now, tx)
        }
        return token
    }

    /// A session of somebody whom another provider has recognised. Throws `SignInRefusal.wrong` where the account is
    /// closed.
    package func open(account: String, level: SessionLevel, from doorstep: Doorstep) async throws -> Entry {
        guard let holder = try await store.read({ tx in try Accounts.holder(account, tx) }) else {
            throw SignInRefusal.wrong
        }
        let now = clock.now
        let seed = try await seed(holder, level: level, from: doorstep)
        let line = try await record.prepare(
            .init(.provider, .accepted, account: account, structure: holder.structure, from: doorstep))
        return try await store.write { tx in
            try record.trace(line, at: now, tx)
            return try open(seed, at: now, tx)
        }
    }

    /// Nil for a token that is unknown, revoked, idle or past its end.
    package func find(_ token: String) async throws -> StaffSession? {
        guard token.utf8.count == 64 else { return nil }
        let now = clock.now
        let hash = Token.hash(token)
        let found = try await store.read { tx in
            try Sessions.find(
                hash: hash, now: now, idleSince: now.adding(seconds: -SessionBook.idleSeconds), tx)
        }
        guard let found else { return nil }
        // Moved once a minute, not at each request: a write costs a flush.
        if try found.session.instant("last_seen_at") < now.adding(seconds: -60) {
            try await store.write { tx in try Sessions.touch(hash: hash, at: now, tx) }
        }
        return try await read(found)
    }

    private func read(_ found: Sessions.Found) async throws -> StaffSession {
        let structure = try found.session.text("structure")
        let home = try await keychain.key(for: try found.account.text("structure"))
        let key = try await keychain.key(for: structure)
        let person = try Accounts.read(found.account, memberships: [], key: home)
        let bound = try found.session.optional("membership", found.session.text)
        // A membership that was revoked since is not among the active ones: the role is gone with it.
        let mine = try found.memberships.first { try $0.text("id") == bound }.map { try Memberships.read($0, key: key) }
        guard let level = SessionLevel(rawValue: try found.session.text("level")) else {
            throw StorageError.unexpected("unknown level of session")
        }
        let account = Account(
            id: person.id, structure: structure, familyName: person.familyName, givenName: person.givenName,
            function: mine?.position ?? "", email: person.email, roles: mine.map { [$0.role] } ?? [])
        return StaffSession(
            id: try found.session.text("id"), account: account, structureRef: found.structureRef,
            structureName: found.structureName, membership: mine == nil ? nil : bound, level: level,
            openedAt: try found.session.instant("created_at"), provedAt: try found.session.instant("proved_at"),
            professional: try found.professional.map { try ProfessionalIdentities.read($0, key: key) })
    }

    /// Ends it; a token that opens nothing is left alone.
    package func close(_ token: String) async throws {
        guard let session = try await find(token) else { return }
        let hash = Token.hash(token)
        let now = clock.now
        var line = SignInRecord.Line(
            event: .session, outcome: .ended, account: session.account.id, structure: session.account.structure,
            address: "", device: "")
        line.means = session.level.rawValue
        let prepared = try await record.prepare(line)
        try await store.write { tx in
            try Sessions.revoke(hash: hash, at: now, tx)
            try record.trace(prepared, at: now, tx)
        }
    }
}

package enum Token {
    /// 256 random bits in hexadecimal.
    package static func fresh() -> String {
        Hex.encode(RandomBytes.fresh(32))
    }

    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }
}
