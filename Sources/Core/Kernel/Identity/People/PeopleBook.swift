/// The people of a structure and what they may be: read by its administrators and its DPO, changed by administrators
/// with a fresh proof. Every change is one transaction with its line of the access log (rule 49), and counts from the
/// next request of whoever it concerns.
public struct PeopleBook: Sendable {
    let store: any Store
    let keychain: Keychain
    let clock: TimeSource
    let log: AuditLog
    let enrolment: Enrolment

    /// Everybody who has or had a situation in the session's structure, in the order in which they came.
    public func list(_ session: StaffSession) async throws -> [StaffMember] {
        guard session.has(.administrator) || session.has(.dpo) else { throw SignInRefusal.notAllowed }
        return try await members(of: session.account.structure)
    }

    /// Nil for somebody of whom this structure knows nothing.
    public func find(_ account: String, _ session: StaffSession) async throws -> StaffMember? {
        try await list(session).first { $0.id == account }
    }

    /// Rights in force whose yearly review is due, for the welcome page of administrators.
    public func overdue(_ session: StaffSession) async throws -> Int {
        let today = clock.today
        return try await list(session).filter { $0.state != .closed }.reduce(0) { count, member in
            count + member.active.count { $0.isOverdue(on: today) }
        }
    }

    /// Names by account, in any structure and state; who is not known is left out.
    public func names(of accounts: Set<String>) async throws -> [String: String] {
        var names: [String: String] = [:]
        for id in accounts {
            guard let row = try await store.read({ tx in try Accounts.any(id, tx) }) else { continue }
            let key = try await keychain.key(for: try row.text("structure"))
            names[id] = try Accounts.read(row, memberships: [], key: key).name
        }
        return names
    }

    func members(of structure: String) async throws -> [StaffMember] {
        let now = clock.now
        let rows = try await store.read { tx in try PeopleRows.read(structure, at: now, tx) }
        let key = try await keychain.key(for: structure)
        var names: [String: (name: String, mail: String)] = [:]
        for row in rows.accounts {
            let home = try row.text("structure")
            let account = try Accounts.read(
                row, memberships: [], key: home == structure ? key : try await keychain.key(for: home))
            names[account.id] = (account.name, account.email)
        }
        let grants = try Gathered(rows, key: key, names: names.mapValues(\.name))
        return try rows.accounts.map { row in
            let id = try row.text("id")
            return StaffMember(
                id: id, name: names[id]?.name ?? "", mail: names[id]?.mail ?? "",
                state: StaffMember.State(rawValue: try row.text("state")) ?? .closed,
                isOwn: try row.text("structure") == structure, grants: grants.grants[id] ?? [],
                profession: grants.professions[id]?.profession, nationalID: grants.professions[id]?.nationalID,
                lastSignIn: grants.signIns[id], means: grants.means[id] ?? [], invitedUntil: grants.invitations[id])
        }
    }

    /// The rows, by account.
    private struct Gathered {
        var grants: [String: [RoleGrant]] = [:]
        var professions: [String: ProfessionalIdentity] = [:]
        var means: [String: [StaffMember.Means]] = [:]
        var signIns: [String: Instant] = [:]
        var invitations: [String: Instant] = [:]

        init(_ rows: PeopleRows, key: StructureKey, names: [String: String]) throws {
            for row in rows.professions {
                professions[try row.text("account")] = try ProfessionalIdentities.read(row, key: key)
            }
            for row in rows.factors {
                means[try row.text("account"), default: []].append(
                    .init(kind: try row.text("kind"), count: Int(try row.integer("many")), isProvider: false))
            }
            for row in rows.providers {
                means[try row.text("account"), default: []].append(
                    .init(kind: try row.text("provider"), count: 1, isProvider: true))
            }
            for row in rows.signIns { signIns[try row.text("account")] = try row.instant("at") }
            for row in rows.invitations { invitations[try row.text("account")] = try row.instant("expires_at") }
            var uses: [String: Instant] = [:]
            for row in rows.uses { uses[try row.text("membership")] = try row.instant("at") }
            var kept: [String: Row] = [:]
            for row in rows.reviews where try row.text("decision") == ReviewDecision.keep.rawValue {
                kept[try row.text("membership")] = row
            }
            for row in rows.memberships {
                let (id, read) = (try row.text("id"), try Memberships.read(row, key: key))
                let review = kept[id]
                grants[try row.text("account"), default: []].append(
                    RoleGrant(
                        id: id, role: read.role, position: read.position,
                        isActive: try row.text("state") == "active", startsOn: try row.day("starts_on"),
                        endsOn: try row.optional("ends_on", row.day),
                        grantedBy: try row.optional("granted_by", row.text).flatMap { names[$0] },
                        endedBy: try row.optional("revoked_by", row.text).flatMap { names[$0] }, lastUsedAt: uses[id],
                        reviewedOn: try review?.day("reviewed_on"),
                        reviewedBy: try review.flatMap { names[try $0.text("reviewed_by")] }))
            }
            grants = grants.mapValues { all in all.filter(\.isActive) + all.filter { !$0.isActive }.reversed() }
        }
    }
}
