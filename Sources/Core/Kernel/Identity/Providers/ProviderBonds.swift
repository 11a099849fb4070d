/// Which accounts a person at a provider stands for.
extension ProviderBook {
    /// An account, one of its memberships, and the situation that they make.
    struct Candidate: Sendable {
        let account: String
        let membership: String
        /// Of the membership.
        let structure: String
        let situation: ProviderSituation
    }

    /// Every membership of every account linked to this person, in every practice that the provider vouches for. Pro
    /// Santé Connect: the practice must be in the membership's structure, by FINESS or by the provider's name of it.
    func candidates(
        _ person: ProviderExchange.Person, provider: IdentityProvider
    ) async throws -> [Candidate] {
        var professional: ProSanteConnectIdentity?
        if provider.kind == .proSanteConnect {
            professional = ProSanteConnectIdentity(userinfo: person.claims)
            guard let professional, !professional.practices.isEmpty else { throw ProviderFailure.noExercise }
        }
        let hash = try await secret.subject(person.subject, provider: provider.key)
        let key = provider.key
        let found = try await store.read { tx in
            try ExternalIdentities.bonds(provider: key, hash: hash, tx).flatMap { bond -> [Membership] in
                guard let holder = try Accounts.holder(bond.account, tx) else { return [] }
                return try holder.memberships.compactMap { row in
                    let structure = try row.text("structure")
                    guard let home = try ExternalIdentities.home(ofStructure: structure, tx) else { return nil }
                    return Membership(
                        account: bond.account, row: row, structure: structure, name: home.name, finess: home.finess,
                        names: try ProviderPractices.names(provider: key, structure: structure, tx))
                }
            }
        }
        var candidates: [Candidate] = []
        for one in found {
            for practice in one.practices(of: professional) {
                candidates.append(
                    try await candidate(one, practice: practice, professional: professional, level: person.level))
            }
        }
        return candidates
    }

    private struct Membership: Sendable {
        let account: String
        let row: Row
        let structure: String
        let name: String
        let finess: String?
        let names: [String]

        /// Nil stands for the one situation of somebody whose provider knows no practices.
        func practices(of professional: ProSanteConnectIdentity?) -> [Practice?] {
            guard let professional else { return [nil] }
            var seen: Set<Practice> = []
            return professional.practices.filter { $0.isIn(finess: finess, names: names) && seen.insert($0).inserted }
        }
    }

    private func candidate(
        _ one: Membership, practice: Practice?, professional: ProSanteConnectIdentity?, level: String
    ) async throws -> Candidate {
        let key = try await keychain.key(for: one.structure)
        let (role, position) = try Memberships.read(one.row, key: key)
        return Candidate(
            account: one.account, membership: try one.row.text("id"), structure: one.structure,
            situation: ProviderSituation(
                structureName: one.name, role: role, position: position, practice: practice,
                nationalID: professional?.nationalID, regulates: professional?.regulates ?? false, level: level))
    }

    /// Links an account to a person at a provider, so that they may sign in from there. Said by an administrator or
    /// operator, never by the person who arrives. A second link of the same person in the same structure is refused by
    /// the schema.
    package func link(_ account: Account, to subject: String, at key: String) async throws {
        let provider = try provider(key)
        let hash = try await secret.subject(subject, provider: provider.key)
        let now = clock.now
        let bond = ExternalIdentities.Bond(
            id: RowID.fresh(at: now), structure: account.structure, account: account.id, provider: provider.key)
        let sealing = try await keychain.key(for: account.structure)
        let line = try await trace.prepare(changed("provider-linked", account, hash, provider.key))
        try await store.write { tx in
            try ExternalIdentities.insert(bond, subject: subject, hash: hash, key: sealing, at: now, tx)
            try trace.trace(line, at: now, tx)
        }
    }

    /// Ends every link of an account with a provider; says how many there were.
    package func unlink(_ account: Account, from key: String) async throws -> Int {
        let now = clock.now
        let line = try await trace.prepare(changed("provider-unlinked", account, Token.hash(account.id), key))
        return try await store.write { tx in
            let bonds = try ExternalIdentities.bonds(ofAccount: account.id, tx).filter { $0.provider == key }
            guard !bonds.isEmpty else { return 0 }
            for bond in bonds { try ExternalIdentities.remove(bond.id, ofAccount: account.id, tx) }
            try trace.trace(line, at: now, tx)
            return bonds.count
        }
    }

    private func changed(
        _ what: StaticString, _ account: Account, _ identifier: [UInt8], _ provider: String
    ) -> IdentityTrace.Line {
        IdentityTrace.Line(
            structure: account.structure, account: account.id, identifier: identifier, action: "update",
            means: "provider:\(provider)", outcome: .done(what), doorstep: nil)
    }

    /// Says how a provider names a structure, where it gives no FINESS number.
    package func name(_ structure: StructureHeader, as practice: String, at key: String) async throws {
        let provider = try provider(key)
        let now = clock.now
        try await store.write { tx in
            try ProviderPractices.insert(practice, provider: provider.key, structure: structure.id, at: now, tx)
        }
    }

    /// The situation in which a session stands; nil for a session that no provider opened.
    package func situation(ofSession token: String) async throws -> ProviderSituation? {
        let hash = Token.hash(token)
        guard let standing = try await store.read({ tx in try ProviderSessions.find(tokenHash: hash, tx) }) else {
            return nil
        }
        let key = try await keychain.key(for: standing.structure)
        return try ProviderSituation(
            text: try key.open(standing.situation, at: ProviderSessions.place("situation", standing.id)))
    }

    /// Where the browser goes to end its session at the provider too (rule 31); nil where there is nothing to end.
    package func farewell(ofSession token: String) async throws -> String? {
        let hash = Token.hash(token)
        guard let standing = try await store.read({ tx in try ProviderSessions.find(tokenHash: hash, tx) }) else {
            return nil
        }
        let now = clock.now
        try await store.write { tx in try ProviderSessions.end(tokenHash: hash, at: now, tx) }
        guard let provider = try? provider(standing.provider) else { return nil }
        let key = try await keychain.key(for: standing.structure)
        let idToken = try key.open(standing.idToken, at: ProviderSessions.place("id_token", standing.id))
        return try? await exchange.farewell(to: provider, idToken: idToken, home: publicURL + "/")
    }
}
