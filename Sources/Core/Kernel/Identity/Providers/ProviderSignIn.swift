import Foundation

extension ProviderBook {
    /// Starts a sign-in: the address to send the browser to, and the secret that goes into its cookie. Nil for a
    /// provider that is not configured or does not answer.
    ///
    /// - Parameter link: id of the person's link that the browser leaves from; nil for sign-in of staff.
    package func depart(
        to key: String, link: String? = nil, from doorstep: Doorstep
    ) async throws -> (address: String, browser: String)? {
        let state = Token.fresh()
        let browser = Token.fresh()
        let secrets = ProviderExchange.Secrets(browser: browser, state: state)
        let now = clock.now
        do {
            let provider = try provider(key)
            // Patients prove themselves through FranceConnect, staff never do.
            guard (provider.kind == .franceConnect) == (link != nil) else { throw ProviderFailure.unknownProvider }
            let address = try await exchange.departure(to: provider, state: state, secrets: secrets)
            let departure = ProviderDepartures.Departure(
                provider: key, stateHash: Token.hash(state), nonceHash: Token.hash(secrets.nonce),
                browserHash: Token.hash(browser), expiresAt: now.adding(seconds: ProviderBook.departureSeconds),
                link: link)
            try await store.write { tx in try ProviderDepartures.insert(departure, at: now, tx) }
            return (address, browser)
        } catch let failure as ProviderFailure {
            // A name that is not configured is whatever somebody typed: it is not repeated.
            let named = failure == .unknownProvider ? "-" : key
            try await refused(failure, provider: named, identifier: Token.hash(state), doorstep)
            return nil
        }
    }

    /// Somebody comes back. Everything is checked before anything is opened; a departure serves once.
    package func arrive(
        _ back: ProviderReturn, browser: String?, from doorstep: Doorstep
    ) async throws -> ProviderArrival {
        let stateHash = Token.hash(String(back.state.prefix(200)))
        var named = "-"
        do {
            let departure = try await departure(stateHash: stateHash, browser: browser)
            named = departure.provider
            let provider = try provider(departure.provider)
            guard back.error == nil, let code = back.code, code.utf8.count <= 4096 else {
                throw ProviderFailure.refusedThere
            }
            if let issuer = back.issuer, issuer != provider.issuer { throw ProviderFailure.token(.issuer) }
            let browser = browser ?? ""
            let secrets = ProviderExchange.Secrets(browser: browser, state: back.state)
            guard ConstantTime.equal(Token.hash(secrets.nonce), departure.nonceHash) else {
                throw ProviderFailure.state
            }
            let person = try await exchange.person(code: code, secrets: secrets, of: provider)
            guard let link = departure.link else {
                return try await admit(person, provider: provider, browser: browser, doorstep)
            }
            return try await proved(person, provider: provider, link: link)
        } catch let failure as ProviderFailure {
            try await refused(failure, provider: named, identifier: stateHash, doorstep)
            return .refused(failure.refusal)
        }
    }

    /// Somebody behind a link: half an identity identifies nobody. The session over there has served, and is ended.
    private func proved(
        _ person: ProviderExchange.Person, provider: IdentityProvider, link: String
    ) async throws -> ProviderArrival {
        guard provider.kind == .franceConnect, let pivot = FranceConnectIdentity(userinfo: person.claims) else {
            throw ProviderFailure.unknownPerson
        }
        let identity = PivotIdentity(
            birthName: pivot.familyName, firstGivenName: pivot.givenNames[0], birthDate: pivot.birthDate)
        let farewell = try? await exchange.farewell(to: provider, idToken: person.idToken, home: publicURL + "/me")
        return .person(link: link, identity, farewell: farewell ?? nil)
    }

    private func departure(
        stateHash: [UInt8], browser: String?
    ) async throws -> ProviderDepartures.Departure {
        guard let browser, browser.utf8.count == 64 else { throw ProviderFailure.state }
        let now = clock.now
        let browserHash = Token.hash(browser)
        let found = try await store.write { tx in
            try ProviderDepartures.consume(stateHash: stateHash, browserHash: browserHash, at: now, tx)
        }
        guard let found else { throw ProviderFailure.state }
        return found
    }

    /// One situation opens a session at once; several are kept for the browser to choose among.
    private func admit(
        _ person: ProviderExchange.Person, provider: IdentityProvider, browser: String, _ doorstep: Doorstep
    ) async throws -> ProviderArrival {
        let candidates = try await candidates(person, provider: provider)
        guard let first = candidates.first else { throw ProviderFailure.unknownPerson }
        if candidates.count == 1 {
            return .opened(
                try await open(first, provider: provider, idToken: person.idToken, doorstep))
        }
        let now = clock.now
        let browserHash = Token.hash(browser)
        var rows: [(choice: ProviderArrivals.Choice, line: IdentityTrace.Prepared)] = []
        for candidate in candidates {
            let id = RowID.fresh(at: now)
            let key = try await keychain.key(for: candidate.structure)
            let situation = try key.seal(candidate.situation.text, at: ProviderArrivals.place("situation", id))
            let token = try key.seal(person.idToken, at: ProviderArrivals.place("id_token", id))
            let choice = ProviderArrivals.Choice(
                id: id, structure: candidate.structure, account: candidate.account, membership: candidate.membership,
                provider: provider.key, situation: situation, idToken: token)
            let line = line("provider-choice", candidate, provider, identifier: browserHash, doorstep)
            rows.append((choice, try await trace.prepare(line)))
        }
        let kept = rows
        try await store.write { tx in
            for row in kept {
                try ProviderArrivals.insert(
                    row.choice, browserHash: browserHash, until: now.adding(seconds: ProviderBook.choiceSeconds),
                    at: now, tx)
                try trace.trace(row.line, at: now, tx)
            }
        }
        return .choice
    }

    /// What this browser may choose among, with the id that its form sends back.
    package func choices(of browser: String?) async throws -> [(id: String, situation: ProviderSituation)] {
        guard let browser, browser.utf8.count == 64 else { return [] }
        let now = clock.now
        let hash = Token.hash(browser)
        let rows = try await store.read { tx in try ProviderArrivals.open(browserHash: hash, at: now, tx) }
        var choices: [(id: String, situation: ProviderSituation)] = []
        for row in rows {
            let key = try await keychain.key(for: row.structure)
            let text = try key.open(row.situation, at: ProviderArrivals.place("situation", row.id))
            choices.append((row.id, try ProviderSituation(text: text)))
        }
        return choices
    }

    /// Opens the session of the situation chosen; the others are void.
    package func choose(_ id: String, browser: String?, from doorstep: Doorstep) async throws -> ProviderArrival {
        guard let browser, browser.utf8.count == 64 else { return .refused(.startAgain) }
        let now = clock.now
        let hash = Token.hash(browser)
        let taken = try await store.write { tx in try ProviderArrivals.take(id, browserHash: hash, at: now, tx) }
        guard let taken, let provider = try? provider(taken.provider) else {
            try await refused(.state, provider: "-", identifier: hash, doorstep)
            return .refused(.startAgain)
        }
        let key = try await keychain.key(for: taken.structure)
        let text = try key.open(taken.situation, at: ProviderArrivals.place("situation", id))
        let token = try key.open(taken.idToken, at: ProviderArrivals.place("id_token", id))
        let candidate = Candidate(
            account: taken.account, membership: taken.membership, structure: taken.structure,
            situation: try ProviderSituation(text: text))
        do { return .opened(try await open(candidate, provider: provider, idToken: token, doorstep)) } catch let failure
            as ProviderFailure
        {
            try await refused(failure, provider: provider.key, identifier: hash, doorstep)
            return .refused(failure.refusal)
        }
    }

    /// The session, what it stands on and the line that says so, in one transaction. Refused where account or
    /// membership have ended since.
    private func open(
        _ candidate: Candidate, provider: IdentityProvider, idToken: String, _ doorstep: Doorstep
    ) async throws -> Entry {
        let found = try await store.read { tx in try Accounts.holder(candidate.account, tx) }
        guard let found,
            let membership = try found.memberships.first(where: { try $0.text("id") == candidate.membership })
        else { throw ProviderFailure.unknownPerson }
        let holder = Holder(
            account: found.account, structure: found.structure, row: found.row, factors: [], memberships: [membership])
        let level = provider.kind == .proSanteConnect ? SessionLevel.proSanteConnect : .provider
        let seed = try await sessions.seed(holder, level: level, from: doorstep)
        let key = try await keychain.key(for: candidate.structure)
        let now = clock.now
        let id = RowID.fresh(at: now)
        let standing = ProviderSessions.Standing(
            id: id, structure: candidate.structure, provider: provider.key,
            situation: try key.seal(candidate.situation.text, at: ProviderSessions.place("situation", id)),
            idToken: try key.seal(idToken, at: ProviderSessions.place("id_token", id)))
        let hash = Token.hash(seed.token)
        let line = try await trace.prepare(line("provider-opened", candidate, provider, identifier: hash, doorstep))
        return try await store.write { tx in
            try ProviderSessions.insert(standing, account: candidate.account, tokenHash: hash, at: now, tx)
            try trace.trace(line, at: now, tx)
            return try sessions.open(seed, at: now, tx)
        }
    }

    private func line(
        _ what: StaticString, _ candidate: Candidate, _ provider: IdentityProvider, identifier: [UInt8],
        _ doorstep: Doorstep
    ) -> IdentityTrace.Line {
        IdentityTrace.Line(
            structure: candidate.structure, account: candidate.account, nationalID: candidate.situation.nationalID,
            level: candidate.situation.level, identifier: identifier, means: "provider:\(provider.key)",
            outcome: .done(what), doorstep: doorstep)
    }

    private func refused(
        _ failure: ProviderFailure, provider: String, identifier: [UInt8], _ doorstep: Doorstep
    ) async throws {
        let line = try await trace.prepare(
            IdentityTrace.Line(
                identifier: identifier, means: "provider:\(provider)", outcome: .refused(failure.code),
                doorstep: doorstep))
        let now = clock.now
        try await store.write { tx in try trace.trace(line, at: now, tx) }
    }
}

extension ProviderSituation {
    /// As it is sealed: JSON.
    var text: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    init(text: String) throws { self = try JSONDecoder().decode(ProviderSituation.self, from: Data(text.utf8)) }
}
